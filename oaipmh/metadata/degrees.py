"""Degrees: what a thesis was written for, as far as its types tell it.

Readers have a degree's name and its level as `type`, beside the type proper (`PhD`, `doctoral`,
`Thesis`), and MARC's note on a thesis as `description` (`Thesis (Ph. D.)--Harvard`); which of a
thesis's subjects was its discipline, nobody can tell any more.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from oaipmh.metadata.description import Statement
from oaipmh.metadata.resource_types import ResourceType

DOCTORAL, MASTERS, BACHELORS = "doctoral", "masters", "bachelors"
_OF_TYPES = {
    "doctoralThesis": DOCTORAL,
    "masterThesis": MASTERS,
    "bachelorThesis": BACHELORS,
}
_ABBREVIATIONS = {
    level: names.split()
    for level, names in {
        DOCTORAL: "PhD DPhil EdD EngD MD MDRes DSc ScD DLitt DClinPsy DClinPsych DBA DMus DMin DrPH"
        " DProf ThD PsyD DNP JSD SJD",
        MASTERS: "MPhil MSc MS MA MRes MBA MEd MEng MMus MArch MFA MLitt MPH MSci LLM MTech MPhys",
        BACHELORS: "BA BS BSc BEng BFA BMus BEd LLB",
    }.items()
}
_LEVELS = {name.lower(): level for level, names in _ABBREVIATIONS.items() for name in names}
_SPELLINGS = {name.lower(): name for names in _ABBREVIATIONS.values() for name in names}
_IN_WORDS = {
    DOCTORAL: re.compile(r"(?:doctor|doctorate) (?:of|in) \w.*|dokt?or der \w.*", re.IGNORECASE),
    MASTERS: re.compile(r"(?:master|master'?s) (?:of|in) \w.*|magister artium", re.IGNORECASE),
    BACHELORS: re.compile(r"(?:bachelor|bachelor'?s) (?:of|in) \w.*", re.IGNORECASE),
}
_IN_BRACKETS = re.compile(r"[^()]*\(([^()]+)\)")
_NOTE = re.compile(
    r"(?:[\w']+ ){0,2}(?:thesis|dissertation|diss\.)[ :,]*\(([^()]+)\).*", re.IGNORECASE | re.DOTALL
)
_SIGNS = re.compile(r"[.\s]+")
_DEPARTMENT = re.compile(
    r"\b(?:department|dept|school|faculty|college|institute|centre|center|division|fakultät"
    r"|institut|département|faculté|departamento|facultad|faculdade|dipartimento|laitos)\b",
    re.IGNORECASE,
)


class Degree(NamedTuple):
    """A degree: its name (`PhD`, `Doctor of Philosophy`) and level, each empty where not known.

    The level is `doctoral`, `masters` or `bachelors`; `stated` is the type or note that says so.
    """

    name: str = ""
    level: str = ""
    stated: Statement | None = None


def degree_of(
    types: Iterable[Statement], notes: Iterable[Statement], resource_type: ResourceType
) -> Degree:
    """The first degree that types name, or else notes; for want of both, the level of the type."""
    named = [(_name(one.value), one) for one in types]
    named += [(found[1].strip(), one) for one in notes if (found := _NOTE.match(one.value))]
    for name, one in named:
        if level := _level(name):
            return Degree(name, level, one)
    return Degree(level=_OF_TYPES.get(resource_type.name, ""))


def is_department(name: str) -> bool:
    """Whether a name is, by its words, that of a part of a university."""
    return _DEPARTMENT.search(name) is not None


def _name(text: str) -> str:
    """The degree's name in a type: `Thesis (Ph.D.)`, `phd`."""
    bracketed = _IN_BRACKETS.fullmatch(text)
    name = bracketed[1].strip() if bracketed else text
    return _SPELLINGS.get(name, name)


def _level(name: str) -> str:
    level = _LEVELS.get(_SIGNS.sub("", name).lower())
    words = (level for level, pattern in _IN_WORDS.items() if pattern.fullmatch(name))
    return level or next(words, "")
