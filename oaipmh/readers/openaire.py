"""OpenAIRE's guidelines for literature repositories 4: DataCite's elements, Dublin Core's, its own.

https://openaire-guidelines-for-literature-repository-managers.readthedocs.io/en/v4.0.0/. The root
is `{http://namespace.openaire.eu/schema/oaire/}resource`.
"""

from collections.abc import Callable, Iterable, Iterator

from lxml import etree

from oaipmh.metadata.access_rights import access_rights
from oaipmh.metadata.citation import Citation
from oaipmh.metadata.description import Statement
from oaipmh.metadata.dublin_core import ELEMENT_OF
from oaipmh.metadata.funding import funding_statements
from oaipmh.metadata.identifiers import identifier_statement, identifier_uri, locator_statement
from oaipmh.metadata.relators import role_property
from oaipmh.metadata.versions import version_type
from oaipmh.protocol.parts import local_name as name
from oaipmh.readers.dublin_core import known_by
from oaipmh.readers.elements import each, language, text, text_at, uri_at
from oaipmh.readers.incoming import Described
from oaipmh.readers.qualified_dc import is_dublin_core, statement_of

NAMESPACE = "http://namespace.openaire.eu/schema/oaire/"

_DATES = {
    "Issued": "issued",
    "Accepted": "dateAccepted",
    "Available": "available",
    "Copyrighted": "dateCopyrighted",
    "Created": "created",
    "Submitted": "dateSubmitted",
    "Updated": "modified",
    "Valid": "valid",
}
_ROLES = {
    "Editor": "edt",
    "DataCollector": "dtc",
    "DataManager": "dtm",
    "Distributor": "dst",
    "HostingInstitution": "his",
    "Producer": "pro",
    "ProjectLeader": "pdr",
    "Researcher": "res",
    "Sponsor": "spn",
    "Supervisor": "dgs",
}
_RELATIONS = {
    "IsSupplementTo": "relation",
    "IsCitedBy": "isReferencedBy",
    "Cites": "references",
    "IsNewVersionOf": "replaces",
    "IsPreviousVersionOf": "isReplacedBy",
    "IsIdenticalTo": "hasFormat",
    "IsVariantFormOf": "isFormatOf",
}
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
    statements: list[Statement] = []
    citation: dict[str, str] = {}
    for child in element:
        if is_dublin_core(child):
            statements += statement_of(child, language(element))
        elif name(child) in _CITATION:
            citation[_CITATION[name(child)]] = text(child)
        elif (read := _PARTS.get(name(child))) is not None:
            statements += read(child)
    if host := citation.get("host"):
        statements.append(Statement("isPartOf", host))
    statements += Citation(**citation).statements()
    description = tuple(statement for statement in statements if statement.value.strip())
    return Described(description, known_by(description))


def _titles(element: etree._Element) -> Iterator[Statement]:
    for title in each(element, "title"):
        kind = title.get("titleType")
        property_ = "alternative" if kind and kind != "Subtitle" else "title"
        yield Statement(property_, text(title), language(title))


def _creators(element: etree._Element) -> Iterator[Statement]:
    for creator in each(element, "creator"):
        yield Statement("creator", _name(creator, "creatorName"), uri=_name_uri(creator))


def _contributors(element: etree._Element) -> Iterator[Statement]:
    for contributor in each(element, "contributor"):
        kind = contributor.get("contributorType") or ""
        property_ = role_property(_ROLES.get(kind, kind))
        value = _name(contributor, "contributorName")
        yield Statement(property_, value, uri=_name_uri(contributor))


def _name(element: etree._Element, whole: str) -> str:
    family, given = text_at(element, "familyName"), text_at(element, "givenName")
    return text_at(element, whole) or ", ".join(part for part in (family, given) if part)


def _name_uri(element: etree._Element) -> str | None:
    for one in each(element, "nameIdentifier"):
        if uri := identifier_uri(text(one), one.get("nameIdentifierScheme") or ""):
            return uri
    return None


def _funding(element: etree._Element) -> Iterator[Statement]:
    for reference in each(element, "fundingReference"):
        award = next(each(reference, "awardNumber"), None)
        kind = "ROR" if "ror.org" in text_at(reference, "funderIdentifier") else "DOI"
        yield from funding_statements(
            funder=text_at(reference, "funderName"),
            funder_uri=identifier_uri(text_at(reference, "funderIdentifier"), kind),
            award=text(award),
            award_uri=None if award is None else uri_at(award, "awardURI"),
            award_title=text_at(reference, "awardTitle"),
            programme=text_at(reference, "fundingStream"),
        )


def _identifier(element: etree._Element) -> list[Statement]:
    return [_identified(element, element.get("identifierType") or "", "identifier")]


def _alternates(element: etree._Element) -> Iterator[Statement]:
    for one in each(element, "alternateIdentifier"):
        yield _identified(one, one.get("alternateIdentifierType") or "", "identifier")


def _related(element: etree._Element) -> Iterator[Statement]:
    for one in each(element, "relatedIdentifier"):
        kind = one.get("relationType") or ""
        term = kind[:1].lower() + kind[1:]
        refines = ELEMENT_OF.get(term) == "relation"
        property_ = term if refines else _RELATIONS.get(kind, "relation")
        yield _identified(one, one.get("relatedIdentifierType") or "", property_)


def _identified(element: etree._Element, kind: str, property_: str) -> Statement:
    if kind.upper() in ("", "URL", "URN", "PURL"):
        return locator_statement(text(element), property_=property_)
    return identifier_statement(text(element), kind, property_=property_)


def _dates(element: etree._Element) -> Iterator[Statement]:
    dates = [element] if name(element) == "date" else each(element, "date")
    for date in dates:
        yield Statement(_DATES.get(date.get("dateType") or "", "date"), text(date))


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


def _subjects(element: etree._Element) -> Iterator[Statement]:
    for subject in each(element, "subject"):
        scheme, uri = subject.get("subjectScheme"), uri_at(subject, "valueURI")
        yield Statement("subject", text(subject), language(subject), uri, scheme)


def _sizes(element: etree._Element) -> Iterator[Statement]:
    for size in each(element, "size"):
        yield Statement("extent", text(size))


def _places(element: etree._Element) -> Iterator[Statement]:
    for place in element.iter("{*}geoLocationPlace"):
        yield Statement("spatial", text(place))


def _version(element: etree._Element) -> list[Statement]:
    uri = uri_at(element, "uri")
    known = version_type(uri or "") or version_type(text(element))
    return [known or Statement("type", text(element), uri=uri)]


def _file(element: etree._Element) -> list[Statement]:
    scheme = element.get("mimeType") or "dcterms:URI"
    return [Statement("identifier", text(element), scheme=scheme)]


_PARTS: dict[str, Callable[[etree._Element], Iterable[Statement]]] = {
    "titles": _titles,
    "creators": _creators,
    "contributors": _contributors,
    "fundingReferences": _funding,
    "alternateIdentifiers": _alternates,
    "relatedIdentifiers": _related,
    "dates": _dates,
    "date": _dates,
    "resourceType": _resource_type,
    "identifier": _identifier,
    "rights": _rights,
    "subjects": _subjects,
    "sizes": _sizes,
    "geoLocations": _places,
    "licenseCondition": _licence,
    "version": _version,
    "file": _file,
}
