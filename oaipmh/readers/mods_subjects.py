"""Subjects in MODS: https://www.loc.gov/standards/mods/userguide/subject.html."""

from collections.abc import Iterator

from lxml import etree

from oaipmh.metadata.description import Statement
from oaipmh.protocol.reader import local_name as name
from oaipmh.readers.elements import language, text, text_at, uri_at
from oaipmh.readers.mods_names import name_value

_SCHEMES = {
    "lcsh": "LCSH",
    "mesh": "MeSH",
    "ddc": "DDC",
    "lcc": "LCC",
    "udc": "UDC",
    "fast": "FAST",
    "aat": "AAT",
    "tgn": "TGN",
    "naf": "LCNAF",
}
_DCMI_PROPERTIES = {
    "geographic": "spatial",
    "hierarchicalGeographic": "spatial",
    "cartographics": "spatial",
    "temporal": "temporal",
}
_LARGEST_FIRST = (
    "extraTerrestrialArea",
    "continent",
    "country",
    "province",
    "region",
    "state",
    "territory",
    "county",
    "city",
    "citySection",
    "island",
    "area",
)
_UNREADABLE_BY_PEOPLE = ("geographicCode",)


def subjects(element: etree._Element) -> Iterator[Statement]:
    """A subject: its parts as one heading, unless they are headings of their own.

    Places and times are spatial and temporal, whether or not they are a heading's parts too.
    """
    parts = [part for part in element if name(part) and name(part) not in _UNREADABLE_BY_PEOPLE]
    separate = len(parts) < 2 or any(part.get("valueURI") for part in parts)  # noqa: PLR2004 - a pair
    whole = [] if separate else [part for part in parts if name(part) != "cartographics"]
    if len(whole) > 1 and any(name(part) not in _DCMI_PROPERTIES for part in whole):
        heading = "--".join(value for part in whole if (value := _value(part)))
        yield _statement("subject", heading, element, element)
    else:
        whole = []
    for part in parts:
        property_ = _DCMI_PROPERTIES.get(name(part), "subject")
        if property_ != "subject" or not whole:
            yield _statement(property_, _value(part), part, element if separate else part)
    if not parts:
        yield _statement("subject", text(element), element, element)


def classifications(element: etree._Element) -> Iterator[Statement]:
    """A classification: its number in its scheme."""
    yield _statement("subject", text(element), element, element)


def _statement(
    property_: str, value: str, part: etree._Element, subject: etree._Element
) -> Statement:
    """The part's own authority and URI, or the subject's where it is the subject's only part."""
    uri = uri_at(part, "valueURI")
    if uri is None and len(subject) == 1:
        uri = uri_at(subject, "valueURI")
    scheme = scheme_of(part) or scheme_of(subject)
    return Statement(property_, value, part.get("lang") or language(part), uri, scheme)


def scheme_of(element: etree._Element) -> str | None:
    """The vocabulary that an element's authority names."""
    authority = element.get("authority") or ""
    return _SCHEMES.get(authority.lower(), authority) or None


def _value(part: etree._Element) -> str:
    if name(part) == "name":
        return name_value(part)
    if name(part) == "titleInfo":
        return ": ".join(one for one in (text_at(part, "title"), text_at(part, "subTitle")) if one)
    if name(part) == "cartographics":
        return text_at(part, "coordinates")
    if name(part) in ("hierarchicalGeographic", "geographic") and len(part):
        inside = sorted((place for place in part if name(place)), key=_largeness)
        return "--".join(value for place in inside if (value := text(place)))
    return text(part)


def _largeness(place: etree._Element) -> int:
    known = name(place) in _LARGEST_FIRST
    return _LARGEST_FIRST.index(name(place)) if known else len(_LARGEST_FIRST)
