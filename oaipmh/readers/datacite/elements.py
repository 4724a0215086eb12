"""DataCite XML of every kernel, as a `Resource`; names are matched without their namespace.

https://schema.datacite.org/meta/kernel-4.7/metadata.xsd
"""

import re
from collections.abc import Iterator
from itertools import zip_longest

from lxml import etree

from oaipmh.protocol.namespaces import XML_LANG
from oaipmh.readers.datacite.resource import (
    Funding,
    GeoLocation,
    Name,
    Related,
    Resource,
    Rights,
    Subject,
    Text,
)

_LINE_BREAK = "\v"  # a character that XML cannot hold
_LINE_ENDS = re.compile(rf"{_LINE_BREAK}|\r\n?")


def resource_of(root: etree._Element) -> Resource:
    """What a resource element says."""
    general = _child(root, "resourceType")
    return Resource(
        identifier=_identifier(root),
        titles=tuple(_texts(root, "titles", "title", "titleType")),
        creators=tuple(_name(one, "creator") for one in _listed(root, "creators", "creator")),
        contributors=tuple(
            _name(one, "contributor") for one in _listed(root, "contributors", "contributor")
        ),
        publishers=tuple(_publisher(one) for one in root if _local(one) == "publisher"),
        publication_year=_value(root, "publicationYear"),
        dates=tuple(_texts(root, "dates", "date", "dateType")),
        resource_type=_text(general),
        resource_type_general="" if general is None else general.get("resourceTypeGeneral", ""),
        languages=tuple(_text(one) for one in root if _local(one) == "language"),
        subjects=tuple(_subject(one) for one in _listed(root, "subjects", "subject")),
        descriptions=tuple(_texts(root, "descriptions", "description", "descriptionType")),
        rights=tuple(_rights(one) for one in _all_rights(root)),
        alternate_identifiers=tuple(
            _texts(root, "alternateIdentifiers", "alternateIdentifier", "alternateIdentifierType")
        ),
        related=(
            *(_related(one) for one in _listed(root, "relatedIdentifiers", "relatedIdentifier")),
            *(_related_item(one) for one in _listed(root, "relatedItems", "relatedItem")),
        ),
        funding=tuple(_funding(one) for one in _listed(root, "fundingReferences", None)),
        sizes=tuple(_text(one) for one in _listed(root, "sizes", "size")),
        formats=tuple(_text(one) for one in _listed(root, "formats", "format")),
        version=_value(root, "version"),
        geo_locations=tuple(
            place for one in _listed(root, "geoLocations", None) for place in _geo_locations(one)
        ),
    )


def _identifier(root: etree._Element) -> Text:
    element = _child(root, "identifier")
    return Text("") if element is None else Text(_text(element), element.get("identifierType", ""))


def _texts(root: etree._Element, group: str, name: str, kind: str) -> Iterator[Text]:
    for element in _listed(root, group, name):
        information = element.get("dateInformation", "")
        yield Text(_text(element), element.get(kind, ""), _lang(element), information)


def _name(element: etree._Element, role: str) -> Name:
    identifiers = (child for child in element if _local(child) == "nameIdentifier")
    full_name = _child(element, f"{role}Name")
    return Name(
        _text(full_name),
        _value(element, "givenName"),
        _value(element, "familyName"),
        element.get("contributorType", ""),
        tuple(
            Text(
                _text(one),
                one.get("nameIdentifierScheme", ""),
                scheme_uri=one.get("schemeURI", ""),
            )
            for one in identifiers
        ),
        _lang(full_name),
    )


def _publisher(element: etree._Element) -> Name:
    identifier = element.get("publisherIdentifier", "")
    scheme = element.get("publisherIdentifierScheme", "")
    identifiers = (Text(identifier, scheme),) if identifier else ()
    return Name(_text(element), identifiers=identifiers, lang=_lang(element))


def _subject(element: etree._Element) -> Subject:
    return Subject(
        _text(element),
        element.get("subjectScheme", ""),
        element.get("valueURI", ""),
        _lang(element),
        element.get("classificationCode", ""),
        element.get("schemeURI", ""),
    )


def _all_rights(root: etree._Element) -> Iterator[etree._Element]:
    """Before the third kernel, `rights` stood alone."""
    yield from (child for child in root if _local(child) == "rights")
    yield from _listed(root, "rightsList", "rights")


def _rights(element: etree._Element) -> Rights:
    uri, identifier = element.get("rightsURI", ""), element.get("rightsIdentifier", "")
    return Rights(_text(element), uri, identifier, _lang(element))


