"""What the item is about, where and when; and what kind it is: 034, 043, 05x-08x, 648-655.

https://www.loc.gov/marc/bibliographic/bd6xx.html
"""

import re
from collections.abc import Iterator

from oaipmh.crosswalks.marc21.fields import Field, field, uri_subfield
from oaipmh.metadata.description import Statement
from oaipmh.metadata.places import Box, box_of
from oaipmh.metadata.resource import Resource
from oaipmh.metadata.vocabularies import is_class_number, vocabulary_code

_SECOND_INDICATOR = {
    "lcsh": "0",
    "lcshac": "1",
    "mesh": "2",
    "nal": "3",
    "csh": "5",
    "rvm": "6",
}
_CLASSES = {"lcc": ("050", " 4"), "nlm": ("060", " 4"), "udc": ("080", "  "), "ddc": ("082", "04")}
# Of the Library of Congress's lists of source codes; what is longer or has blanks is a name.
_SOURCE_CODE = re.compile(r"[a-z0-9]{2,16}(?:-[a-z0-9]+)*(?:/[a-z0-9]+)?", re.ASCII)
_AREA_CODE_LENGTH = 7
_DCMI_TYPE = "dcterms:DCMIType"


def subject_fields(resource: Resource) -> Iterator[Field]:
    """Classes, headings, places, times, and the kind of thing that the item is."""
    yield from map(_subject, resource.all("subject"))
    for one in resource.all("spatial", "coverage"):
        yield _place(one)
    for one in resource.all("temporal"):
        yield _heading("648", one)
    yield from _genres(resource)


def _subject(one: Statement) -> Field:
    code = vocabulary_code(one.scheme)
    if code in _CLASSES and is_class_number(one.value):
        tag, indicators = _CLASSES[code]
        return field(tag, indicators, ("a", one.value))
    if code == "msc":
        return field("084", "  ", ("a", one.value), ("2", code))
    if code not in _CLASSES and (code in _SECOND_INDICATOR or _SOURCE_CODE.fullmatch(code)):
        return _heading("650", one)
    return field("653", "  ", ("a", one.value), uri_subfield(one.uri))


def _place(one: Statement) -> Field:
    if one.scheme == "marcgac":
        return field("043", "  ", ("a", one.value.ljust(_AREA_CODE_LENGTH, "-")))
    if box := box_of(one):
        return _coordinates(box)
    if one.scheme or one.uri:
        return _heading("651", one)
    return field("522", "  ", ("a", one.value))


def _coordinates(box: Box) -> Field:
    limits = zip("defg", (box.west, box.east, box.north, box.south), strict=True)
    return field("034", "0 ", ("a", "a"), *((code, _degrees(limit)) for code, limit in limits))


def _degrees(limit: str) -> str:
    """Decimal degrees with a sign and three digits before the point: `-079.5`."""
    whole, point, decimals = limit.lstrip("+-").partition(".")
    return f"{'-' if limit.startswith('-') else '+'}{whole:0>3}{point}{decimals}"


def _heading(tag: str, one: Statement) -> Field:
    """A heading with its subdivisions and its source."""
    code = vocabulary_code(one.scheme)
    indicator = _SECOND_INDICATOR.get(code)
    source = code if indicator is None and _SOURCE_CODE.fullmatch(code) else None
    parts = list(filter(None, one.value.split("--"))) if tag == "650" else []
    head, *subdivisions = parts or [one.value]
    return field(
        tag,
        f" {indicator or ('7' if source else '4')}",
        ("a", head),
        *(("x", part) for part in subdivisions),
        uri_subfield(one.uri),
        ("2", source),
    )


def _genres(resource: Resource) -> Iterator[Field]:
    """COAR's term, and the source's own words; DCMI's types are in the leader."""
    known = resource.known_type
    own = [one for one in resource.all("type") if one.scheme not in (_DCMI_TYPE, "rdacontent")]
    if known is not None and known.label != "other" and known.label not in {o.value for o in own}:
        yield field("655", " 7", ("a", known.label), ("1", known.uri), ("2", "coar"))
    yield from (_heading("655", one) for one in own)
