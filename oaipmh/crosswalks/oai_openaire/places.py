"""What the resource is about in space and time: dc:coverage and datacite:geoLocations."""

from lxml import etree

from oaipmh.crosswalks.elements import add
from oaipmh.crosswalks.oai_openaire.elements import DATACITE, DC
from oaipmh.metadata.description import Statement
from oaipmh.metadata.places import Box, box_of, place_name, polygon_of
from oaipmh.metadata.resource import Resource

_COVERAGE = f"{DC}coverage"
_LOCATIONS, _LOCATION = f"{DATACITE}geoLocations", f"{DATACITE}geoLocation"
_PLACE, _POINT = f"{DATACITE}geoLocationPlace", f"{DATACITE}geoLocationPoint"
_BOX, _POLYGON = f"{DATACITE}geoLocationBox", f"{DATACITE}geoLocationPolygon"
_POLYGON_POINT = f"{DATACITE}polygonPoint"
_LONGITUDE, _LATITUDE = f"{DATACITE}pointLongitude", f"{DATACITE}pointLatitude"
_LIMITS = (
    f"{DATACITE}westBoundLongitude",
    f"{DATACITE}eastBoundLongitude",
    f"{DATACITE}southBoundLatitude",
    f"{DATACITE}northBoundLatitude",
)
_MIN_CORNERS = 4
_MAX_LONGITUDE, _MAX_LATITUDE = 180, 90


def add_coverage(root: etree._Element, resource: Resource) -> None:
    """Periods, and what no source called a place or a period."""
    for one in dict.fromkeys(resource.all("temporal", "coverage")):
        add(root, _COVERAGE, one.value, one.lang)


def add_geo_locations(root: etree._Element, resource: Resource) -> None:
    """Each place by itself, with its coordinates where it has them."""
    given = dict.fromkeys(resource.all("spatial"))
    if given:
        locations = etree.SubElement(root, _LOCATIONS)
        for one in given:
            _place(etree.SubElement(locations, _LOCATION), one)


def _place(location: etree._Element, statement: Statement) -> None:
    """Coordinates that are none on earth are shown as they are."""
    box, corners = box_of(statement), polygon_of(statement)
    if box is not None and _is_on_earth(box.west, box.south) and _is_on_earth(box.east, box.north):
        _box(location, statement, box)
    elif len(corners) >= _MIN_CORNERS and all(_is_on_earth(*corner) for corner in corners):
        polygon = etree.SubElement(location, _POLYGON)
        for east, north in corners:
            _point(polygon, _POLYGON_POINT, east, north)
    else:
        add(location, _PLACE, statement.value)


def _box(location: etree._Element, statement: Statement, box: Box) -> None:
    if name := place_name(statement):
        add(location, _PLACE, name)
    if box.is_point:
        _point(location, _POINT, box.east, box.north)
        return
    element = etree.SubElement(location, _BOX)
    for tag, degrees in zip(_LIMITS, box, strict=True):
        add(element, tag, degrees)


def _point(parent: etree._Element, tag: str, east: str, north: str) -> None:
    point = etree.SubElement(parent, tag)
    add(point, _LONGITUDE, east)
    add(point, _LATITUDE, north)


def _is_on_earth(east: str, north: str) -> bool:
    return abs(float(east)) <= _MAX_LONGITUDE and abs(float(north)) <= _MAX_LATITUDE
