"""OpenAIRE's guidelines for literature repositories 4: DataCite's elements, Dublin Core's, its own.

https://openaire-guidelines-for-literature-repository-managers.readthedocs.io/en/v4.0.0/. The root
is `{http://namespace.openaire.eu/schema/oaire/}resource`.
"""

from collections.abc import Callable, Iterable, Iterator

from lxml import etree

from oaipmh.metadata.access_rights import access_rights
from oaipmh.metadata.citation import Citation
from oaipmh.metadata.description import Statement
from oaipmh.metadata.relators import role_property
from oaipmh.metadata.versions import version_type
from oaipmh.protocol.parts import local_name as name
from oaipmh.readers.datacite.elements import resource_of
from oaipmh.readers.datacite.names import ROLES, is_given, name_statement
from oaipmh.readers.datacite.resource import Resource
from oaipmh.readers.datacite.statements import DATES
from oaipmh.readers.datacite.statements import statements as datacite_statements
from oaipmh.readers.dublin_core import known_by
from oaipmh.readers.elements import language, text, uri_at
from oaipmh.readers.incoming import Described
from oaipmh.readers.qualified_dc import is_dublin_core, statement_of

NAMESPACE = "http://namespace.openaire.eu/schema/oaire/"

_CITATION = {
    "citationTitle": "host",
    "citationVolume": "volume",
    "citationIssue": "issue",
    "citationStartPage": "start_page",
    "citationEndPage": "end_page",
    "citationEdition": "edition",
    "citationConferencePlace": "conference_place",
    "citationConferenceDate": "conference_date",
}


def describe(element: etree._Element) -> Described:
    """What an OpenAIRE `resource` says."""
    statements = list(_of_datacite(resource_of(element)))
    citation: dict[str, str] = {}
    for child in element:
        if is_dublin_core(child):
            statements += statement_of(child, language(element))
        elif name(child) in _CITATION:
            citation[_CITATION[name(child)]] = text(child)
        elif (read := _PARTS.get(name(child))) is not None:
            statements += [one for one in read(child) if one not in statements]
    if host := citation.get("host"):
        statements.append(Statement("isPartOf", host))
    statements += Citation(**citation).statements()
    description = tuple(statement for statement in statements if is_given(statement.value.strip()))
    return Described(description, known_by(description))


def _of_datacite(resource: Resource) -> Iterator[Statement]:
    """What is said in DataCite's elements; of those of the same name, OpenAIRE has its own."""
    yield from datacite_statements(
        Resource(
            resource.identifier,
            titles=resource.titles,
            creators=resource.creators,
            dates=resource.dates,
            subjects=resource.subjects,
            alternate_identifiers=resource.alternate_identifiers,
            related=resource.related,
            funding=resource.funding,
            sizes=resource.sizes,
            geo_locations=resource.geo_locations,
        )
    )
    for one in resource.contributors:
        kind = one.contributor_type
        yield name_statement(ROLES.get(kind) or role_property(kind), one)


def _date(element: etree._Element) -> list[Statement]:
    """A date outside the list of dates."""
    return [Statement(DATES.get(element.get("dateType") or "", "date"), text(element))]


def _resource_type(element: etree._Element) -> list[Statement]:
    general = Statement("type", element.get("resourceTypeGeneral") or "")
    return [general, Statement("type", text(element), language(element), uri_at(element, "uri"))]


def _rights(element: etree._Element) -> list[Statement]:
    uri = uri_at(element, "rightsURI", "uri")
    level = access_rights(uri or "") or access_rights(text(element))
    return [level or Statement("rights", text(element) or uri or "", uri=uri)]


def _licence(element: etree._Element) -> list[Statement]:
    uri = uri_at(element, "uri")
    return [Statement("license", text(element) or uri or "", uri=uri)]


def _version(element: etree._Element) -> list[Statement]:
    """The version of a paper; a number, of data or software, is its edition."""
    known = version_type(uri_at(element, "uri") or "") or version_type(text(element))
    return [known] if known else Citation(edition=text(element)).statements()


def _file(element: etree._Element) -> list[Statement]:
    scheme = element.get("mimeType") or "dcterms:URI"
    level = access_rights(element.get("accessRightsURI") or "")
    return [Statement("identifier", text(element), scheme=scheme), *([level] if level else [])]


_PARTS: dict[str, Callable[[etree._Element], Iterable[Statement]]] = {
    "date": _date,
    "resourceType": _resource_type,
    "rights": _rights,
    "licenseCondition": _licence,
    "version": _version,
    "file": _file,
}
