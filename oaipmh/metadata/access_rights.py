"""Access rights: the four levels that the field agrees on, in both of its vocabularies.

info:eu-repo access terms (DRIVER, OpenAIRE v3) and COAR access rights
(https://vocabularies.coar-repositories.org/access_rights/).
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from oaipmh.metadata.dates import day_surely_come
from oaipmh.metadata.description import Description, Statement

_EU_REPO = "info:eu-repo/semantics/"
EMBARGO_END = "info:eu-repo/date/embargoEnd/"
_COAR = "http://purl.org/coar/access_right/"
_TELLING = ("accessRights", "rights")
_LEVELS = {
    "openAccess": "c_abf2",
    "embargoedAccess": "c_f1cf",
    "restrictedAccess": "c_16ec",
    "closedAccess": "c_14cb",
}
_LABELS = {
    "openAccess": "open access",
    "embargoedAccess": "embargoed access",
    "restrictedAccess": "restricted access",
    "closedAccess": "metadata only access",
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


@lru_cache(maxsize=4096)
def access_rights(text: str) -> Statement | None:
    """The access level a source names, in whatever spelling; None when it names none.

    The value is the info:eu-repo term, the value URI COAR's.
    """
    last = text.strip().rstrip("/").rpartition("/")[2]
    level = _SPELLINGS.get(last.replace("-", "").replace(" ", "").lower())
    if level is None:
        return None
    return Statement("accessRights", _EU_REPO + level, uri=_COAR + _LEVELS[level])


class Access(NamedTuple):
    """Who may read an item: one of the four levels, and the day from which everyone may.

    `level` is the info:eu-repo term (`openAccess`); `embargo_end` is YYYY-MM-DD, and only beside
    `embargoedAccess`.
    """

    level: str
    embargo_end: str | None = None

    @property
    def is_embargoed(self) -> bool:
        """Whether it is under an embargo, whose end may not be known."""
        return self.level == "embargoedAccess"

    @property
    def eu_repo_uri(self) -> str:
        """The level as a term of info:eu-repo."""
        return _EU_REPO + self.level

    @property
    def uri(self) -> str:
        """The level as a concept of COAR."""
        return _COAR + _LEVELS[self.level]

    @property
    def label(self) -> str:
        """What COAR calls it."""
        return _LABELS[self.level]


def access_on(day: str, description: Description) -> Access | None:
    """The access to an item on a day (YYYY-MM-DD); None when the description does not say.

    "Embargoed" with a day that has come is open; without a day it stays embargoed, as long as
    nobody says when it ends.
    """
    level = _level(description)
    if level != "embargoedAccess":
        return None if level is None else Access(level)
    end = embargo_end(description)
    return Access("openAccess") if end is not None and end <= day else Access(level, end)


def description_on(day: str, description: Description) -> Description:
    """The description as it is to be read on a day: where an embargo has ended, it says open."""
    end = embargo_end(description)
    if end is None or end > day:
        return description
    return tuple(_opened(one) if one.property in _TELLING else one for one in description)


def _opened(statement: Statement) -> Statement:
    known = access_rights(statement.uri or "") or access_rights(statement.value)
    if known is None or known.value != f"{_EU_REPO}embargoedAccess":
        return statement
    return Statement(
        statement.property, f"{_EU_REPO}openAccess", uri=f"{_COAR}{_LEVELS['openAccess']}"
    )


def embargo_end(description: Description) -> str | None:
    """The day on which an embargo ends, as the description has it; None when nobody can know.

    An item of several files may have several: all of it is free with the last of them. Of an
    interval or a day that is not quite specified it is the last that can be meant; while one of
    them is uncertain, open or no date at all, nothing opens.
    """
    if _level(description) != "embargoedAccess":
        return None
    told = (text for one in description if (text := _end_told(one)) is not None)
    ends = [day_surely_come(text) for text in told]
    known = [end for end in ends if end is not None]
    return max(known, default=None) if len(known) == len(ends) else None


def _end_told(statement: Statement) -> str | None:
    """When the embargo ends, as `available` says, or a date as OpenAIRE 3.0 writes it."""
    name, value = statement.property, statement.value
    is_end = name == "available" or (name == "date" and value.startswith(EMBARGO_END))
    return value.removeprefix(EMBARGO_END) if is_end else None


def _level(description: Iterable[Statement]) -> str | None:
    """The level that a description names first, in `accessRights` or else in `rights`."""
    named = [one for one in description if one.property == "accessRights"]
    named += [one for one in description if one.property == "rights"]
    for one in named:
        known = access_rights(one.uri or "") or access_rights(one.value)
        if known is not None:
            return known.value.removeprefix(_EU_REPO)
    return None
