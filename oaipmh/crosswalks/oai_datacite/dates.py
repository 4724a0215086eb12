"""The dates of the resource, in W3CDTF, and spans of them, as RKMS-ISO8601 writes them."""

import re
from collections.abc import Iterator

from lxml import etree

from oaipmh.crosswalks.oai_datacite.elements import add, tag
from oaipmh.metadata.dates import date_of
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
_ONE = r"\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d))?)?)?"
_WRITTEN = re.compile(rf"{_ONE}(?:/(?:{_ONE})?)?|/{_ONE}", re.ASCII)


def add_dates(root: etree._Element, resource: Resource) -> None:
    """The date of issue first, and all others by their types, none twice."""
    dates = etree.SubElement(root, _DATES)
    for kind, date in dict.fromkeys(_dates(resource)):
        add(dates, _DATE, date, dateType=kind)


def _dates(resource: Resource) -> Iterator[tuple[str, str]]:
    """Type and date. What stands in for a date of issue is no date of its own, if it has no type.

    A period that the resource is about is told only where it is in dates.
    """
    issued = [date for one in resource.all("issued") if (date := _written(one.value))]
    for date in issued or [resource.issued or ""]:
        yield "Issued", date
    for name, kind in _TYPES.items():
        for one in resource.all(name):
            date = _written(one.value)
            stands_in = name == "date" and not issued and date_of(one.value) == resource.issued
            if date and not stands_in:
                yield kind, date
    for one in resource.all("temporal"):
        if _WRITTEN.fullmatch(one.value):
            yield "Coverage", one.value


def _written(value: str) -> str | None:
    """A date or a span as it stands; of what is written otherwise, the date in it."""
    return value if _WRITTEN.fullmatch(value) else date_of(value)
