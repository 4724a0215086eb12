"""Dates in MODS, and who published: https://www.loc.gov/standards/mods/userguide/origininfo.html."""

import re

from lxml import etree

from oaipmh.metadata.description import Statement
from oaipmh.metadata.edtf import edtf_of
from oaipmh.metadata.relators import PREFIX
from oaipmh.protocol.parts import local_name as name
from oaipmh.readers.elements import each, text, uri_at

_PROPERTIES = {
    "dateIssued": "issued",
    "dateCreated": "created",
    "copyrightDate": "dateCopyrighted",
    "dateValid": "valid",
    "dateModified": "modified",
    "dateAvailable": "available",
    "dateAccessioned": "dateSubmitted",
    "dateCaptured": "date",
    "dateOther": "date",
}
_OTHER_DATES = {
    "submitted": "dateSubmitted",
    "accepted": "dateAccepted",
    "available": "available",
    "embargo": "available",
}
_BY_EVENT = {"distribution": f"{PREFIX}dst", "manufacture": f"{PREFIX}mfr"}
_BASIC_ISO = re.compile(r"(\d{4})(\d{2})(\d{2})")
_MARC_PUNCTUATION = " ,;:/."
_UNKNOWN_DIGITS = re.compile(r"\d\d(?:\du|uu)", re.ASCII)
_GOING_ON, _OPEN = "9999", ".."
_QUALIFIERS = {"approximate": "~", "questionable": "?"}


def dates(element: etree._Element) -> list[Statement]:
    """The dates, publishers and frequency of an `originInfo` (or of DSpace's `extension`)."""
    statements = []
    for child in element:
        if name(child) == "publisher":
            value = text(child).rstrip(" ,;:/")
            property_ = _BY_EVENT.get(element.get("eventType") or "", "publisher")
            statements.append(Statement(property_, value, uri=uri_at(child, "valueURI")))
        elif name(child) == "frequency":
            statements.append(Statement("accrualPeriodicity", text(child)))
    for kind in _PROPERTIES:
        statements += _of_kind(kind, list(each(element, kind)))
    return statements


def _of_kind(kind: str, given: list[etree._Element]) -> list[Statement]:
    """Dates of one kind: a start and an end are one range; what is encoded goes before words."""
    encoded = [date for date in given if date.get("encoding")]
    by_property: dict[str, list[etree._Element]] = {}
    for date in encoded or given:
        by_property.setdefault(_property(kind, date), []).append(date)
    return [
        Statement(property_, value)
        for property_, alike in by_property.items()
        for value in _values(alike)
    ]


def _property(kind: str, date: etree._Element) -> str:
    return _OTHER_DATES.get((date.get("type") or "").lower(), _PROPERTIES[kind])


def _values(given: list[etree._Element]) -> list[str]:
    points = {date.get("point"): _value(date) for date in given if date.get("point")}
    single = [value for date in given if not date.get("point") and (value := _value(date))]
    span = _span(points.get("start", ""), points.get("end", ""))
    return [*([span] if span else []), *single]


def _span(start: str, end: str) -> str:
    """A start and an end as one; a start alone is often all that there is of a single date."""
    if start:
        return f"{start}/{end}" if end and end != start else start
    until = f"/{end}"
    return until if edtf_of(until) else end.removeprefix(_OPEN)


def _value(date: etree._Element) -> str:
    """A date, in EDTF where its qualifier or its digits that are not known can be said so."""
    value = text(date)
    if date.get("encoding") != "edtf":  # where `2004/..` ends in such
        value = value.rstrip(_MARC_PUNCTUATION)
    if basic := _BASIC_ISO.fullmatch(value):
        value = "-".join(basic.groups())
    elif value == _GOING_ON and date.get("encoding") == "marc" and date.get("point") == "end":
        return _OPEN
    elif _UNKNOWN_DIGITS.fullmatch(value):
        value = value.replace("u", "X")
    mark = _QUALIFIERS.get(date.get("qualifier") or "", "")
    qualified = "/".join(one + mark for one in value.split("/"))
    return qualified if edtf_of(qualified) else value
