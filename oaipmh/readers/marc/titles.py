"""Titles of a MARC record: fields 130, 210-247, 730 and 740.

https://www.loc.gov/marc/bibliographic/bd20x24x.html
"""

from collections.abc import Iterator

from pymarc import Field, Record

from oaipmh.metadata.description import Statement
from oaipmh.readers.marc.fields import (
    fields,
    first,
    indicator,
    plain,
    tag_of,
    text,
    unpunctuated,
    value_uri,
    values,
)

_UNIFORM = "130", "240", "243"
_VARIANT = "242", "246", "247", "740"
_KEY = "210", "222"
"""The abbreviated title, and the key title, neither with ISBD's punctuation."""


def title_statements(record: Record) -> Iterator[Statement]:
    """The title proper, then what else the item is called."""
    for field in fields(record, "245"):
        yield from _title_proper(field)
    for field in fields(record, *_KEY):
        yield Statement("alternative", " ".join(values(field, "ab")))
    for field in fields(record, *_VARIANT):
        if _is_of_part(field):
            continue
        lang = first(field, "y") if tag_of(field) == "242" else None
        yield Statement("alternative", _title(field), lang or None)
    for field in fields(record, *_UNIFORM):
        yield uniform_title("alternative", field)
    for field in fields(record, "730"):
        if not _is_of_part(field):
            yield uniform_title("alternative", field)


def uniform_title(property_: str, field: Field) -> Statement:
    """The title by which a work is known, with the URI of the work."""
    return Statement(property_, text(field, "adfgklmnoprs"), uri=value_uri(field))


def _is_of_part(field: Field) -> bool:
    """Whether a title is that of a part, which linking.py tells."""
    return tag_of(field) in ("730", "740") and indicator(field, 2) == "2"


def _title_proper(field: Field) -> Iterator[Statement]:
    yield Statement("title", _title(field))
    parallel = _parallel(field)
    if parallel:
        yield Statement("alternative", parallel)


def _title(field: Field) -> str:
    """`Title: subtitle. Number, name of the part`."""
    title = ""
    after = ""  # the punctuation that the part before ended with
    previous = ""
    for code, value in (
        (one.code, plain(one.value)) for one in field.subfields if one.code in "abnpfgks"
    ):
        part = unpunctuated(value)
        if part and not (after == "=" and code == "b"):
            title += (_joint(previous, code, after) if title else "") + part
            previous = code
        after = value[-1:]
    return title


def _joint(previous: str, code: str, after: str) -> str:
    if code == "b":
        return " ; " if after == ";" else ": "
    if code in "np":
        return ", " if previous == "n" else ". "
    return " "


def _parallel(field: Field) -> str:
    """The title in another language, which a `=` stands before."""
    before = values(field, "a")
    return text(field, "b") if before and before[-1].endswith("=") else ""
