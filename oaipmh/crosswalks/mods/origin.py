"""Who published the item and when: https://www.loc.gov/standards/mods/userguide/origininfo.html."""

from collections.abc import Iterator

from lxml import etree

from oaipmh.crosswalks.mods.dates import in_points
from oaipmh.crosswalks.mods.elements import add, from_vocabulary
from oaipmh.metadata.resource import Resource

# In the order of what comes nearest to when the item was published.
_DATES = {
    "issued": ("dateIssued", ""),
    "date": ("dateOther", ""),
    "dateCopyrighted": ("copyrightDate", ""),
    "created": ("dateCreated", ""),
    "dateAccepted": ("dateOther", "accepted"),
    "available": ("dateOther", "available"),
    "dateSubmitted": ("dateOther", "submitted"),
    "modified": ("dateModified", ""),
    "valid": ("dateValid", ""),
}


def add_origin(root: etree._Element, resource: Resource) -> None:
    """Publishers, dates, edition and frequency; the first date is the key date."""
    publishers, dates = resource.all("publisher"), list(_dates(resource))
    frequencies = resource.all("accrualPeriodicity")
    edition = resource.citation.edition
    if not (publishers or dates or frequencies or edition):
        return
    origin = add(root, "originInfo")
    for one in publishers:
        add(origin, "publisher", one.value, from_vocabulary(one))
    for name, text, attributes in dates:
        add(origin, name, text, attributes)
    if edition:
        add(origin, "edition", edition)
    for one in frequencies:
        add(origin, "frequency", one.value)


def _dates(resource: Resource) -> Iterator[tuple[str, str, dict[str, str]]]:
    key = {"keyDate": "yes"}
    for property_, (name, kind) in _DATES.items():
        for one in resource.all(property_):
            more = {"type": kind} if kind else {}
            for text, attributes in in_points(one.value):
                is_key = "encoding" in attributes
                yield name, text, {**attributes, **more, **(key if is_key else {})}
                key = {} if is_key else key
