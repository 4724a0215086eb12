"""Identifiers, and where the item is.

https://www.loc.gov/standards/mods/userguide/identifier.html and
https://www.loc.gov/standards/mods/userguide/location.html.
"""

from lxml import etree

from oaipmh.crosswalks.mods.elements import add
from oaipmh.metadata.identifiers import Identifier
from oaipmh.metadata.resource import Resource
from oaipmh.protocol.syntax import is_uri

# https://www.loc.gov/standards/sourcelist/standard-identifier.html
_TYPES = {
    "DOI": "doi",
    "Handle": "hdl",
    "ISSN": "issn",
    "ISBN": "isbn",
    "PMID": "pmid",
    "PMCID": "pmcid",
    "arXiv": "arxiv",
    "URN": "urn",
    "ARK": "ark",
    "URL": "uri",
    "LCCN": "lccn",
    "": "local",
}
_UUID = "urn:uuid:"


def add_identifiers(root: etree._Element, resource: Resource) -> None:
    """Every identifier; a URL is a location instead, where it may be one."""
    for one in resource.identifiers:
        if one.scheme != "URL" or not is_uri(one.value):
            add_identifier(root, one)


def add_identifier(parent: etree._Element, one: Identifier) -> None:
    """An identifier by its type, as the scheme itself writes it."""
    if one.value.startswith(_UUID):
        add(parent, "identifier", one.value.removeprefix(_UUID), {"type": "uuid"})
    else:
        add(parent, "identifier", one.value, {"type": _TYPES.get(one.scheme, one.scheme)})


def add_location(root: etree._Element, resource: Resource) -> None:
    """The pages about the item, the first of them primary, and the addresses of its files."""
    pages = [one.value for one in resource.identifiers_in("URL") if is_uri(one.value)]
    if not pages and resource.landing_page and is_uri(resource.landing_page):
        pages = [resource.landing_page]
    files = [one for one in resource.files if is_uri(one.url)]
    if not pages and not files:
        return
    location = add(root, "location")
    primary = {"usage": "primary"}
    for page in pages:
        add(location, "url", page, {"access": "object in context", **primary})
        primary = {}
    for file in files:
        note = {"note": file.media_type} if file.media_type else {}
        add(location, "url", file.url, {"access": "raw object", **note, **primary})
        primary = {}
