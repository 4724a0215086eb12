"""oai_qdc: qualified Dublin Core, the description with its refinements and encoding schemes.

DCMI, Guidelines for implementing Dublin Core in XML
(https://www.dublincore.org/specifications/dublin-core/dc-xml-guidelines/), in the container that
WorldCat's harvester made usual; its schema takes what DCMI's of 2006-01-06 has. The fifteen
elements are dc's, their refinements dcterms'; a MARC relator is shown as contributor.
"""

from collections.abc import Callable, Iterator
from operator import itemgetter
from typing import TypeAlias

from lxml import etree

from oaipmh.metadata.access_rights import access_rights
from oaipmh.metadata.citation import KEV_SCHEME
from oaipmh.metadata.dates import date_of
from oaipmh.metadata.description import Statement
from oaipmh.metadata.dublin_core import ELEMENT_OF, ELEMENTS
from oaipmh.metadata.identifiers import identifier_of
from oaipmh.metadata.languages import language_tag
from oaipmh.metadata.relators import PREFIX
from oaipmh.metadata.resource import Resource
from oaipmh.protocol import namespaces as ns
from oaipmh.protocol.response import MetadataFormat
from oaipmh.protocol.syntax import is_uri

VERSION = 4
NAMESPACE = "http://worldcat.org/xmlschemas/qdc-1.0/"
FORMAT = MetadataFormat("oai_qdc", "http://worldcat.org/xmlschemas/qdc/1.0/qdc-1.0.xsd", NAMESPACE)

_NSMAP = {"oai_qdc": NAMESPACE, "dc": ns.DC, "dcterms": ns.DCTERMS, "xsi": ns.XSI}
_XSI_TYPE = f"{{{ns.XSI}}}type"
_CONTRIBUTOR = f"{{{ns.DC}}}contributor"
_TAGS = {
    name: f"{{{ns.DC if name in ELEMENTS else ns.DCTERMS}}}{name}"
    for name in ELEMENT_OF
    if not name.startswith(PREFIX)
}
# Element by element, each before its refinements; what refines none of them comes last.
_PLACES = {
    name: (len(ELEMENTS) if of is None else ELEMENTS.index(of), name not in ELEMENTS)
    for name, of in ELEMENT_OF.items()
}
_DATES = frozenset(name for name, of in ELEMENT_OF.items() if of == "date")
# Encoding schemes that take any text; and those whose values the schema judges.
_FREE = {
    **{f"dcterms:{name}": f"dcterms:{name}" for name in ("LCSH", "MESH", "DDC", "LCC", "UDC")},
    **{name: f"dcterms:{name}" for name in ("LCSH", "DDC", "LCC", "UDC")},
    **{f"dcterms:{name}": f"dcterms:{name}" for name in ("IMT", "Period", "Point", "Box", "TGN")},
    "MeSH": "dcterms:MESH",
    "MESH": "dcterms:MESH",
    "TGN": "dcterms:TGN",
    "dcterms:ISO3166": "dcterms:ISO3166",
}
_URI, _W3CDTF, _IMT = "dcterms:URI", "dcterms:W3CDTF", "dcterms:IMT"

_Element: TypeAlias = tuple[str, str, str | None, str | None]
"""Property, value, language, encoding scheme."""


def missing(resource: Resource) -> list[str]:  # noqa: ARG001 - as of every crosswalk
    """Nothing: no element is mandatory in qualified Dublin Core."""
    return []


def render(resource: Resource) -> etree._Element:
    """The resource in qualified Dublin Core, in the order of the fifteen, nothing twice."""
    root = etree.Element(f"{{{NAMESPACE}}}qualifieddc", nsmap=_NSMAP)
    root.set(ns.SCHEMA_LOCATION, f"{NAMESPACE} {FORMAT.schema}")
    placed = ((_PLACES[one[0]], one) for one in dict.fromkeys(_elements(resource)))
    for _, (name, value, lang, scheme) in sorted(placed, key=itemgetter(0)):
        child = etree.SubElement(root, _TAGS.get(name, _CONTRIBUTOR))
        child.text = value
        if scheme:
            child.set(_XSI_TYPE, scheme)
        elif lang:
            child.set(ns.XML_LANG, lang)
    return root


def _elements(resource: Resource) -> Iterator[_Element]:
    if resource.known_type is not None:
        yield "type", resource.type.dcmi, None, "dcterms:DCMIType"
    if resource.access is not None:
        yield "accessRights", resource.access.eu_repo_uri, None, _URI
    for media_type in resource.file_formats:
        yield "format", media_type, None, _IMT
    for statement in resource.description:
        yield from _FORMS.get(statement.property, _as_it_comes)(statement)


def _as_it_comes(statement: Statement) -> Iterator[_Element]:
    name, value, lang, _, scheme = statement
    if name in _DATES:
        yield name, value, lang, _W3CDTF if date_of(value) == value else None
    elif scheme == _URI:
        yield name, value, lang, _URI if is_uri(value) else None
    elif scheme != KEV_SCHEME:
        yield name, value, lang, _FREE.get(scheme or "")


def _identified(statement: Statement) -> Iterator[_Element]:
    """A text as it comes, and what identifies it, as a URI."""
    uri = statement.uri or identifier_of(statement).uri
    if statement.value != uri:
        yield statement.property, statement.value, statement.lang, None
    if uri is not None:
        yield statement.property, uri, None, _URI if is_uri(uri) else None


def _access_rights(statement: Statement) -> Iterator[_Element]:
    """What is no level of access: those are told once, as of the day."""
    if access_rights(statement.uri or "") is None and access_rights(statement.value) is None:
        yield from _identified(statement)


def _language(statement: Statement) -> Iterator[_Element]:
    tag = language_tag(statement.value)
    yield "language", tag or statement.value, None, "dcterms:RFC3066" if tag else None


_FORMS: dict[str, Callable[[Statement], Iterator[_Element]]] = {
    "accessRights": _access_rights,
    "language": _language,
    **dict.fromkeys(
        ("identifier", "license", "source"),
        _identified,
    ),
    **dict.fromkeys((name for name, of in ELEMENT_OF.items() if of == "relation"), _identified),
}
