"""datacite:dates: of publication, of an embargo, and the others that have a type."""

from collections.abc import Iterator

from lxml import etree

from oaipmh.crosswalks.elements import add
from oaipmh.crosswalks.oai_openaire.elements import DATACITE
from oaipmh.metadata.resource import Resource

_DATES, _DATE = f"{DATACITE}dates", f"{DATACITE}date"
_TYPES = {
    "Copyrighted": "dateCopyrighted",
    "Created": "created",
    "Submitted": "dateSubmitted",
    "Updated": "modified",
    "Valid": "valid",
}


def add_dates(root: etree._Element, resource: Resource) -> None:
    """One date of publication, and all others, none twice."""
    dates = etree.SubElement(root, _DATES)
    for kind, date in dict.fromkeys(_dates(resource)):
        add(dates, _DATE, date).set("dateType", kind)


def _dates(resource: Resource) -> Iterator[tuple[str, str]]:
    if resource.issued is not None:
        yield "Issued", resource.issued
    for date in _accepted(resource):
        yield "Accepted", date
    for date in _available(resource):
        yield "Available", date
    for kind, property_ in _TYPES.items():
        for date in resource.dates(property_):
            yield kind, date


def _accepted(resource: Resource) -> list[str]:
    """The dates of acceptance; of an embargo that lasts, its start, which must be given as such.

    For want of a date of acceptance an embargo starts with the deposit, else with publication.
    """
    accepted = list(resource.dates("dateAccepted"))
    if accepted or resource.access is None or resource.access.embargo_end is None:
        return accepted
    return [*resource.dates("dateSubmitted"), *resource.dates("issued")][:1]


def _available(resource: Resource) -> list[str]:
    """Since when the resource is there; of an embargo that lasts, its end alone, if it is known."""
    if resource.access is not None and resource.access.is_embargoed:
        return [resource.access.embargo_end] if resource.access.embargo_end else []
    return list(resource.dates("available"))