def _related(element: etree._Element) -> Related:
    return Related(
        element.get("relationType", ""), _text(element), element.get("relatedIdentifierType", "")
    )


def _related_item(element: etree._Element) -> Related:
    identifier, number = _child(element, "relatedItemIdentifier"), _child(element, "number")
    titles = tuple(_texts(element, "titles", "title", "titleType"))
    title = next((one for one in titles if one.kind != "Subtitle"), Text(""))
    kind = "relatedItemIdentifierType"
    return Related(
        relation_type=element.get("relationType", ""),
        identifier=_text(identifier),
        identifier_type="" if identifier is None else identifier.get(kind, ""),
        title=title.value,
        subtitle=next((one.value for one in titles if one.kind == "Subtitle"), ""),
        lang=title.lang,
        volume=_value(element, "volume"),
        issue=_value(element, "issue"),
        number=_text(number),
        number_type="" if number is None else number.get("numberType", ""),
        first_page=_value(element, "firstPage"),
        last_page=_value(element, "lastPage"),
        edition=_value(element, "edition"),
    )


def _funding(element: etree._Element) -> Funding:
    identifier, award = _child(element, "funderIdentifier"), _child(element, "awardNumber")
    return Funding(
        _value(element, "funderName"),
        _text(identifier),
        "" if identifier is None else identifier.get("funderIdentifierType", ""),
        _text(award),
        "" if award is None else award.get("awardURI", ""),
        _value(element, "awardTitle"),
        _value(element, "fundingStream"),
        "" if identifier is None else identifier.get("schemeURI", ""),
    )


def _geo_locations(element: etree._Element) -> Iterator[GeoLocation]:
    """A location; of what it has several of, names, points or boxes, each after the first alone."""
    polygons = element.iterfind(".//{*}geoLocationPolygon")  # some have a list around them
    names = [_text(one) for one in element if _local(one) == "geoLocationPlace"]
    points = [_point(one) for one in element if _local(one) == "geoLocationPoint"]
    boxes = [_box(one) for one in element if _local(one) == "geoLocationBox"]
    corners = tuple(tuple(_corners(polygon)) for polygon in polygons)
    for name, point, box in zip_longest(names or [""], points, boxes):
        yield GeoLocation(name or "", point, box, corners)
        corners = ()


def _point(element: etree._Element) -> tuple[str, str] | None:
    """East and north; before the fourth kernel, latitude and longitude as one text."""
    east, north = _value(element, "pointLongitude"), _value(element, "pointLatitude")
    if not (east or north):
        match _text(element).replace(",", " ").split():
            case [north, east]:
                pass
    return (east, north) if east and north else None


def _box(element: etree._Element) -> tuple[str, str, str, str] | None:
    """West, east, south, north; before the fourth kernel, two points as one text."""
    names = ("westBoundLongitude", "eastBoundLongitude", "southBoundLatitude", "northBoundLatitude")
    west, east, south, north = (_value(element, name) for name in names)
    if not (west or east or south or north):
        match _text(element).replace(",", " ").split():
            case [south, west, north, east]:
                pass
    return (west, east, south, north) if west and east and south and north else None


def _corners(polygon: etree._Element) -> Iterator[tuple[str, str]]:
    for child in polygon:
        corner = _point(child) if _local(child) == "polygonPoint" else None
        if corner:
            yield corner


def _listed(root: etree._Element, group: str, name: str | None) -> Iterator[etree._Element]:
    """The elements of a list; of any name, where the list holds but one kind."""
    listed = _child(root, group)
    if listed is not None:
        yield from (
            one for one in listed if isinstance(one.tag, str) and name in (None, _local(one))
        )


def _lang(element: etree._Element | None) -> str | None:
    return None if element is None else element.get(XML_LANG) or None


def _child(element: etree._Element, name: str) -> etree._Element | None:
    return next((child for child in element if _local(child) == name), None)


def _value(element: etree._Element, name: str) -> str:
    return _text(_child(element, name))


def _text(element: etree._Element | None) -> str:
    """The words, with the line breaks that `br` makes; those of the file are blanks.

    A carriage return is none of the file's, which XML reads as line feeds: it was written `&#13;`.
    """
    if element is None:
        return ""
    lines = _LINE_ENDS.split("".join(_words(element)))
    return "\n".join(" ".join(line.split()) for line in lines).strip()


def _words(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if _local(child) == "br":
            yield _LINE_BREAK
        elif _local(child):  # no comment
            yield from _words(child)
        yield child.tail or ""


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""
