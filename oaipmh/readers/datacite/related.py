"""Related resources of a DataCite resource, and where in its host it stands.

https://datacite-metadata-schema.readthedocs.io/en/4.7/appendices/appendix-1/relationType/
"""

from collections.abc import Iterator
from itertools import chain

from oaipmh.metadata.citation import Citation
from oaipmh.metadata.description import Statement
from oaipmh.metadata.identifiers import identifier_statement, identifier_uri, locator_statement
from oaipmh.readers.datacite.resource import Related, Resource

URI_SCHEME = "dcterms:URI"
RELATIONS = {
    "Cites": "references",
    "Collects": "hasPart",
    "HasPart": "hasPart",
    "HasTranslation": "hasVersion",
    "HasVersion": "hasVersion",
    "IsCitedBy": "isReferencedBy",
    "IsCollectedBy": "isPartOf",
    "IsDerivedFrom": "source",
    "IsIdenticalTo": "isFormatOf",
    "IsNewVersionOf": "replaces",
    "IsObsoletedBy": "isReplacedBy",
    "IsOriginalFormOf": "hasFormat",
    "IsPartOf": "isPartOf",
    "IsPreviousVersionOf": "isReplacedBy",
    "IsPublishedIn": "isPartOf",
    "IsReferencedBy": "isReferencedBy",
    "IsRequiredBy": "isRequiredBy",
    "IsTranslationOf": "isVersionOf",
    "IsVariantFormOf": "isFormatOf",
    "IsVersionOf": "isVersionOf",
    "Obsoletes": "replaces",
    "References": "references",
    "Requires": "requires",
}
_SCHEMES = {"EISSN": "ISSN", "LISSN": "ISSN"}
_WEB = ("http://", "https://")
_ADDRESSES = frozenset(("url", "purl", "w3id", "uri"))


def related_statements(resource: Resource) -> Iterator[Statement]:
    """Every related resource; then the citation, with the resource's version as its edition."""
    yield from chain.from_iterable(map(_statements, resource.related))
    yield from _citation(_host(resource.related), resource.version).statements()


def uri_or_identifier(property_: str, value: str, scheme: str) -> Statement:
    """An identifier of a type of DataCite's, or of one that is not said, as a statement."""
    if not scheme:
        return locator_statement(value, property_=property_)
    is_resolver = scheme.lower() == "urn" and value.startswith(_WEB)
    if is_resolver or scheme.lower() in _ADDRESSES:
        known = identifier_statement(value, property_=property_)
        return known if known.scheme else known._replace(scheme=URI_SCHEME)
    return identifier_statement(value, _SCHEMES.get(scheme, scheme) or None, property_=property_)


def _statements(one: Related) -> Iterator[Statement]:
    """The title, with the identifier as its URI; an identifier that is none stands by itself."""
    property_ = RELATIONS.get(one.relation_type, "relation")
    known = uri_or_identifier(property_, one.identifier, one.identifier_type)
    is_uri = ":" in known.value
    title = _title(one)
    if title:
        yield Statement(property_, title, one.lang, known.value if is_uri else None)
    if known.value and not (title and is_uri):
        yield known


def _host(related: tuple[Related, ...]) -> Related:
    """What it is published in; some say so of an identifier, and the rest of an item with it."""
    said = [one for one in related if one.relation_type == "IsPublishedIn"]
    numbers = {one.identifier for one in said if one.identifier}
    told = [one for one in related if one.identifier in numbers]
    return next((one for one in (*said, *told) if _title(one)), Related(""))


def _title(one: Related) -> str:
    return ": ".join(part for part in (one.title, one.subtitle) if part)


def _citation(host: Related, version: str) -> Citation:
    return Citation(
        host=_title(host),
        volume=host.volume,
        **_numbers(host),
        start_page=host.first_page,
        end_page=host.last_page,
        issn=_number(host, "ISSN"),
        isbn=_number(host, "ISBN"),
        edition=host.edition or version,
    )


def _numbers(host: Related) -> dict[str, str]:
    """The issue, and a number besides: the issue's own where its kind is not said."""
    issue, number, kind = host.issue, host.number, host.number_type
    if not number or kind == "Article":
        return {"issue": issue, "article_number": number}
    if kind not in ("", "Other"):
        return {"issue": issue, "part": f"{kind} {number}"}
    return {"issue": issue, "part": f"Number {number}"} if issue else {"issue": number}


def _number(host: Related, scheme: str) -> str:
    if _SCHEMES.get(host.identifier_type, host.identifier_type) != scheme:
        return ""
    uri = identifier_uri(host.identifier, scheme)
    return uri.rpartition(":")[2] if uri else host.identifier
