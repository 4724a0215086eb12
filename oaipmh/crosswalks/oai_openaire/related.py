"""What identifies the resource and those related to it.

The identifier is the way to the repository's own page about the resource, as the guidelines would
have it: a DOI is often the publisher's, and an alternate identifier then.
"""

from collections.abc import Iterator

from lxml import etree

from oaipmh.crosswalks.elements import add
from oaipmh.crosswalks.oai_openaire.elements import DATACITE, DC
from oaipmh.metadata.datacite_terms import RELATION_TYPES
from oaipmh.metadata.identifiers import Identifier, identifier_of
from oaipmh.metadata.resource import Resource

_IDENTIFIER = f"{DATACITE}identifier"
_ALTERNATES = f"{DATACITE}alternateIdentifiers"
_ALTERNATE = f"{DATACITE}alternateIdentifier"
_RELATED_GROUP = f"{DATACITE}relatedIdentifiers"
_RELATED = f"{DATACITE}relatedIdentifier"
_SOURCE = f"{DC}source"

_MAIN = ("Handle", "URL", "ARK", "DOI", "URN", "arXiv", "PMCID", "PMID")
# The guidelines' text says Handle, their schema HANDLE.
_IDENTIFIER_TYPES = {"Handle": "HANDLE", "ARK": "ARK", "DOI": "DOI", "URN": "URN"}
_SCHEMES = frozenset(("ARK", "arXiv", "DOI", "Handle", "ISBN", "ISSN", "PMID", "URL", "URN"))


def main_identifier(resource: Resource) -> Identifier | None:
    """The identifier of the record's one datacite:identifier; None where there is none."""
    return next(iter(resource.identifiers_in(*_MAIN)), None)


def add_identifier(root: etree._Element, resource: Resource) -> None:
    """The main identifier, as a link where it has one."""
    main = main_identifier(resource)
    if main is not None:
        element = add(root, _IDENTIFIER, main.uri or main.value)
        element.set("identifierType", _IDENTIFIER_TYPES.get(main.scheme, "URL"))


def add_alternate_identifiers(root: etree._Element, resource: Resource) -> None:
    """The other identifiers, as their schemes write them; not those of the book it is in."""
    of_others = (main_identifier(resource), *resource.host_identifiers)
    given = [one for one in resource.identifiers if one not in of_others and one.value]
    if given:
        group = etree.SubElement(root, _ALTERNATES)
        for one in given:
            element = add(group, _ALTERNATE, one.value)
            element.set("alternateIdentifierType", one.scheme or "Other")


def add_related_identifiers(root: etree._Element, resource: Resource) -> None:
    """The related resources that have an identifier of a type that the guidelines know."""
    given = dict.fromkeys(_related(resource))
    if given:
        group = etree.SubElement(root, _RELATED_GROUP)
        for relation, scheme, value in given:
            element = add(group, _RELATED, value)
            element.set("relatedIdentifierType", scheme)
            element.set("relationType", relation)


def add_sources(root: etree._Element, resource: Resource) -> None:
    """The sources in words; one with an identifier is a related resource."""
    for one in dict.fromkeys(resource.all("source")):
        if _typed(identifier_of(one)) is None:
            add(root, _SOURCE, one.value, one.lang)


def _related(resource: Resource) -> Iterator[tuple[str, str, str]]:
    """Relation type, identifier type and identifier."""
    for statement in [*resource.relations, *resource.all("source")]:
        relation = RELATION_TYPES.get(statement.property)
        if relation and (typed := _typed(identifier_of(statement))):
            yield relation, *typed
    for host in resource.host_identifiers:
        if typed := _typed(host):
            yield "IsPartOf", *typed


def _typed(one: Identifier) -> tuple[str, str] | None:
    """Type and value; what has no type of the guidelines' is a URL, where it is one."""
    if one.scheme in _SCHEMES and one.value:
        return one.scheme, one.value
    is_link = one.uri is not None and one.uri.startswith(("http://", "https://"))
    return ("URL", one.uri) if one.uri and is_link else None
