"""oai_dc: unqualified Dublin Core, which section 3.4 wants of every item.

https://www.openarchives.org/OAI/2.0/oai_dc.xsd. A refinement is shown as the element it refines
(DCMI's "dumb-down"): `abstract` as dc:description, `bibliographicCitation` as dc:identifier. A
citation in parts, which only programs can read, is not shown.
"""

from lxml import etree

from oaipmh.metadata.citation import KEV_SCHEME
from oaipmh.metadata.description import Description
from oaipmh.metadata.dublin_core import ELEMENT_OF, ELEMENTS
from oaipmh.protocol import namespaces as ns
from oaipmh.protocol.response import MetadataFormat

VERSION = 1
FORMAT = MetadataFormat("oai_dc", ns.OAI_DC_SCHEMA, ns.OAI_DC)

_NSMAP = {"oai_dc": ns.OAI_DC, "dc": ns.DC, "xsi": ns.XSI}
_ORDER = {element: place for place, element in enumerate(ELEMENTS)}


def render(description: Description) -> etree._Element:
    """The description in simple Dublin Core, in the order of the fifteen elements."""
    root = etree.Element(f"{{{ns.OAI_DC}}}dc", nsmap=_NSMAP)
    root.set(ns.SCHEMA_LOCATION, f"{ns.OAI_DC} {ns.OAI_DC_SCHEMA}")
    for element, value, lang in _simple(description):
        child = etree.SubElement(root, f"{{{ns.DC}}}{element}")
        child.text = value
        if lang:
            child.set(ns.XML_LANG, lang)
    return root


def _simple(description: Description) -> list[tuple[str, str, str | None]]:
    """Element, value and language of each statement, none twice."""
    simple = dict.fromkeys(
        (element, statement.value, statement.lang)
        for statement in description
        if (element := ELEMENT_OF[statement.property]) and statement.scheme != KEV_SCHEME
    )
    return sorted(simple, key=lambda entry: _ORDER[entry[0]])
