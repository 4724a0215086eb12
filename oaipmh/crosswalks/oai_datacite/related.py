"""What the resource is related to: by identifiers, and by titles where those are known.

https://datacite-metadata-schema.readthedocs.io/en/4.7/appendices/appendix-1/relationType/
"""

from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from oaipmh.crosswalks.elements import add
from oaipmh.crosswalks.oai_datacite.elements import tag
from oaipmh.metadata.datacite_terms import RELATION_TYPES
from oaipmh.metadata.description import Statement
from oaipmh.metadata.identifiers import identifier_of
from oaipmh.metadata.resource import Resource

_RELATED_GROUP, _RELATED = tag("relatedIdentifiers"), tag("relatedIdentifier")
_ITEMS, _ITEM = tag("relatedItems"), tag("relatedItem")
_ITEM_IDENTIFIER, _TITLES, _TITLE = tag("relatedItemIdentifier"), tag("titles"), tag("title")
_VOLUME, _ISSUE, _NUMBER = tag("volume"), tag("issue"), tag("number")
_FIRST_PAGE, _LAST_PAGE = tag("firstPage"), tag("lastPage")

_OTHER = "Other"
_ARXIV = "arXiv:"  # as DataCite's own examples have it
_IDENTIFIER_TYPES = {
    name.lower(): name
    for name in [
        "ARK",
        "arXiv",
        "bibcode",
        "CSTR",
        "DOI",
        "EAN13",
        "EISSN",
        "Handle",
        "IGSN",
        "ISBN",
        "ISSN",
        "ISTC",
        "LISSN",
        "LSID",
        "PMID",
        "PURL",
        "RAiD",
        "RRID",
        "SWHID",
        "UPC",
        "URL",
        "URN",
        "w3id",
    ]
}
_PROCEEDINGS = "ConferenceProceeding"
_HOST_TYPES = {
    "JournalArticle": "Journal",
    "BookChapter": "Book",
    "ConferencePaper": _PROCEEDINGS,
}


class _RelatedResource(NamedTuple):
    """How it is related; its title, and the type and value of its identifier, or empty."""

    relation: str
    title: str
    kind: str
    identifier: str
    lang: str | None = None
    information: str = ""


def add_related(root: etree._Element, resource: Resource) -> None:
    """Related resources: each that has an identifier, and each of which the title is known."""
    related = list(dict.fromkeys(_related(resource)))
    hosts = _host(resource)
    _add_identifiers(root, [*related, *hosts])
    _add_items(root, related, hosts, resource)


def _add_identifiers(root: etree._Element, related: list[_RelatedResource]) -> None:
    given = {
        (one.relation, one.kind, one.identifier): one.information for one in related if one.kind
    }
    if given:
        group = etree.SubElement(root, _RELATED_GROUP)
        for (relation, kind, identifier), information in given.items():
            add(
                group,
                _RELATED,
                identifier,
                relatedIdentifierType=kind,
                relationType=relation,
                relationTypeInformation=information,
            )


def _add_items(
    root: etree._Element,
    related: list[_RelatedResource],
    hosts: list[_RelatedResource],
    resource: Resource,
) -> None:
    """The host, with the place in it, and all other related resources that have a title."""
    names = {one.title for one in hosts}
    others = [
        one
        for one in related
        if one.title and not (one.title in names and one.relation in ("IsPartOf", "IsPublishedIn"))
    ]
    if not (hosts or others):
        return
    items = etree.SubElement(root, _ITEMS)
    for one in hosts:
        _place_in_host(_item(items, one, _host_type(resource, one)), resource)
    for one in others:
        _item(items, one, _OTHER)


def _related(resource: Resource) -> Iterator[_RelatedResource]:
    for statement in [*resource.relations, *resource.all("source")]:
        relation = RELATION_TYPES.get(statement.property, _OTHER)
        kind, identifier = _typed(statement)
        is_word = statement.uri is not None or not kind
        title = statement.value if is_word and statement.value != statement.uri else ""
        if relation == "IsPartOf" and kind in ("ISSN", "ISBN"):
            relation = "IsPublishedIn"
        information = statement.property if relation == _OTHER else ""
        yield _RelatedResource(
            relation,
            title,
            kind,
            identifier,
            statement.lang,
            information if information != "relation" else "",
        )


def _host(resource: Resource) -> list[_RelatedResource]:
    """The journal, book or series that the resource is published in, if it is known by a title."""
    cited = resource.citation
    is_placed = cited.volume or cited.issue or cited.start_page or cited.article_number
    parts = resource.all("isPartOf")
    named = (one.value for one in parts if one.uri or not _typed(one)[0])
    title = cited.host or (next(named, "") if is_placed else "") or cited.series or cited.conference
    if not title:
        return []
    numbers = [Statement("isPartOf", cited.issn, scheme="ISSN")] if cited.issn else []
    numbers += [Statement("isPartOf", cited.isbn, scheme="ISBN")] if cited.isbn else []
    same = [one for one in parts if one.value == title and one.uri]
    typed = (_typed(one) for one in [*same, *numbers])
    kind, identifier = next((one for one in typed if one[0]), ("", ""))
    return [_RelatedResource("IsPublishedIn", title, kind, identifier)]


def _typed(statement: Statement) -> tuple[str, str]:
    """Type and value of what a statement names by an identifier; empty where it does not.

    What is in a scheme that DataCite does not know is a URL, where it has one.
    """
    one = identifier_of(statement)
    own = "" if statement.uri else (statement.scheme or "").lower()
    kind = _IDENTIFIER_TYPES.get(own) or _IDENTIFIER_TYPES.get(one.scheme.lower())
    if kind and one.value:
        return kind, _ARXIV + one.value if kind == "arXiv" else one.value
    is_link = one.uri is not None and one.uri.startswith(("http://", "https://"))
    return ("URL", one.uri) if one.uri and is_link else ("", "")


def _host_type(resource: Resource, host: _RelatedResource) -> str:
    if resource.type.eu_repo == "conferenceObject" and resource.citation.conference:
        return _PROCEEDINGS
    by_number = {"ISSN": "Journal", "ISBN": "Book"}.get(host.kind, _OTHER)
    return _HOST_TYPES.get(resource.datacite_type, by_number)


def _item(items: etree._Element, one: _RelatedResource, kind: str) -> etree._Element:
    item = etree.SubElement(items, _ITEM, relatedItemType=kind, relationType=one.relation)
    if one.information:
        item.set("relationTypeInformation", one.information)
    if one.kind:
        add(item, _ITEM_IDENTIFIER, one.identifier, relatedItemIdentifierType=one.kind)
    add(etree.SubElement(item, _TITLES), _TITLE, one.title, one.lang)
    return item


def _place_in_host(item: etree._Element, resource: Resource) -> None:
    cited = resource.citation
    for name, value in ((_VOLUME, cited.volume), (_ISSUE, cited.issue)):
        if value:
            add(item, name, value)
    if cited.article_number:
        add(item, _NUMBER, cited.article_number, numberType="Article")
    for name, value in (
        (_FIRST_PAGE, cited.start_page or cited.pages),
        (_LAST_PAGE, cited.end_page),
    ):
        if value:
            add(item, name, value)
