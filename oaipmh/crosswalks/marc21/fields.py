"""Fields of a MARC record as they are gathered, before they are written in the order of their tags.

https://www.loc.gov/marc/bibliographic/
"""

from collections.abc import Iterable
from typing import TypeAlias

Subfields: TypeAlias = "tuple[tuple[str, str], ...]"
Field: TypeAlias = "tuple[str, str, Subfields]"
"""Tag, the two indicators, and subfields, each a code and a value."""

_AUTHORITIES = (
    "http://id.loc.gov/authorities/",
    "https://id.loc.gov/authorities/",
    "http://id.worldcat.org/fast/",
    "http://d-nb.info/gnd/",
    "https://d-nb.info/gnd/",
    "http://vocab.getty.edu/",
)


def field(tag: str, indicators: str, *subfields: tuple[str, str | None]) -> Field:
    """A field, without the subfields that have no value."""
    return tag, indicators, tuple((code, value) for code, value in subfields if value)


def uri_subfield(uri: str | None) -> tuple[str, str | None]:
    """A URI as `$0` where it is an authority record's, else as `$1`, the thing's own."""
    return ("0" if uri and uri.startswith(_AUTHORITIES) else "1"), uri


def told(fields: Iterable[Field]) -> list[Field]:
    """The fields that tell something, in the order of their tags, none twice."""
    return sorted(dict.fromkeys(one for one in fields if one[2]), key=_tag)


def _tag(field_: Field) -> str:
    return field_[0]
