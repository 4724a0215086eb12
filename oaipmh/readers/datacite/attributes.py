"""DataCite JSON, the attributes of a DOI in its API, as a `Resource`.

https://support.datacite.org/docs/api-get-doi. What is of no shape that the API gives is refused,
with the name of the place.
"""

from collections.abc import Iterator
from typing import Any, TypeAlias

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
from oaipmh.readers.incoming import Undescribable

Json: TypeAlias = dict[str, Any]
_BOX = "westBoundLongitude", "eastBoundLongitude", "southBoundLatitude", "northBoundLatitude"


def resource_of(attributes: Json) -> Resource:
    """What the attributes say.

    Raises:
        Undescribable: one of them has a shape that none of DataCite's has.
    """
    types = _object(attributes, "types", "resourceType")
    return Resource(
        identifier=Text(_text(attributes, "doi"), "DOI"),
        titles=_texts(attributes, "titles", "title", "titleType"),
        creators=tuple(map(_name, _objects(attributes, "creators", "name"))),
        contributors=tuple(map(_name, _objects(attributes, "contributors", "name"))),
        publishers=(_publisher(_object(attributes, "publisher", "name")),),
        publication_year=_text(attributes, "publicationYear"),
        dates=_texts(attributes, "dates", "date", "dateType"),
        resource_type=_text(types, "resourceType"),
        resource_type_general=_text(types, "resourceTypeGeneral"),
        languages=(_text(attributes, "language"),),
        subjects=tuple(map(_subject, _objects(attributes, "subjects", "subject"))),
        descriptions=_texts(attributes, "descriptions", "description", "descriptionType"),
        rights=tuple(map(_rights, _objects(attributes, "rightsList", "rights"))),
        alternate_identifiers=(
            *_texts(attributes, "identifiers", "identifier", "identifierType"),
            *_texts(
                attributes,
                "alternateIdentifiers",
                "alternateIdentifier",
                "alternateIdentifierType",
            ),
        ),
        urls=(*_strings(attributes, "url"), *_strings(attributes, "contentUrl")),
        related=tuple(_all_related(attributes)),
        funding=tuple(map(_funding, _objects(attributes, "fundingReferences", "funderName"))),
        sizes=_strings(attributes, "sizes"),
        formats=_strings(attributes, "formats"),
        version=_text(attributes, "version"),
        geo_locations=tuple(
            map(_geo_location, _objects(attributes, "geoLocations", "geoLocationPlace"))
        ),
    )


def _texts(content: Json, key: str, value: str, kind: str) -> tuple[Text, ...]:
    found = _objects(content, key, value)
    return tuple(
        Text(_text(one, value), _text(one, kind), _lang(one), _text(one, "dateInformation"))
        for one in found
    )


def _name(content: Json) -> Name:
    identifiers = _objects(content, "nameIdentifiers", "nameIdentifier")
    return Name(
        _text(content, "name"),
        _text(content, "givenName"),
        _text(content, "familyName"),
        _text(content, "contributorType"),
        tuple(
            Text(
                _text(one, "nameIdentifier"),
                _text(one, "nameIdentifierScheme"),
                scheme_uri=_text(one, "schemeUri"),
            )
            for one in identifiers
        ),
        _lang(content),
    )


def _publisher(content: Json) -> Name:
    identifier = _text(content, "publisherIdentifier")
    identifiers = (Text(identifier, _text(content, "publisherIdentifierScheme")),)
    return Name(_text(content, "name"), identifiers=identifiers, lang=_lang(content))


def _subject(content: Json) -> Subject:
    return Subject(
        _text(content, "subject"),
        _text(content, "subjectScheme"),
        _text(content, "valueUri"),
        _lang(content),
        _text(content, "classificationCode"),
        _text(content, "schemeUri"),
    )


def _rights(content: Json) -> Rights:
    uri, identifier = _text(content, "rightsUri"), _text(content, "rightsIdentifier")
    return Rights(_text(content, "rights"), uri, identifier, _lang(content))


