"""oai_dc: unqualified Dublin Core, which section 3.4 wants of every item.

https://www.openarchives.org/OAI/2.0/oai_dc.xsd. A refinement is shown as the element it refines
(DCMI's "dumb-down"): `abstract` as dc:description, `bibliographicCitation` as dc:identifier. A
citation in parts, which only programs can read, is not shown.
"""

from operator import itemgetter

from lxml import etree

from oaipmh.metadata.citation import KEV_SCHEME
from oaipmh.metadata.description import Description
from oaipmh.metadata.dublin_core import ELEMENT_OF, ELEMENTS
from oaipmh.metadata.resource import Resource
from oaipmh.protocol import namespaces as ns
from oaipmh.protocol.response import MetadataFormat

VERSION = 1
FORMAT = MetadataFormat("oai_dc", ns.OAI_DC_SCHEMA, ns.OAI_DC)

_NSMAP = {"oai_dc": ns.OAI_DC, "dc": ns.DC, "xsi": ns.XSI}
_TAGS = [f"{{{ns.DC}}}{element}" for element in ELEMENTS]
_PLACES = {
    name: None if element is None else ELEMENTS.index(element)
    for name, element in ELEMENT_OF.items()
}


def missing(resource: Resource) -> list[str]:  # noqa: ARG001 - as of every crosswalk
    """Nothing: every item has oai_dc (OAI-PMH 2.0, section 3.4)."""
    return []


def render(resource: Resource) -> etree._Element:
    """The description in simple Dublin Core, in the order of the fifteen elements."""
    root = etree.Element(f"{{{ns.OAI_DC}}}dc", nsmap=_NSMAP)
    root.set(ns.SCHEMA_LOCATION, f"{ns.OAI_DC} {ns.OAI_DC_SCHEMA}")
    for place, value, lang in _simple(resource.description):
        child = etree.SubElement(root, _TAGS[place])
        child.text = value
        if lang:
            child.set(ns.XML_LANG, lang)
    return root


def _simple(description: Description) -> list[tuple[int, str, str | None]]:
    """Place among the elements, value and language of each statement, none twice."""
    simple = {
        (place, value, lang): None
        for name, value, lang, _, scheme in description
        if (place := _PLACES[name]) is not None and scheme != KEV_SCHEME
    }
    return sorted(simple, key=itemgetter(0))
