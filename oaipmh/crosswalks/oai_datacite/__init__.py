"""oai_datacite: DataCite Metadata Schema 4.7, as OpenAIRE's guidelines for data archives take it.

https://datacite-metadata-schema.readthedocs.io/en/4.7/ and
https://openaire-guidelines-for-data-archive-managers.readthedocs.io/. The root is DataCite's
`resource`, as repositories serve it under this prefix; a file for each thing that it tells of.
docs/formats/oai_datacite.md has the whole mapping.
"""

from lxml import etree

from oaipmh.crosswalks.elements import add
from oaipmh.crosswalks.oai_datacite import (
    dates,
    funding,
    identifiers,
    names,
    related,
    rights,
    texts,
)
from oaipmh.crosswalks.oai_datacite.elements import NAMESPACE, tag
from oaipmh.crosswalks.oai_openaire import places  # OpenAIRE has DataCite's elements for places
from oaipmh.metadata.resource import Resource
from oaipmh.protocol import namespaces as ns
from oaipmh.protocol.response import MetadataFormat

SCHEMA = "http://schema.datacite.org/meta/kernel-4/metadata.xsd"

VERSION = 4
FORMAT = MetadataFormat("oai_datacite", SCHEMA, NAMESPACE)

_NSMAP = {None: NAMESPACE, "xsi": ns.XSI}
_RESOURCE, _YEAR, _TYPE = tag("resource"), tag("publicationYear"), tag("resourceType")
_LANGUAGE, _VERSION = tag("language"), tag("version")
_SIZES, _SIZE, _FORMATS, _FORMAT = tag("sizes"), tag("size"), tag("formats"), tag("format")


def missing(resource: Resource) -> list[str]:
    """DataCite's mandatory properties that cannot be made, each with the reason."""
    reasons = {
        "identifier: no identifier that is a DOI, Handle, ARK, URN or URL": (
            identifiers.main_identifier(resource) is None
        ),
        "creators: no statement of creator": not resource.creators,
        "titles: no statement of title": not resource.titles,
        "publicationYear: no statement of issued or another date that can be read": (
            resource.issued is None
        ),
        "resourceType: no statement of type": not resource.type_word,
    }
    return [reason for reason, is_missing in reasons.items() if is_missing]


def render(resource: Resource) -> etree._Element:
    """The resource in DataCite's words, in the order of the properties' numbers."""
    root = etree.Element(_RESOURCE, nsmap=_NSMAP)
    root.set(ns.SCHEMA_LOCATION, f"{NAMESPACE} {SCHEMA}")
    identifiers.add_identifier(root, resource)
    names.add_creators(root, resource)
    texts.add_titles(root, resource)
    names.add_publisher(root, resource)
    add(root, _YEAR, (resource.issued or "")[:4])
    add(root, _TYPE, resource.type_word, resourceTypeGeneral=resource.datacite_type)
    texts.add_subjects(root, resource)
    names.add_contributors(root, resource)
    dates.add_dates(root, resource)
    if resource.language_tag:
        add(root, _LANGUAGE, resource.language_tag)
    identifiers.add_alternate_identifiers(root, resource)
    _group(root, _SIZES, _SIZE, [one.value for one in resource.all("extent")])
    _group(root, _FORMATS, _FORMAT, resource.formats)
    if resource.citation.edition:
        add(root, _VERSION, resource.citation.edition)
    rights.add_rights(root, resource)
    texts.add_descriptions(root, resource)
    places.add_geo_locations(root, resource)
    funding.add_funding(root, resource)
    related.add_related(root, resource)
    return root


def _group(root: etree._Element, group: str, name: str, texts_: list[str]) -> None:
    """A group of elements, none twice; no group where there are none."""
    if texts_:
        element = etree.SubElement(root, group)
        for text in dict.fromkeys(texts_):
            add(element, name, text)
