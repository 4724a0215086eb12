"""The dates of the resource, in W3CDTF, and spans of them, as RKMS-ISO8601 writes them.

What neither can say of a date in EDTF is said by dateInformation, in EDTF.
"""

import re
from collections.abc import Iterator

from lxml import etree

from oaipmh.crosswalks.elements import add
from oaipmh.crosswalks.oai_datacite.elements import tag
from oaipmh.metadata.dates import date_of
from oaipmh.metadata.edtf import EdtfDate, edtf_of
from oaipmh.metadata.resource import Resource

_DATES, _DATE = tag("dates"), tag("date")
_TYPES = {
    "created": "Created",
    "dateSubmitted": "Submitted",
    "dateAccepted": "Accepted",
    "dateCopyrighted": "Copyrighted",
    "available": "Available",
    "modified": "Updated",
    "valid": "Valid",
    "date": "Other",
}
_ONE = (
    r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d))?)?)?"
)
_WRITTEN = re.compile(rf"{_ONE}(?:/(?:{_ONE})?)?|/{_ONE}", re.ASCII)
# "Years before 0000 must be prefixed with a - sign" (DataCite 4, appendix on dates).
_BEFORE_0000 = re.compile(r"-\d{4}", re.ASCII)


def add_dates(root: etree._Element, resource: Resource) -> None:
    """The date of issue first, and all others by their types, none twice."""
    dates = etree.SubElement(root, _DATES)
    for kind, (date, information) in dict.fromkeys(_dates(resource)):
        add(dates, _DATE, date, dateType=kind, dateInformation=information)


def _dates(resource: Resource) -> Iterator[tuple[str, tuple[str, str]]]:
    """Type and date. What stands in for a date of issue is no date of its own, if it has no type.

    A period that the resource is about is told only where it is in dates.
    """
    issued = [date for one in resource.all("issued") if (date := _written(one.value))]
    for date in issued or [(resource.issued or "", "")]:
        yield "Issued", date
    for name, kind in _TYPES.items():
        for value in _values(resource, name):
            stands_in = name == "date" and not issued and date_of(value) == resource.issued
            if not stands_in and (written := _written(value)):
                yield kind, written
    for one in resource.all("temporal"):
        if _WRITTEN.fullmatch(one.value):
            yield "Coverage", (one.value, "")
        elif written := _in_rkms(one.value):
            yield "Coverage", written


def _values(resource: Resource, name: str) -> list[str]:
    """The dates of a property; of an embargo that lasts, its end alone, if it is known."""
    access = resource.access
    if name == "available" and access is not None and access.is_embargoed:
        return [access.embargo_end] if access.embargo_end else []
    return [one.value for one in resource.all(name)]


def _written(value: str) -> tuple[str, str] | None:
    """A date or a span as it stands; of what is written otherwise, what can be said of it."""
    if _WRITTEN.fullmatch(value):
        return value, ""
    if edtf_of(value):
        return _in_rkms(value)
    date = date_of(value)
    return None if date is None else (date, "")


def _in_rkms(value: str) -> tuple[str, str] | None:
    """A date in EDTF, a decade as a span; and, where it says more than that, as it stands."""
    found = edtf_of(value)
    starts, ends = (_limits(found.start), _limits(found.end)) if found else (None, None)
    if found is None or starts is None or ends is None:
        return None
    first, last = starts[0], ends[1]
    date = f"{first}/{last}" if found.is_interval or first != last else first
    return date, "" if date == value.replace("..", "") else value


def _limits(date: EdtfDate | None) -> tuple[str, str] | None:
    """The first and the last that can be meant, empty where an interval has no such end."""
    if date is None:
        return "", ""
    if date.earliest and date.latest:
        return date.earliest, date.latest
    return (date.text, date.text) if _BEFORE_0000.fullmatch(date.text) else None
