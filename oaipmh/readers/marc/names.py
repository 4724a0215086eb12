"""Persons and bodies of a MARC record, each with the role that it has.

https://www.loc.gov/marc/bibliographic/bd70x75x.html
"""

from collections.abc import Iterator

from pymarc import Field, Record

from oaipmh.metadata.description import Statement
from oaipmh.metadata.relators import PREFIX, known_term, relator
from oaipmh.readers.marc.fields import (
    fields,
    name_and_title,
    sentences,
    tag_of,
    text,
    unpunctuated,
    value_uri,
    values,
)

_MAIN = "100", "110", "111"
_ADDED = "700", "710", "711", "720"
TITLE_CODES = "dfgklmnoprst"
"""Subfields that belong to a title, in a field that begins with a name."""

_UNIT_CODES = {"10": "ab", "11": "ae"}  # by the last two digits of a tag
_AUTHORS = frozenset(("aut", "author", "joint author", "cre", "creator", "dis", "dissertant"))
_OTHERS = {
    "cph": "rightsHolder",
    "copyright holder": "rightsHolder",
    "pbl": "publisher",
    "publisher": "publisher",
}
# Who makes the work itself, though not with words; the main entry keeps them as creators.
_MAKERS = frozenset(
    PREFIX + code for code in ("art", "cmp", "ctg", "fmk", "inv", "org", "pht", "prg", "scl")
)


def name_statements(record: Record) -> Iterator[Statement]:
    """Creators, and contributors by role; a name with a title ($t) is a related work's."""
    for field in fields(record, *_MAIN, *_ADDED):
        related_work = tag_of(field) in _ADDED and values(field, "t")
        if not related_work:
            name, uri = name_of(field), value_uri(field)
            for property_ in _properties(field):
                yield Statement(property_, name, uri=uri)


def name_of(field: Field) -> str:
    """The name that the field begins with, as `Family, Given` or `Body. Unit`."""
    field, _ = name_and_title(field)
    kind = tag_of(field)[1:]
    if kind in _UNIT_CODES:
        # Where there is no name, $g has a collaboration's, as INSPIRE and CERN write it.
        units = values(field, _UNIT_CODES[kind])
        return sentences(units) + _meant(field) if units else text(field, "g")
    return text(field, "abcq").replace(", (", " (")


def work_of(field: Field) -> str:
    """The work that a field names, after whoever made it: `Name. Title`."""
    _, title = name_and_title(field)
    return sentences([name_of(field), text(title, TITLE_CODES)])


def _meant(field: Field) -> str:
    """The number, date and place of a meeting; which of several bodies of a name is meant."""
    parts = [unpunctuated(value).strip("() ") for value in values(field, "ndcg")]
    return f" ({' : '.join(part for part in parts if part)})" if parts else ""


def _properties(field: Field) -> list[str]:
    main = tag_of(field) in _MAIN
    found = dict.fromkeys(_property(role) for role in _roles(field))
    known = [property_ for property_ in found if property_]
    if main and (not known or _MAKERS.intersection(known)):
        return ["creator"]
    return known or ["contributor"]


def _roles(field: Field) -> list[str]:
    """Codes, terms, and the ends of the URIs that $4 may hold too."""
    terms = "j" if tag_of(field).endswith("11") else "e"
    roles = values(field, "4") + values(field, terms)
    return [known_term(unpunctuated(role.rstrip("/").rpartition("/")[2])) for role in roles]


def _property(role: str) -> str | None:
    if role in _AUTHORS:
        return "creator"
    return _OTHERS.get(role) or relator(role)