def _all_related(content: Json) -> Iterator[Related]:
    """Related identifiers and items; and the container, which the API sums up the host in."""
    for one in _objects(content, "relatedIdentifiers", "relatedIdentifier"):
        identifier, kind = _text(one, "relatedIdentifier"), _text(one, "relatedIdentifierType")
        yield Related(_text(one, "relationType"), identifier, kind)
    items = [_related_item(one) for one in _objects(content, "relatedItems", "titles")]
    yield from items
    container = _object(content, "container", "title")
    if container and not any(one.relation_type == "IsPublishedIn" for one in items):
        in_repository = _text(container, "type") == "DataRepository"
        yield Related(
            relation_type="IsPartOf" if in_repository else "IsPublishedIn",
            identifier=_text(container, "identifier"),
            identifier_type=_text(container, "identifierType"),
            title=_text(container, "title"),
            **_place_in_host(container),
        )


def _related_item(content: Json) -> Related:
    identifier = _object(content, "relatedItemIdentifier", "relatedItemIdentifier")
    titles = _texts(content, "titles", "title", "titleType")
    title = next((one for one in titles if one.kind != "Subtitle"), Text(""))
    return Related(
        relation_type=_text(content, "relationType"),
        identifier=_text(identifier, "relatedItemIdentifier"),
        identifier_type=_text(identifier, "relatedItemIdentifierType"),
        title=title.value,
        subtitle=next((one.value for one in titles if one.kind == "Subtitle"), ""),
        lang=title.lang,
        number=_text(content, "number"),
        number_type=_text(content, "numberType"),
        **_place_in_host(content),
    )


def _place_in_host(content: Json) -> dict[str, str]:
    return {
        "volume": _text(content, "volume"),
        "issue": _text(content, "issue"),
        "first_page": _text(content, "firstPage"),
        "last_page": _text(content, "lastPage"),
        "edition": _text(content, "edition"),
    }


def _funding(content: Json) -> Funding:
    return Funding(
        _text(content, "funderName"),
        _text(content, "funderIdentifier"),
        _text(content, "funderIdentifierType"),
        _text(content, "awardNumber"),
        _text(content, "awardUri"),
        _text(content, "awardTitle"),
        funder_scheme_uri=_text(content, "schemeUri"),
    )


def _geo_location(content: Json) -> GeoLocation:
    west, east, south, north = (_text(_object(content, "geoLocationBox"), key) for key in _BOX)
    return GeoLocation(
        _text(content, "geoLocationPlace"),
        _point(_object(content, "geoLocationPoint")),
        (west, east, south, north) if west and east and south and north else None,
        tuple(_polygons(content.get("geoLocationPolygon"))),
    )


def _point(content: Json) -> tuple[str, str] | None:
    east, north = _text(content, "pointLongitude"), _text(content, "pointLatitude")
    return (east, north) if east and north else None


def _polygons(content: Any) -> Iterator[tuple[tuple[str, str], ...]]:  # noqa: ANN401 - JSON
    """Polygons, of which the API gives one as a list of points, several as a list of lists."""
    if isinstance(content, list) and any(isinstance(one, list) for one in content):
        for one in content:
            yield from _polygons(one)
    elif content:
        corners = _objects({"geoLocationPolygon": content}, "geoLocationPolygon")
        points = (_point(_object(corner, "polygonPoint")) for corner in corners)
        yield tuple(point for point in points if point)


def _objects(content: Json, key: str, value: str = "") -> list[Json]:
    """The objects of a list; a text stands for one that has it as `value`."""
    found = content.get(key)
    listed = found if isinstance(found, list) else [] if found is None else [found]
    return [_object({key: one}, key, value) for one in listed if one is not None]


def _object(content: Json, key: str, value: str = "") -> Json:
    """An object, empty where there is none; a text stands for one that has it as `value`.

    Raises:
        Undescribable: it is neither.
    """
    found = content.get(key)
    if isinstance(found, dict):
        return found
    if found is None:
        return {}
    if isinstance(found, str) and value:
        return {value: found}
    raise Undescribable(f"{key}: expected an object, as DataCite's JSON has it")


def _strings(content: Json, key: str) -> tuple[str, ...]:
    found = content.get(key)
    listed = found if isinstance(found, list) else [found]
    return tuple(_text({key: one}, key) for one in listed if one is not None)


def _text(content: Json, key: str) -> str:
    """A text, a number as text, or nothing.

    Raises:
        Undescribable: it is none of these.
    """
    found = content.get(key)
    if found is None:
        return ""
    if isinstance(found, str | int | float) and not isinstance(found, bool):
        return str(found).strip()
    raise Undescribable(f"{key}: expected a text, as DataCite's JSON has it")


def _lang(content: Json) -> str | None:
    return _text(content, "lang") or None
