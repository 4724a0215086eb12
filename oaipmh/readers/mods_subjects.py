"""Subjects in MODS: https://www.loc.gov/standards/mods/userguide/subject.html."""

import re
from collections.abc import Iterator

from lxml import etree

from oaipmh.metadata.description import Statement
from oaipmh.metadata.places import point_statement
from oaipmh.protocol.parts import local_name as name
from oaipmh.readers.elements import each, language, text, text_at
from oaipmh.readers.mods_authorities import scheme_of, value_uri
from oaipmh.readers.mods_names import name_value

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
_LATITUDE_AND_LONGITUDE = re.compile(r"(-?\d+(?:\.\d+)?)\s*,\s*(-?\d+(?:\.\d+)?)", re.ASCII)
_RIGHT_ANGLE = 90
_NO_PARTS = ("geographicCode", "cartographics")


def subjects(element: etree._Element) -> Iterator[Statement]:
    """A subject: its parts as one heading, unless they are headings of their own.

    Places and times are spatial and temporal, whether or not they are a heading's parts too.
    """
    parts = _parts(element)
    heading = _heading(parts)
    if heading or not any(name(part) for part in element):
        yield _statement("subject", heading or text(element), element)
    for part in parts:
        property_ = _DCMI_PROPERTIES.get(name(part), "subject")
        if len(parts) == 1:
            yield _statement(property_, _value(part), part, element)
        elif property_ != "subject" or not heading:
            yield _statement(property_, _value(part), part)
    for code in each(element, "geographicCode"):
        yield _statement("spatial", text(code), code)
    for coordinates in each(element, "cartographics/coordinates"):
        yield _point(text(coordinates))
    for how in ("scale", "projection"):
        for words in each(element, f"cartographics/{how}"):
            yield Statement("description", text(words))


def _parts(element: etree._Element) -> list[etree._Element]:
    """What can be a heading's parts; the end of a period is told with its start."""
    has_start = any(one.get("point") == "start" for one in each(element, "temporal"))
    parts = [part for part in element if name(part) and name(part) not in _NO_PARTS]
    return [part for part in parts if not (has_start and part.get("point") == "end")]


def _heading(parts: list[etree._Element]) -> str:
    """The parts as one heading; none where they are alone, have URIs, or are places and times."""
    alone = len(parts) == 1
    separate = any(part.get("valueURI") for part in parts)
    if alone or separate or all(name(part) in _DCMI_PROPERTIES for part in parts):
        return ""
    return "--".join(value for part in parts if (value := _value(part)))


def _point(words: str) -> Statement:
    """Coordinates, as a point where they are a latitude and a longitude in degrees."""
    degrees = _LATITUDE_AND_LONGITUDE.fullmatch(words)
    if degrees is None or abs(float(degrees[1])) > _RIGHT_ANGLE:
        return Statement("spatial", words)
    return point_statement(east=degrees[2], north=degrees[1])


def classifications(element: etree._Element) -> Iterator[Statement]:
    """A classification: its number in its scheme."""
    yield _statement("subject", text(element), element)


def _statement(property_: str, value: str, *elements: etree._Element) -> Statement:
    """A statement with the first URI and the first scheme that the elements give."""
    uris = (value_uri(one) for one in elements)
    schemes = (scheme_of(one) for one in elements)
    lang = elements[0].get("lang") or language(elements[0])
    return Statement(
        property_, value, lang, next(filter(None, uris), None), next(filter(None, schemes), None)
    )


def _value(part: etree._Element) -> str:
    if name(part) == "name":
        return name_value(part)
    if name(part) == "temporal" and part.get("point") == "start":
        ends = (text(one) for one in part.itersiblings() if one.get("point") == "end")
        return "/".join([text(part), *ends][:2])
    if name(part) == "titleInfo":
        return ": ".join(one for one in (text_at(part, "title"), text_at(part, "subTitle")) if one)
    if name(part) in ("hierarchicalGeographic", "geographic") and len(part):
        inside = sorted((place for place in part if name(place)), key=_largeness)
        return "--".join(value for place in inside if (value := text(place)))
    return text(part)


def _largeness(place: etree._Element) -> int:
    known = name(place) in _LARGEST_FIRST
    return _LARGEST_FIRST.index(name(place)) if known else len(_LARGEST_FIRST)
