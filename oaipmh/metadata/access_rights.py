"""Access rights: the four levels that the field agrees on, in both of its vocabularies.

info:eu-repo access terms (DRIVER, OpenAIRE v3) and COAR access rights
(https://vocabularies.coar-repositories.org/access_rights/).
"""

from oaipmh.metadata.description import Statement

_EU_REPO = "info:eu-repo/semantics/"
_COAR = "http://purl.org/coar/access_right/"
_LEVELS = {
    "openAccess": "c_abf2",
    "embargoedAccess": "c_f1cf",
    "restrictedAccess": "c_16ec",
    "closedAccess": "c_14cb",
}
# As sources spell them, without blanks, hyphens and case.
_SPELLINGS = {
    **{level.lower(): level for level in _LEVELS},
    **{code: level for level, code in _LEVELS.items()},
    "open": "openAccess",
    "public": "openAccess",
    "openaccess": "openAccess",
    "embargo": "embargoedAccess",
    "embargoed": "embargoedAccess",
    "restricted": "restrictedAccess",
    "none": "closedAccess",
    "closed": "closedAccess",
    "metadataonlyaccess": "closedAccess",
}


def access_rights(text: str) -> Statement | None:
    """The access level a source names, in whatever spelling; None when it names none.

    The value is the info:eu-repo term, the value URI COAR's.
    """
    last = text.strip().rstrip("/").rpartition("/")[2]
    level = _SPELLINGS.get(last.replace("-", "").replace(" ", "").lower())
    if level is None:
        return None
    return Statement("accessRights", _EU_REPO + level, uri=_COAR + _LEVELS[level])
