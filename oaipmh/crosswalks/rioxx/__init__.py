"""rioxx: RIOXX 3.0, the Research Outputs Metadata Schema of the United Kingdom.

https://www.rioxx.net/profiles/v3-0-final/. The profile counts, not its XSD, which forbids what the
profile demands (docs/formats/rioxx.md); the namespaces are those that EPrints and DSpace use.
"""

from collections.abc import Iterable

from lxml import etree

from oaipmh.crosswalks.elements import add
from oaipmh.crosswalks.rioxx import relations
from oaipmh.crosswalks.rioxx.elements import DC, RIOXXTERMS, TERMS, is_web_address
from oaipmh.metadata.agents import Agent, agent
from oaipmh.metadata.places import BOX_SCHEME, POINT_SCHEME, POLYGON_SCHEME
from oaipmh.metadata.resource import Resource
from oaipmh.protocol import namespaces as ns
from oaipmh.protocol.response import MetadataFormat

NAMESPACE = "http://www.rioxx.net/schema/v3.0/rioxx/"
SCHEMA = "http://www.rioxx.net/schema/v3.0/rioxx/rioxx.xsd"

VERSION = 4
FORMAT = MetadataFormat("rioxx", SCHEMA, NAMESPACE)

_NSMAP = {
    None: NAMESPACE,
    "dc": ns.DC,
    "dcterms": ns.DCTERMS,
    "rioxxterms": RIOXXTERMS,
    "xsi": ns.XSI,
}
_ROOT = f"{{{NAMESPACE}}}rioxx"
_COVERAGE, _DESCRIPTION, _IDENTIFIER = f"{DC}coverage", f"{DC}description", f"{DC}identifier"
_LANGUAGE, _SOURCE, _SUBJECT = f"{DC}language", f"{DC}source", f"{DC}subject"
_TITLE, _TYPE, _DATE_ACCEPTED = f"{DC}title", f"{DC}type", f"{{{ns.DCTERMS}}}dateAccepted"
_CONTRIBUTOR, _CREATOR, _PUBLISHER = f"{TERMS}contributor", f"{TERMS}creator", f"{TERMS}publisher"
_NAME, _ID = f"{TERMS}name", f"{TERMS}id"
_GRANT, _PROJECT = f"{TERMS}grant", f"{TERMS}project"
_PUBLICATION_DATE = f"{TERMS}publication_date"
_COORDINATES = (POINT_SCHEME, BOX_SCHEME, POLYGON_SCHEME)


def missing(resource: Resource) -> list[str]:
    """The profile's mandatory elements that cannot be made, each with the reason."""
    reasons = {
        "dc:identifier: no identifier that is the HTTP address of a landing page": (
            resource.landing_page is None
        ),
        "dc:language: no statement of language that names a known language": (
            not resource.languages
        ),
        "dc:title: no statement of title": not resource.titles,
        "dc:type: no statement of type that names a known type": resource.known_type is None,
        "dcterms:dateAccepted: no statement of dateAccepted that can be read": (
            _date_accepted(resource) is None
        ),
        "rioxxterms:creator: no statement of creator": not resource.creators,
    }
    return [reason for reason, is_missing in reasons.items() if is_missing]


def render(resource: Resource) -> etree._Element:
    """The resource as the profile has it, in the order of its list."""
    root = etree.Element(_ROOT, nsmap=_NSMAP)
    root.set(ns.SCHEMA_LOCATION, f"{NAMESPACE} {SCHEMA}")
    _coverage(root, resource)
    _each(root, _DESCRIPTION, resource, "abstract", "description")
    add(root, _IDENTIFIER, resource.landing_page or "")
    for code in resource.languages:
        add(root, _LANGUAGE, code)
    relations.add_own(root, resource)
    if source := _source(resource):
        add(root, _SOURCE, source)
    _each(root, _SUBJECT, resource, "subject")
    title = resource.titles[0]
    add(root, _TITLE, title.value, title.lang)
    add(root, _TYPE, resource.type.uri)
    add(root, _DATE_ACCEPTED, _date_accepted(resource) or "")
    for one in _distinct(resource.contributors):
        _agent(root, _CONTRIBUTOR, one)
    for place, one in enumerate(_distinct(resource.creators)):
        creator = _agent(root, _CREATOR, one)
        if place == 0:
            creator.set("first-named-author", "true")
    relations.add_external(root, resource)
    _funding(root, resource)
    if (published := _published(resource)) is not None:
        add(root, _PUBLICATION_DATE, published)
    for one in _distinct(map(agent, resource.all("publisher"))):
        _agent(root, _PUBLISHER, one)
    return root


def _published(resource: Resource) -> str | None:
    """The date of publication, for which no other stands in."""
    told = list(resource.dates("issued", "date"))
    return resource.issued if resource.issued in told else next(iter(told), None)


def _date_accepted(resource: Resource) -> str | None:
    """The first date of acceptance: no other date means the same to those who ask for it."""
    return next(resource.dates("dateAccepted"), None)


def _each(parent: etree._Element, tag: str, resource: Resource, *properties: str) -> None:
    """An element for each statement of some properties, none twice."""
    given = [(one.value, one.lang) for one in resource.all(*properties)]
    for value, lang in dict.fromkeys(given):
        add(parent, tag, value, lang)


def _coverage(root: etree._Element, resource: Resource) -> None:
    """Periods and places, but for coordinates."""
    given = [
        (one.value, one.lang)
        for one in resource.all("coverage", "spatial", "temporal")
        if one.scheme not in _COORDINATES
    ]
    for value, lang in dict.fromkeys(given):
        add(root, _COVERAGE, value, lang)


def _source(resource: Resource) -> str | None:
    """What the resource came out in: an ISSN, an ISBN, else in the source's words or its title."""
    hosts = resource.host_identifiers
    known = [one.value for name in ("ISSN", "ISBN") for one in hosts if one.scheme == name]
    told = (one.value for one in resource.all("source"))
    titles = (one.title for one in resource.hosts if one.title)
    return next(iter([*known, *told, *titles]), None)


def _distinct(agents: Iterable[Agent]) -> list[Agent]:
    """Each person and body once, in whatever roles, with a URI that is on the web or none."""
    known = [(one.name, one.uri if is_web_address(one.uri) else None) for one in agents]
    return [Agent(name, uri) for name, uri in dict.fromkeys(known)]


def _agent(root: etree._Element, tag: str, one: Agent) -> etree._Element:
    element = etree.SubElement(root, tag)
    add(element, _NAME, one.name)
    if one.uri:
        add(element, _ID, one.uri)
    return element


def _funding(root: etree._Element, resource: Resource) -> None:
    """A grant for each award whose funder is known; a project for each that has an address."""
    given = resource.funding
    for one in given:
        known_by = is_web_address(one.funder_uri)
        if one.award and (one.funder or known_by):
            grant = add(root, _GRANT, one.award)
            if one.funder:
                grant.set("funder_name", one.funder)
            if known_by:
                grant.set("funder_id", one.funder_uri or "")
    projects = (
        one.award_uri
        for one in given
        if one.award_uri and is_web_address(one.award_uri) and one.award_uri != one.award
    )
    for uri in dict.fromkeys(projects):
        add(root, _PROJECT, uri)
