"""What a MARC record is about: subject headings, classifications, places and times.

https://www.loc.gov/marc/bibliographic/bd6xx.html,
https://www.loc.gov/marc/bibliographic/bd05x08x.html, and for coordinates and codes 034 and 043.
"""

import re
from collections.abc import Iterator

from pymarc import Field, Record

from oaipmh.metadata.description import Statement
from oaipmh.metadata.places import box_statement, point_statement
from oaipmh.readers.marc.fields import (
    fields,
    first,
    indicator,
    name_and_title,
    sentences,
    tag_of,
    text,
    unpunctuated,
    value_uri,
    values,
)
from oaipmh.readers.marc.names import TITLE_CODES, name_of

_NAMES = "600", "610", "611"
_TOPICS = "630", "647", "650", "654", "656", "657", "658", "690", "695"
_SECOND_INDICATOR = {
    "0": "LCSH",
    "1": "LCSHAC",
    "2": "MeSH",
    "3": "NAL",
    "5": "CSH",
    "6": "RVM",
}
_VOCABULARIES = {"lcsh": "LCSH", "mesh": "MeSH", "fast": "FAST", "msc": "MSC", "jel": "JEL"}
_CLASSIFICATIONS = {
    "050": "LCC",
    "055": "LCC",
    "060": "NLM",
    "080": "UDC",
    "082": "DDC",
    "083": "DDC",
    "084": None,
    "072": None,
}
_UNCONTROLLED = {"4": "temporal", "5": "spatial", "6": "type"}
_LANGUAGE = re.compile(r"[a-z]{3}", re.ASCII)
_DEGREES = re.compile(r"([NSEW+-]?)(\d{1,3}\.\d+|\d{7}(?:\.\d+)?|\d{1,3})", re.ASCII)


def subject_statements(record: Record) -> Iterator[Statement]:
    """Subjects, then places and times."""
    for field in fields(record, *_NAMES, *_TOPICS):
        lang, uri, scheme = heading_language(field), value_uri(field), vocabulary(field)
        yield Statement("subject", _heading(field), lang, uri, scheme)
    for field in fields(record, *_CLASSIFICATIONS):
        yield from _classes(field)
    for field in fields(record, "653"):
        kind = _UNCONTROLLED.get(indicator(field, 2), "subject")
        yield from (Statement(kind, unpunctuated(term)) for term in values(field, "a"))
    for field in fields(record, "754"):
        ranks, scheme = map(unpunctuated, values(field, "a")), first(field, "2") or None
        yield Statement("subject", "--".join(ranks), scheme=scheme)
        for common_name in map(unpunctuated, values(field, "d")):
            yield Statement("subject", common_name, scheme=scheme)
    for field in fields(record, "651"):
        yield from _geographic_name(field)
    for field in fields(record, "648"):
        lang, uri, scheme = heading_language(field), value_uri(field), vocabulary(field)
        yield Statement("temporal", text(field, "a"), lang, uri, scheme)
    yield from _places(record)


def vocabulary(field: Field) -> str | None:
    """The name of the vocabulary that a heading is from."""
    name = first(field, "2").partition("/")[0]  # after the slash, the language of the heading
    if name:
        return _VOCABULARIES.get(name.lower(), name)
    return _SECOND_INDICATOR.get(indicator(field, 2))


def heading_language(field: Field) -> str | None:
    """A heading's language, which Finland's libraries write behind its vocabulary: `yso/fin`."""
    vocabulary_name, _, language = first(field, "2").partition("/")
    is_language = vocabulary_name != "lcsh" and _LANGUAGE.fullmatch(language)  # not `lcsh/naf`
    return language if is_language else None


def _heading(field: Field) -> str:
    """`Name. Title--Subdivision--Place`, with the dates that a name has in such a heading."""
    tag = tag_of(field)
    if tag in _NAMES:
        name, title = name_and_title(field)
        named = text(name, "abcdq") if tag == "600" else name_of(name)
        codes = "fgklmoprs" if tag == "600" else "fklmoprs"
        parts = [named, text(name, codes), text(title, TITLE_CODES)]
        head = sentences(parts)
    else:
        head = text(field, "abcdfgklmnoprst" if tag == "630" else "abcde") + _meant(field)
    subdivisions = map(unpunctuated, values(field, "vxyz"))
    return "--".join(part for part in (head, *subdivisions) if part)


def _meant(field: Field) -> str:
    """Which of several of a name is meant: `Deutschland (Bundesrepublik)`."""
    qualifier = first(field, "g") if tag_of(field) == "651" else ""
    return f" ({qualifier.strip('()')})" if qualifier else ""


def _geographic_name(field: Field) -> Iterator[Statement]:
    """The place; and the subject that it is the head of, where it is more than a place."""
    lang, uri, scheme = heading_language(field), value_uri(field), vocabulary(field)
    is_subject = bool(values(field, "vxy"))
    if is_subject:
        yield Statement("subject", _heading(field), lang, uri, scheme)
        uri = None  # the heading's, not the place's
    names = [unpunctuated(name) for name in values(field, "a" if is_subject else "az")]
    if names:
        names[0] += _meant(field)
    yield Statement("spatial", "--".join(names), lang, uri, scheme)


def _classes(field: Field) -> Iterator[Statement]:
    scheme = _CLASSIFICATIONS.get(tag_of(field)) or vocabulary(field)
    for value in values(field, "a"):
        number = unpunctuated(value)
        if tag_of(field) in ("082", "083"):
            number = number.replace("/", "").replace("'", "")  # where it may be cut short
        if tag_of(field) == "072":
            number = " ".join([number, *values(field, "x")])
        yield Statement("subject", number, scheme=scheme)


def _places(record: Record) -> Iterator[Statement]:
    for field in fields(record, "043"):
        for code in values(field, "a"):
            yield Statement("spatial", code.rstrip("-"), scheme="marcgac")
    for field in fields(record, "751", "752", "662"):
        place = "--".join(map(unpunctuated, values(field, "abcdfgh")))
        yield Statement("spatial", place, uri=value_uri(field), scheme=first(field, "2") or None)
    for field in fields(record, "522"):
        yield Statement("spatial", text(field, "a"))
    for field in fields(record, "034"):
        yield from _coordinates(field)


def _coordinates(field: Field) -> Iterator[Statement]:
    """The box of field 034, or the point where its limits are the same."""
    degrees = [_degrees(first(field, code)) for code in "defg"]
    west, east, north, south = degrees
    if west is None or east is None or north is None or south is None:
        return
    if west == east and north == south:
        yield point_statement(east=west, north=north)
    else:
        yield box_statement(west=west, east=east, south=south, north=north)


def _degrees(value: str) -> str | None:
    """Decimal degrees of `W0793000` (degrees, minutes, seconds) or `-079.5`."""
    found = _DEGREES.fullmatch(value.upper())
    if found is None:
        return None
    hemisphere, number = found.groups()
    if len(number.partition(".")[0]) == len("0793000"):
        whole, minutes, seconds = int(number[:3]), int(number[3:5]), float(number[5:])
        degrees = whole + minutes / 60 + seconds / 3600
    else:
        degrees = float(number)
    sign = "-" if hemisphere in ("W", "S", "-") and degrees else ""
    return sign + f"{degrees:.6f}".rstrip("0").rstrip(".")
