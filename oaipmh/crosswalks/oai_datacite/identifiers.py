"""What identifies the resource.

DataCite's own identifiers are DOIs; OpenAIRE's guidelines for data archives take others, too:
https://openaire-guidelines-for-data-archive-managers.readthedocs.io/.
"""

from lxml import etree

from oaipmh.crosswalks.elements import add
from oaipmh.crosswalks.oai_datacite.elements import tag
from oaipmh.metadata.identifiers import Identifier
from oaipmh.metadata.resource import Resource

_IDENTIFIER = tag("identifier")
_ALTERNATES, _ALTERNATE = tag("alternateIdentifiers"), tag("alternateIdentifier")
_MAIN = ("DOI", "Handle", "ARK", "URN", "URL")
_OTHER = "Other"


def main_identifier(resource: Resource) -> Identifier | None:
    """What the record is known by, as its scheme writes it; None where there is nothing.

    What is in another scheme, such as arXiv's, is known by its address.
    """
    for one in resource.identifiers_in(*_MAIN):
        if one.value:
            return one
    addresses = (one.uri for one in resource.identifiers if one.uri and one.uri.startswith("http"))
    return next((Identifier("URL", uri, uri) for uri in addresses), None)


def add_identifier(root: etree._Element, resource: Resource) -> None:
    """The one identifier."""
    if main := main_identifier(resource):
        add(root, _IDENTIFIER, main.value, identifierType=main.scheme)


def add_alternate_identifiers(root: etree._Element, resource: Resource) -> None:
    """The other identifiers, and the addresses of the files; not those of the book it is in."""
    of_others = (main_identifier(resource), *resource.host_identifiers)
    given = [
        (one.scheme or _OTHER, one.value)
        for one in resource.identifiers
        if one.value and one not in of_others
    ]
    given += [("URL", file.url) for file in resource.files]
    if given:
        alternates = etree.SubElement(root, _ALTERNATES)
        for kind, value in dict.fromkeys(given):
            add(alternates, _ALTERNATE, value, alternateIdentifierType=kind)
