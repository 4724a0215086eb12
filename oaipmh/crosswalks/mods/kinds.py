"""What kind of thing the item is, in which languages, and in what form.

https://www.loc.gov/standards/mods/userguide/typeofresource.html and
https://www.loc.gov/standards/mods/userguide/genre.html.
"""

from collections.abc import Sequence

from lxml import etree

from oaipmh.crosswalks.mods.elements import add, from_vocabulary
from oaipmh.metadata.description import Statement
from oaipmh.metadata.languages import is_in_iso_639_2, iso_639_2b, iso_639_3
from oaipmh.metadata.resource import Resource
from oaipmh.metadata.versions import version_of

_BY_DCMI = {
    "Text": "text",
    "Dataset": "software, multimedia",
    "Software": "software, multimedia",
    "InteractiveResource": "software, multimedia",
    "Image": "still image",
    "StillImage": "still image",
    "MovingImage": "moving image",
    "Sound": "sound recording",
    "Collection": "mixed material",
    "PhysicalObject": "three dimensional object",
}
_BY_NAME = {"map": "cartographic", "musicalNotation": "notated music"}
_WORDS = frozenset(
    (
        *("text", "cartographic", "notated music", "sound recording-musical"),
        *("sound recording-nonmusical", "sound recording", "still image", "moving image"),
        *("three dimensional object", "software, multimedia", "mixed material"),
    )
)
_COAR = {"authority": "coar", "authorityURI": "http://purl.org/coar/resource_type/scheme"}
_DCMI_TYPE = "dcterms:DCMIType"


def add_kinds(root: etree._Element, resource: Resource) -> None:
    """MODS's own words for the type; then as genres COAR's, and those of the source."""
    types = resource.all("type")
    for word in _types_of_resource(resource, types):
        known = resource.type.name
        collection = {"collection": "yes"} if known == "collection" else {}
        manuscript = {"manuscript": "yes"} if known == "manuscript" else {}
        add(root, "typeOfResource", word, {**collection, **manuscript})
    known_type = resource.known_type
    if known_type is not None and known_type.label != "other":
        add(root, "genre", known_type.label, {**_COAR, "valueURI": known_type.uri})
    for one in types:
        is_told = one.scheme == _DCMI_TYPE or one.value.lower() in _WORDS
        if not is_told and (known_type is None or one.value != known_type.label):
            add(root, "genre", one.value, _genre_attributes(one))


def _types_of_resource(resource: Resource, types: Sequence[Statement]) -> list[str]:
    given = [word for one in types if (word := one.value.lower()) in _WORDS]
    known = resource.known_type
    if not given and known is not None and known.name != "other":
        given = [_BY_NAME.get(known.name) or _BY_DCMI.get(known.dcmi) or ""]
    return [word for word in dict.fromkeys(given) if word]


def _genre_attributes(one: Statement) -> dict[str, str]:
    version = version_of(one)
    return {"valueURI": version.uri} if version else from_vocabulary(one)


def add_languages(root: etree._Element, resource: Resource) -> None:
    """The codes of ISO 639-2, of ISO 639-3 for what the former lacks, else words."""
    for code in resource.languages:
        is_known = is_in_iso_639_2(code)
        written = iso_639_2b(code) if is_known else code
        authority = "iso639-2b" if is_known else "iso639-3"
        language = add(root, "language")
        add(language, "languageTerm", written, {"type": "code", "authority": authority})
    for one in resource.all("language"):
        if iso_639_3(one.value) is None:
            add(add(root, "language"), "languageTerm", one.value, {"type": "text"})


def add_form(root: etree._Element, resource: Resource) -> None:
    """Carrier or material, media types, extents."""
    media = resource.all("medium")
    formats = [one for one in resource.formats if one not in {medium.value for medium in media}]
    extents = resource.all("extent")
    if not (media or formats or extents):
        return
    described = add(root, "physicalDescription")
    for one in media:
        add(described, "form", one.value, from_vocabulary(one))
    for text in formats:
        add(described, "internetMediaType" if "/" in text else "form", text)
    for one in extents:
        add(described, "extent", one.value)
