"""What kind of thing a MARC item is, and in which language: leader, 008, 041, 336-340, 655.

https://www.loc.gov/marc/bibliographic/bdleader.html. The types of DCMI that leader/06 means are
those of https://www.loc.gov/marc/marc2dc.html.
"""

from collections.abc import Iterator

from pymarc import Field, Record

from oaipmh.metadata.description import Statement
from oaipmh.readers.marc.fields import (
    about_part,
    control,
    fields,
    indicator,
    tag_of,
    text,
    unpunctuated,
    value_uri,
    values,
)
from oaipmh.readers.marc.publication import coded
from oaipmh.readers.marc.subjects import heading_language, vocabulary

DCMI_TYPE = "dcterms:DCMIType"
_DCMI_TYPES = {
    **dict.fromkeys("acdt", "Text"),
    **dict.fromkeys("efk", "Image"),
    "g": "MovingImage",
    **dict.fromkeys("ij", "Sound"),
    "m": "Software",
    **dict.fromkeys("op", "Collection"),
    "r": "PhysicalObject",
}
# Language material by its bibliographic level (leader/07); serials by what 008/21 says too.
_LEVELS = {"b": "Article", "c": "Collection", "i": "Integrating resource", "m": "Book"}
_SERIALS = {"p": "Periodical", "n": "Newspaper", "m": "Monographic series", "d": "Database"}
_MATERIALS = "abcdefghijklmnop"
"""Subfields of 340: base, size, colours, how it was made, support and so on."""
_NO_LANGUAGE = frozenset(("", "und", "zxx", "|||", "   "))


def kind_statements(record: Record) -> Iterator[Statement]:
    """Types, media and carriers, and languages."""
    yield from _types(record)
    for field in fields(record, "336", "655", "380"):
        uri, scheme = value_uri(field), vocabulary(field)
        yield Statement("type", _genre(field), heading_language(field), uri, scheme)
    for field in fields(record, "337", "338", "340"):
        codes = _MATERIALS if tag_of(field) == "340" else "a"
        words = about_part(field, text(field, codes, ", "))
        yield Statement("medium", words, uri=value_uri(field), scheme=vocabulary(field))
    for field in fields(record, "245"):
        yield Statement("medium", text(field, "h").strip("[]"))
    yield from (Statement("language", code) for code in _languages(record))


def _genre(field: Field) -> str:
    return "--".join([text(field, "a", ", "), *map(unpunctuated, values(field, "vxyz"))])


def _types(record: Record) -> Iterator[Statement]:
    kind, level = record.leader[6], record.leader[7]
    dcmi_type = _DCMI_TYPES.get(kind, "")
    if kind == "g" and control(record, "007")[:1] == "g":  # slides and the like: they stand still
        dcmi_type = "Image"
    if kind == "m" and coded(record)[26] == "a":  # numeric data
        dcmi_type = "Dataset"
    if dcmi_type:
        yield Statement("type", dcmi_type, scheme=DCMI_TYPE)
    if any(fields(record, "502")):
        yield Statement("type", "Thesis")
    elif kind in "at" and level == "a":
        in_serial = any(values(field, "x") for field in fields(record, "773"))
        yield Statement("type", "Article" if in_serial else "Book part")
    elif kind in "at" and level == "s":
        yield Statement("type", _SERIALS.get(coded(record)[21], "Serial"))
    elif kind in "at" and level in _LEVELS:
        yield Statement("type", _LEVELS[level])


def _languages(record: Record) -> list[str]:
    """The codes of 041 for text, sound and song; without any, that of 008."""
    found = [code for field in fields(record, "041") for code in _codes(field)]
    found = found or [coded(record)[35:38].strip().lower()]
    return [code for code in dict.fromkeys(found) if code not in _NO_LANGUAGE]


def _codes(field: Field) -> Iterator[str]:
    for value in values(field, "ad"):
        if indicator(field, 2) == "7":  # another source's codes, as long as they are
            yield value
        else:  # older records write `engfre`
            letters = value.replace(" ", "").lower()
            yield from (letters[at : at + 3] for at in range(0, len(letters), 3))
