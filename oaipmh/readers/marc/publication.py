"""Who published a MARC item and when: fields 008, 260, 264, 502 and 773.

https://www.loc.gov/marc/bibliographic/bd008a.html
"""

import re
from collections.abc import Iterator
from itertools import chain, zip_longest

from pymarc import Field, Record

from oaipmh.metadata.description import Statement
from oaipmh.metadata.relators import PREFIX
from oaipmh.readers.marc.fields import (
    control,
    fields,
    indicator,
    is_named,
    tag_of,
    unpunctuated,
    values,
)

_CODED_LENGTH = 40
_YEAR = re.compile(r"(?<!\d)(1\d|20)\d\d(?!\d)", re.ASCII)
# A year and two digits are rather two years (`1998-99`) than a month.
_DAY = re.compile(r"(1\d|20)\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", re.ASCII)
_MONTH_AND_DAY = re.compile(r"(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])?", re.ASCII)
_YEAR_AT_END = re.compile(r"(?<!\d)(?:1\d|20)\d\d(?=\W*$)", re.ASCII)
_COPYRIGHT = re.compile(
    r"(?:[©℗]|\b(?:copyright|cop\.?|c|p))\s*((?:1\d|20)\d\d)(?!\d)", re.IGNORECASE | re.ASCII
)
_CODED_DATES = (("j", "", "modified"), ("k", "l", "created"), ("m", "n", "valid"))
"""In 046: the subfields of a single or first date and of a last one, and the property."""
_UNKNOWN_DIGITS = re.compile(r"(?:1\d|20)(?:\du|uu)", re.ASCII)
_RANGE_TYPES = "cdikmqu"
_PUBLISHERS = {  # by the second indicator of field 264; 260 has none
    " ": "publisher",
    "0": "publisher",
    "1": "publisher",
    "2": f"{PREFIX}dst",
    "3": f"{PREFIX}mfr",
}


def publication_statements(record: Record) -> Iterator[Statement]:
    """Publishers, then dates: what the item itself says goes before what 008 has coded."""
    for field in fields(record, "260", "264"):
        property_ = _PUBLISHERS.get(indicator(field, 2), "publisher")
        for name in map(unpunctuated, values(field, "b")):
            if is_named(name):
                yield Statement(property_, _unbracketed(name))
    for field in fields(record, "260"):
        yield from (Statement(f"{PREFIX}mfr", name) for name in _printers(field))
    yield from _dates(record)


def _unbracketed(name: str) -> str:
    """The name without brackets around it, which another subfield may have opened."""
    if name.startswith("[") and name.find("]") in (-1, len(name) - 1):
        return name.strip("[]")
    return name if "[" in name else name.rstrip("]")


def _printers(field: Field) -> Iterator[str]:
    """Who printed it: `$e(Bergen :$fY Press)`, brackets around both, or `$e(Bergen : Y Press)`."""
    names = values(field, "f")
    for name in names or [one.partition(" : ")[2] for one in values(field, "e")]:
        is_closed = name.count("(") == name.count(")")
        yield unpunctuated(name if is_closed else name.strip("()"))


def coded(record: Record) -> str:
    """Field 008, blank where it has not its 40 characters: then nothing stands at its place."""
    text = control(record, "008").strip("\r\n")
    return text if len(text) == _CODED_LENGTH else " " * _CODED_LENGTH


def _dates(record: Record) -> Iterator[Statement]:
    printed, copyrights, undated = _printed_dates(record)
    kind, start, end = _coded_dates(record)
    if start[:4] not in {date[:4] for date in printed} and kind != "e":
        start = next(iter(printed), start)
    issued = start or next(iter([*copyrights, *_other_years(record), *_decade(record)]), "")
    yield Statement("issued", issued)
    is_earlier = end < issued.replace("X", "0")
    if kind == "t" or (kind == "c" and is_earlier):  # as `c` once meant
        copyrights.append(end)
    yield from (Statement("dateCopyrighted", date) for date in copyrights)
    if end and end not in (issued, *copyrights) and kind in f"r{_RANGE_TYPES}":
        # An earlier one is no end: of a reprint, it is when the original was issued.
        yield Statement("date", end if kind == "r" or is_earlier else f"{issued}/{end}")
    yield from (Statement("date", date) for date in _made(record) if date != issued)
    if not issued:
        yield from (Statement("date", words) for words in undated)
    for field in fields(record, "046"):
        for single_or_first, last_one, property_ in _CODED_DATES:
            dates = zip_longest(values(field, single_or_first), values(field, last_one))
            for first, last in dates:
                yield Statement(property_, f"{first or ''}/{last}" if last else first)
    for field in fields(record, "502"):
        yield from (Statement("dateAccepted", _date(value)) for value in values(field, "d"))


def _printed_dates(record: Record) -> tuple[list[str], list[str], list[str]]:
    """Dates of publication and of copyright in 260 and 264; and words that hold no year."""
    printed, copyrights, undated = [], [], []
    for field in fields(record, "260", "264"):
        for value in values(field, "c"):
            claimed = _COPYRIGHT.findall(value)
            date = _date(_COPYRIGHT.sub("", value))
            if indicator(field, 2) == "4":
                claimed.append(date)
            elif date and indicator(field, 2) in " 01":
                printed.append(date)
            if not date and not claimed:
                undated.append(unpunctuated(value))
            copyrights += [year for year in claimed if year]
    return printed, copyrights, undated


def _made(record: Record) -> Iterator[str]:
    """When it was printed again or distributed, where a subfield or field of its own says so."""
    for field in fields(record, "260", "264"):
        is_of_making = tag_of(field) == "264" and indicator(field, 2) in "23"
        for value in values(field, "c" if is_of_making else "g"):
            if date := _date(value):
                yield date


def _coded_dates(record: Record) -> tuple[str, str, str]:
    """The type of date in 008, and its two dates where they are whole years (or, once, a day)."""
    text = control(record, "008").strip("\r\n").ljust(_CODED_LENGTH)
    kind, start, end = text[6], _date(text[7:11]), _date(text[11:15])
    if kind == "b":
        return kind, "", ""
    if kind == "e" and start:
        day = _MONTH_AND_DAY.match(text[11:15])
        parts = [start, *(part for part in (day.groups() if day else ()) if part)]
        return kind, "-".join(parts), ""
    return kind, start, end


def _decade(record: Record) -> list[str]:
    """A decade or century that 008 has coded (`19uu`), in EDTF."""
    year = coded(record)[7:11]
    return [year.replace("u", "X")] if _UNKNOWN_DIGITS.fullmatch(year) else []


def _other_years(record: Record) -> list[str]:
    """The years that a thesis note, the field of a host item, or a place has in its words."""
    noted = (value for field in fields(record, "502") for value in values(field, "ad"))
    hosted = (value for field in fields(record, "773") for value in values(field, "gd"))
    placed = (value for field in fields(record, "260", "264") for value in values(field, "a"))
    ends = (found.group() for value in placed if (found := _YEAR_AT_END.search(value)))
    return [year for value in chain(noted, hosted, ends) if (year := _date(value))]


def _date(text: str) -> str:
    """The first date in the text, as W3CDTF; empty when it has none."""
    found = _DAY.fullmatch(text) or _YEAR.search(text)
    return found.group() if found else ""
