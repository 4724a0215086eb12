"""Simple Dublin Core, with the oai_dc root or any other: values kept as they came.

https://www.openarchives.org/OAI/2.0/oai_dc.xsd. A record without an OAI-PMH header is known by the
first identifier that begins with `oai:`, or else by the first that is an absolute URI.
"""

from collections.abc import Mapping

from lxml import etree

from oaipmh.metadata.description import Description, Statement
from oaipmh.metadata.dublin_core import ELEMENTS
from oaipmh.protocol import namespaces as ns
from oaipmh.readers.elements import full_text, is_absolute, language
from oaipmh.readers.incoming import Described

# The second is Dublin Core's namespace of 1999, still found in the wild.
DC_NAMESPACES = (ns.DC, "http://purl.org/dc/elements/1.0/")
ELEMENT_OF_TAG: Mapping[object, str] = {
    f"{{{space}}}{element}": element for space in DC_NAMESPACES for element in ELEMENTS
}


def describe(element: etree._Element) -> Described:
    """What the root of simple Dublin Core says."""
    inherited = language(element)
    statements = []
    for child in element:  # once, and little of each: most of what is harvested is read here
        name = ELEMENT_OF_TAG.get(child.tag)
        if name is not None:
            lang = child.get(ns.XML_LANG, inherited) if child.keys() else inherited
            statements.append(Statement(name, full_text(child), lang))
    description = tuple(statements)
    return Described(description, known_by(description))


def known_by(description: Description) -> str:
    """The identifier that an item without a header is known by; empty where there is none."""
    identifiers = [
        value
        for statement in description
        if statement.property == "identifier" and is_absolute(value := statement.value.strip())
    ]
    return next((one for one in identifiers if one.startswith("oai:")), next(iter(identifiers), ""))
