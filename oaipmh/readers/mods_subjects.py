"""Subjects in MODS: https://www.loc.gov/standards/mods/userguide/subject.html."""

from collections.abc import Iterator

from lxml import etree

from oaipmh.metadata.description import Statement
from oaipmh.protocol.parts import local_name as name
from oaipmh.readers.elements import each, language, text, text_at, uri_at
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
_NO_PARTS = ("geographicCode", "cartographics")


def subjects(element: etree._Element) -> Iterator[Statement]:
    """A subject: its parts as one heading, unless they are headings of their own.

    Places and times are spatial and temporal, whether or not they are a heading's parts too.
    """
    parts = [part for part in element if name(part) and name(part) not in _NO_PARTS]
    heading = _heading(parts)
    if heading or not any(name(part) for part in element):
        yield _statement("subject", heading or text(element), element)
    for part in parts:
        property_ = _DCMI_PROPERTIES.get(name(part), "subject")
        if len(parts) == 1:
            yield _statement(property_, _value(part), part, element)
        elif property_ != "subject" or not heading:
            yield _statement(property_, _value(part), part)
    for coordinates in each(element, "cartographics/coordinates"):
        yield Statement("spatial", text(coordinates))


def _heading(parts: list[etree._Element]) -> str:
    """The parts as one heading; none where they are alone, have URIs, or are places and times."""
    alone = len(parts) == 1
    separate = any(part.get("valueURI") for part in parts)
    if alone or separate or all(name(part) in _DCMI_PROPERTIES for part in parts):
        return ""
    return "--".join(value for part in parts if (value := _value(part)))


def classifications(element: etree._Element) -> Iterator[Statement]:
    """A classification: its number in its scheme."""
    yield _statement("subject", text(element), element)


def _statement(property_: str, value: str, *elements: etree._Element) -> Statement:
    """A statement with the first URI and the first scheme that the elements give."""
    uris = (uri_at(one, "valueURI") for one in elements)
    schemes = (scheme_of(one) for one in elements)
    lang = elements[0].get("lang") or language(elements[0])
    return Statement(
        property_, value, lang, next(filter(None, uris), None), next(filter(None, schemes), None)
    )


def scheme_of(element: etree._Element) -> str | None:
    """The vocabulary that an element's authority names."""
    authority = element.get("authority") or ""
    return _SCHEMES.get(authority.lower(), authority) or None


def _value(part: etree._Element) -> str:
    if name(part) == "name":
        return name_value(part)
    if name(part) == "titleInfo":
        return ": ".join(one for one in (text_at(part, "title"), text_at(part, "subTitle")) if one)
    if name(part) in ("hierarchicalGeographic", "geographic") and len(part):
        inside = sorted((place for place in part if name(place)), key=_largeness)
        return "--".join(value for place in inside if (value := text(place)))
    return text(part)


def _largeness(place: etree._Element) -> int:
    known = name(place) in _LARGEST_FIRST
    return _LARGEST_FIRST.index(name(place)) if known else len(_LARGEST_FIRST)
