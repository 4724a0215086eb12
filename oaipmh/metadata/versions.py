"""Versions of a paper, as the field names them: info:eu-repo, COAR and NISO JAV.

https://vocabularies.coar-repositories.org/version_types/ and NISO RP-8-2008 (Journal Article
Versions), which RIOXX uses.
"""

from functools import lru_cache
from typing import NamedTuple

from oaipmh.metadata.description import Statement

_EU_REPO = "info:eu-repo/semantics/"
_COAR = "http://purl.org/coar/version/"
_VERSIONS = {
    "draft": "c_b1a7d7d4d402bcce",
    "submittedVersion": "c_71e4c1898caa6e32",
    "acceptedVersion": "c_ab4af688f83e57aa",
    "publishedVersion": "c_970fb48d4fbd8a85",
    "updatedVersion": "c_dc82b40f9837b551",
}
_SPELLINGS = {
    **{version.lower(): version for version in _VERSIONS},
    **{code: version for version, code in _VERSIONS.items()},
    "ao": "draft",
    "smur": "submittedVersion",
    "submitted": "submittedVersion",
    "am": "acceptedVersion",
    "accepted": "acceptedVersion",
    "p": "acceptedVersion",
    "vor": "publishedVersion",
    "published": "publishedVersion",
    "cvor": "updatedVersion",
    "evor": "updatedVersion",
}


@lru_cache(maxsize=4096)
def version_type(text: str) -> Statement | None:
    """The version a source names, in whatever spelling, as a type; None when it names none.

    The value is the info:eu-repo term, the value URI COAR's.
    """
    last = text.strip().rstrip("/").rpartition("/")[2].lower()
    version = _SPELLINGS.get(last)
    if version is None:
        return None
    return Statement("type", _EU_REPO + version, uri=_COAR + _VERSIONS[version])


class Version(NamedTuple):
    """A version of a paper: `name` is the info:eu-repo term, `uri` COAR's, `niso` NISO's code."""

    name: str
    uri: str
    niso: str

    @property
    def eu_repo_uri(self) -> str:
        """The version as a term of info:eu-repo."""
        return _EU_REPO + self.name


_NISO = {
    "draft": "AO",
    "submittedVersion": "SMUR",
    "acceptedVersion": "AM",
    "publishedVersion": "VoR",
    "updatedVersion": "EVoR",
}


def version_of(statement: Statement) -> Version | None:
    """The version that a `type` statement names; None when it names none."""
    return (_version(statement.uri) if statement.uri else None) or _version(statement.value)


@lru_cache(maxsize=4096)
def _version(text: str) -> Version | None:
    known = version_type(text)
    if known is None:
        return None
    name = known.value.removeprefix(_EU_REPO)
    return Version(name, _COAR + _VERSIONS[name], _NISO[name])
