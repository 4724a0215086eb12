"""When an item was published, as MARC has it: coded in 008, and printed in 264 $c.

https://www.loc.gov/marc/bibliographic/bd008a.html, positions 06 to 14; the words are RDA's (2.8.6).
"""

from collections.abc import Iterator

from oaipmh.metadata.dates import date_of
from oaipmh.metadata.edtf import Edtf, EdtfDate, edtf_of
from oaipmh.metadata.resource import Resource

_UNKNOWN, _NONE, _GOING_ON = "uuuu", "    ", "9999"


def coded_dates(resource: Resource, *, is_continuing: bool) -> str:
    """Type of date, and two dates (008/06-14)."""
    issued = resource.issued
    if issued is None:
        return _coded_vaguely(resource, is_continuing=is_continuing)
    start, _, month_and_day = issued.partition("-")
    if end := _end_from(resource, start):
        return f"{_type_of_span(end, is_continuing=is_continuing)}{start}{end}"
    if is_continuing:
        return f"u{start}{_UNKNOWN}"
    if month_and_day:
        return f"e{start}{month_and_day.replace('-', '').ljust(4)}"
    copyright_year = next(resource.dates("dateCopyrighted"), "")[:4]
    return f"t{start}{copyright_year}" if copyright_year else f"s{start}{_NONE}"


def printed_date(resource: Resource) -> str | None:
    """When it was published, in the words of RDA where that is not certain, else of the source."""
    issued = resource.issued
    if issued is None:
        words = (one.value for one in resource.all("issued", "date"))
        return next((_in_brackets(value) or value for value in words), None)
    starts = (found.start for found in _published(resource) if found.start)
    qualified = any(one.certain == issued and one.qualifier for one in starts)
    return f"[{issued}?]" if qualified else issued


def in_edtf(value: str) -> tuple[str | None, str | None]:
    """A date as 046 has it: in EDTF; of an interval that has both, its start and its end."""
    found = edtf_of(value)
    if found is None:
        return date_of(value), None
    if not (found.is_interval and found.start and found.end):
        return value, None
    start, _, end = value.partition("/")
    return start, end


def _coded_vaguely(resource: Resource, *, is_continuing: bool) -> str:
    """What is known of the year where no date is: its first digits, an end, that it is B.C."""
    found = next(_published(resource), None)
    if found and any(one and one.text.startswith("-") for one in (found.start, found.end)):
        return f"b{_NONE * 2}"
    start, end = (_year(found.start), _year_of_end(found)) if found else (_UNKNOWN, _UNKNOWN)
    if found is None or start == end == _UNKNOWN:
        return f"n{_UNKNOWN * 2}"
    if found.is_interval:
        return f"{_type_of_span(end, is_continuing=is_continuing)}{start}{end}"
    return f"u{start}{_UNKNOWN}" if is_continuing else f"s{start}{_NONE}"


def _end_from(resource: Resource, start: str) -> str:
    """The last year of what came out over years from that one on; empty where it did not."""
    spans = (one for one in _published(resource) if one.is_interval)
    return next((_year_of_end(one) for one in spans if _year(one.start) == start), "")


def _published(resource: Resource) -> Iterator[Edtf]:
    values = (one.value for one in resource.all("issued", "date"))
    return (found for value in values if (found := edtf_of(value)))


def _type_of_span(end: str, *, is_continuing: bool) -> str:
    if not is_continuing:
        return "m"
    return {_GOING_ON: "c", _UNKNOWN: "u"}.get(end, "d")


def _year_of_end(interval: Edtf) -> str:
    return _GOING_ON if interval.is_open else _year(interval.end)


def _year(date: EdtfDate | None) -> str:
    """A year of four digits, `u` in place of those that are not known."""
    if date is None or date.earliest is None:
        return _UNKNOWN
    return date.earliest[:4] if date.certain else date.text.replace("X", "u")


def _in_brackets(value: str) -> str | None:
    """`[19--?]` of a century that is uncertain; None of what is no decade or century."""
    found = edtf_of(value)
    if found is None or found.is_interval or found.start is None or not found.start.earliest:
        return None
    mark = "?" if found.start.qualifier else ""
    return f"[{found.start.text.replace('X', '-')}{mark}]"
