"""XML for tests of readers: elements from short text, statements in a short form."""

import re

from lxml import etree

from oaipmh.metadata.description import Statement
from oaipmh.readers.incoming import Described

NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "dc": "http://purl.org/dc/elements/1.1/",
        "dcterms": "http://purl.org/dc/terms/",
        "oai_dc": "http://www.openarchives.org/OAI/2.0/oai_dc/",
        "mods": "http://www.loc.gov/mods/v3",
        "xlink": "http://www.w3.org/1999/xlink",
        "xsi": "http://www.w3.org/2001/XMLSchema-instance",
    }.items()
)


def element(xml: str) -> etree._Element:
    """The root element of an XML document, in which the usual prefixes are declared."""
    return etree.fromstring(re.sub(r"<([\w:]+)", rf"<\1 {NAMESPACES}", xml, count=1))


def said(described: Described, *properties: str) -> list[Statement]:
    """The statements of some properties, in the order they come."""
    return [one for one in described.description if one.property in properties]


def values(described: Described, property_: str) -> list[str]:
    """The values of one property."""
    return [one.value for one in said(described, property_)]
