"""oai_openaire: OpenAIRE Guidelines for Literature Repository Managers v4.

https://openaire-guidelines-for-literature-repository-managers.readthedocs.io/en/v4.0.0/. A file for
each thing that a record tells of; what is said of titles, language, type and subjects stands here.
docs/formats/oai_openaire.md has the whole mapping.
"""

from lxml import etree

from oaipmh.crosswalks.elements import add
from oaipmh.crosswalks.oai_openaire import access, agents, citation, dates, funding, places, related
from oaipmh.crosswalks.oai_openaire.elements import (
    DATACITE,
    DC,
    OAIRE,
    general_type,
    group,
    listed_type,
)
from oaipmh.metadata.resource import Resource
from oaipmh.protocol import namespaces as ns
from oaipmh.protocol.response import MetadataFormat

NAMESPACE = "http://namespace.openaire.eu/schema/oaire/"
SCHEMA = "https://www.openaire.eu/schema/repo-lit/4.0/openaire.xsd"

VERSION = 4
FORMAT = MetadataFormat("oai_openaire", SCHEMA, NAMESPACE)

_NSMAP = {
    "oaire": NAMESPACE,
    "datacite": "http://datacite.org/schema/kernel-4",
    "dc": ns.DC,
    "dcterms": ns.DCTERMS,
    "xsi": ns.XSI,
}
_ROOT = f"{OAIRE}resource"
_TITLES, _TITLE = f"{DATACITE}titles", f"{DATACITE}title"
_SUBJECTS, _SUBJECT = f"{DATACITE}subjects", f"{DATACITE}subject"
_LANGUAGE, _PUBLISHER, _DESCRIPTION = f"{DC}language", f"{DC}publisher", f"{DC}description"
_FORMAT, _AUDIENCE = f"{DC}format", f"{{{ns.DCTERMS}}}audience"
_RESOURCE_TYPE = f"{OAIRE}resourceType"
_SIZES, _SIZE = f"{DATACITE}sizes", f"{DATACITE}size"


def missing(resource: Resource) -> list[str]:
    """The guidelines' mandatory elements that cannot be made, each with the reason."""
    reasons = {
        "datacite:title: no statement of title": not resource.titles,
        "datacite:creator: no statement of creator": not resource.creators,
        "datacite:date Issued: no statement of issued or another date that can be read": (
            resource.issued is None
        ),
        "oaire:resourceType: no statement of type that names a known type": (
            resource.known_type is None
        ),
        "datacite:identifier: no identifier that is a DOI, Handle, ARK, URN or URL": (
            related.main_identifier(resource) is None
        ),
        "datacite:rights: no statement of accessRights or rights that names an access level": (
            resource.access is None
        ),
    }
    return [reason for reason, is_missing in reasons.items() if is_missing]


def render(resource: Resource) -> etree._Element:
    """The resource as the guidelines' application profile has it, in the order of its list."""
    root = etree.Element(_ROOT, nsmap=_NSMAP)
    root.set(ns.SCHEMA_LOCATION, f"{NAMESPACE} {SCHEMA}")
    _titles(root, resource)
    agents.add_creators(root, resource)
    agents.add_contributors(root, resource)
    funding.add_funding(root, resource)
    related.add_alternate_identifiers(root, resource)
    related.add_related_identifiers(root, resource)
    dates.add_dates(root, resource)
    for code in resource.languages:
        add(root, _LANGUAGE, code)
    _each(root, _PUBLISHER, resource, "publisher")
    _resource_type(root, resource)
    _each(root, _DESCRIPTION, resource, "abstract", "description", "tableOfContents")
    for format_ in resource.formats:
        add(root, _FORMAT, format_)
    related.add_identifier(root, resource)
    access.add_rights(root, resource)
    related.add_sources(root, resource)
    _subjects(root, resource)
    access.add_licence(root, resource)
    places.add_coverage(root, resource)
    group(root, _SIZES, _SIZE, (one.value for one in resource.all("extent")))
    places.add_geo_locations(root, resource)
    access.add_version(root, resource)
    access.add_files(root, resource)
    citation.add_citation(root, resource)
    _each(root, _AUDIENCE, resource, "audience")
    return root


def _each(parent: etree._Element, tag: str, resource: Resource, *properties: str) -> None:
    """An element for each statement of some properties, none twice."""
    given = [(one.value, one.lang) for one in resource.all(*properties)]
    for value, lang in dict.fromkeys(given):
        add(parent, tag, value, lang)


def _titles(root: etree._Element, resource: Resource) -> None:
    titles = etree.SubElement(root, _TITLES)
    given = [(one.value, one.lang, "") for one in resource.titles]
    given += [
        (one.value, one.lang, "AlternativeTitle" if one.property == "alternative" else "")
        for one in resource.alternatives
        if one not in resource.titles
    ]
    for value, lang, kind in dict.fromkeys(given):
        title = add(titles, _TITLE, value, lang)
        if kind:
            title.set("titleType", kind)


def _resource_type(root: etree._Element, resource: Resource) -> None:
    listed = listed_type(resource.type)
    element = add(root, _RESOURCE_TYPE, listed.label)
    element.set("resourceTypeGeneral", general_type(resource.type))
    element.set("uri", listed.uri)


def _subjects(root: etree._Element, resource: Resource) -> None:
    given = resource.all("subject")
    if not given:
        return
    subjects = etree.SubElement(root, _SUBJECTS)
    for _, value, lang, uri, scheme in dict.fromkeys(given):
        subject = add(subjects, _SUBJECT, value, lang)
        if scheme:
            subject.set("subjectScheme", scheme)
        if uri:
            subject.set("valueURI", uri)
