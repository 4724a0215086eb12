"""Related resources of a DataCite resource, and where in its host it stands.

https://datacite-metadata-schema.readthedocs.io/en/4.7/appendices/appendix-1/relationType/
"""

from collections.abc import Iterator

from oaipmh.metadata.citation import Citation
from oaipmh.metadata.description import Statement
from oaipmh.metadata.identifiers import identifier_statement, identifier_uri
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
_ADDRESSES = frozenset(("url", "purl", "w3id", "uri"))


def related_statements(resource: Resource) -> Iterator[Statement]:
    """Every related resource; then the citation, with the resource's version as its edition."""
    yield from map(_statement, resource.related)
    hosts = [one for one in resource.related if one.relation_type == "IsPublishedIn" and one.title]
    host = hosts[0] if hosts else Related("")
    yield from _citation(host, resource.version).statements()


def uri_or_identifier(property_: str, value: str, scheme: str) -> Statement:
    """An identifier of a type of DataCite's as a statement."""
    if scheme.lower() in _ADDRESSES:
        known = identifier_statement(value, property_=property_)
        return known if known.scheme else known._replace(scheme=URI_SCHEME)
    return identifier_statement(value, _SCHEMES.get(scheme, scheme) or None, property_=property_)


def _statement(one: Related) -> Statement:
    property_ = RELATIONS.get(one.relation_type, "relation")
    known = uri_or_identifier(property_, one.identifier, one.identifier_type)
    if not one.title:
        return known
    return Statement(property_, one.title, uri=known.value if ":" in known.value else None)


def _citation(host: Related, version: str) -> Citation:
    is_article = host.number_type == "Article"
    return Citation(
        host=host.title,
        volume=host.volume,
        issue=host.issue or ("" if is_article else host.number),
        start_page=host.first_page,
        end_page=host.last_page,
        article_number=host.number if is_article else "",
        issn=_number(host, "ISSN"),
        isbn=_number(host, "ISBN"),
        edition=host.edition or version,
    )


def _number(host: Related, scheme: str) -> str:
    if _SCHEMES.get(host.identifier_type, host.identifier_type) != scheme:
        return ""
    uri = identifier_uri(host.identifier, scheme)
    return uri.rpartition(":")[2] if uri else host.identifier
