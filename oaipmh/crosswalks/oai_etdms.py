"""oai_etdms: ETD-MS 1.0, the interoperability metadata standard of NDLTD for theses.

http://www.ndltd.org/standards/metadata/etd-ms-v1.00-rev2.html. Version 1.1 puts the same into
Dublin Core's namespaces; under this prefix, DSpace serves 1.0, of which the schema is at hand.
"""

from collections.abc import Iterator, Sequence

from lxml import etree

from oaipmh.crosswalks.elements import add
from oaipmh.metadata.agents import Agent, agent
from oaipmh.metadata.description import Statement
from oaipmh.metadata.languages import language_tag
from oaipmh.metadata.relators import RELATORS
from oaipmh.metadata.resource import Resource
from oaipmh.metadata.versions import version_of
from oaipmh.protocol import namespaces as ns
from oaipmh.protocol.response import MetadataFormat

NAMESPACE = "http://www.ndltd.org/standards/metadata/etdms/1.0/"
SCHEMA = "http://www.ndltd.org/standards/metadata/etdms/1.0/etdms.xsd"

VERSION = 4
FORMAT = MetadataFormat("oai_etdms", SCHEMA, NAMESPACE)

_NSMAP = {None: NAMESPACE, "xsi": ns.XSI}
_SPACE = f"{{{NAMESPACE}}}"
_ROOT, _TITLE, _ALTERNATIVE = f"{_SPACE}thesis", f"{_SPACE}title", f"{_SPACE}alternativeTitle"
_CREATOR, _SUBJECT, _DESCRIPTION = f"{_SPACE}creator", f"{_SPACE}subject", f"{_SPACE}description"
_PUBLISHER, _CONTRIBUTOR = f"{_SPACE}publisher", f"{_SPACE}contributor"
_DATE, _TYPE, _FORMAT = f"{_SPACE}date", f"{_SPACE}type", f"{_SPACE}format"
_IDENTIFIER, _LANGUAGE = f"{_SPACE}identifier", f"{_SPACE}language"
_COVERAGE, _RIGHTS = f"{_SPACE}coverage", f"{_SPACE}rights"
_DEGREE, _NAME, _LEVEL = f"{_SPACE}degree", f"{_SPACE}name", f"{_SPACE}level"
_DISCIPLINE, _GRANTOR = f"{_SPACE}discipline", f"{_SPACE}grantor"
# What NDLTD calls a thesis among its types, beside the source's own words.
_ETD = "Electronic Thesis or Dissertation"
_ROLES = {"ths": "advisor", "dgs": "supervisor", "dgc": "committee member"}
_NOTE = "note"


def missing(resource: Resource) -> list[str]:
    """Why it has no record: it is no thesis, or what the standard has as mandatory is not told."""
    if not resource.type.is_thesis:
        return ["dc.type: no statement of type says that it is a thesis"]
    reasons = {
        "dc.title: no statement of title": not resource.titles,
        "dc.creator: no statement of creator": not resource.creators,
        "dc.subject: no statement of subject": not resource.all("subject"),
        "dc.date: no statement of issued or another date that can be read": (
            resource.issued is None
        ),
        "dc.identifier: no statement of identifier": not resource.all("identifier"),
    }
    return [reason for reason, is_missing in reasons.items() if is_missing]


def render(resource: Resource) -> etree._Element:
    """The thesis, in the order that the schema wants."""
    root = etree.Element(_ROOT, nsmap=_NSMAP)
    root.set(ns.SCHEMA_LOCATION, f"{NAMESPACE} {SCHEMA}")
    _titles(root, resource)
    for one in resource.creators:
        add(root, _CREATOR, one.name, resource=one.uri)
    _controlled(root, _SUBJECT, resource.all("subject"))
    _descriptions(root, resource)
    for one in dict.fromkeys(map(agent, resource.all("publisher"))):
        add(root, _PUBLISHER, one.name, resource=one.uri)
    for role, one in dict.fromkeys(_contributors(resource)):
        add(root, _CONTRIBUTOR, one.name, one.lang, role=role, resource=one.uri)
    add(root, _DATE, resource.issued or "")
    for word in dict.fromkeys(_types(resource)):
        add(root, _TYPE, word)
    for format_ in [*resource.formats, *(one.value for one in resource.all("extent"))]:
        add(root, _FORMAT, format_)
    for identifier in dict.fromkeys(_identifiers(resource)):
        add(root, _IDENTIFIER, identifier)
    for code in resource.languages:
        add(root, _LANGUAGE, language_tag(code) or code)
    _controlled(root, _COVERAGE, resource.all("coverage", "spatial", "temporal"))
    for words, tongue in dict.fromkeys(_rights(resource)):
        add(root, _RIGHTS, words, tongue)
    _degree(root, resource)
    return root


def _controlled(root: etree._Element, name: str, statements: Sequence[Statement]) -> None:
    """An element for each statement, none twice, with the vocabulary that the value is from."""
    for _, value, lang, uri, scheme in dict.fromkeys(statements):
        add(root, name, value, lang, scheme=scheme, resource=uri)


def _titles(root: etree._Element, resource: Resource) -> None:
    main = resource.titles[0]
    add(root, _TITLE, main.value, main.lang)
    for one in dict.fromkeys(resource.alternatives):
        if one != main:
            add(root, _ALTERNATIVE, one.value, one.lang)


def _descriptions(root: etree._Element, resource: Resource) -> None:
    """Without a role, a description is the abstract."""
    for one in dict.fromkeys(resource.all("abstract", "description", "tableOfContents")):
        role = None if one.property == "abstract" else _NOTE
        add(root, _DESCRIPTION, one.value, one.lang, role=role)


def _contributors(resource: Resource) -> Iterator[tuple[str, Agent]]:
    """Role and name of each contributor but those of the degree, the funders last."""
    for one in resource.contributors:
        if one.role != "dgg" and one not in resource.departments:
            yield _ROLES.get(one.role) or RELATORS.get(one.role, ""), one
    for paid in resource.funding:
        if paid.funder:
            yield RELATORS["fnd"], Agent(paid.funder, paid.funder_uri)


def _types(resource: Resource) -> Iterator[str]:
    yield _ETD
    for one in resource.all("type"):
        if version_of(one) is None and one != resource.degree.stated:
            yield one.value


def _identifiers(resource: Resource) -> Iterator[str]:
    for one in resource.identifiers:
        yield one.uri or one.value
    for file in resource.files:
        yield file.url


def _rights(resource: Resource) -> Iterator[tuple[str, str | None]]:
    if resource.access is not None:
        yield resource.access.label, None
    for licence in resource.licences:
        yield licence.uri or licence.name, None
    for one in resource.rights_in_words:
        yield one.value, one.lang


def _degree(root: etree._Element, resource: Resource) -> None:
    name, level, _ = resource.degree
    grantors = resource.contributors_as("dgg")
    if not (name or level or resource.departments or grantors):
        return
    degree = etree.SubElement(root, _DEGREE)
    if name:
        add(degree, _NAME, name)
    if level:
        add(degree, _LEVEL, level)
    for one in resource.departments:
        add(degree, _DISCIPLINE, one.name, one.lang)
    for one in grantors:
        add(degree, _GRANTOR, one.name, resource=one.uri)
