"""Qualified Dublin Core in its many roots, OLAC metadata among them: values kept as they came.

https://www.dublincore.org/specifications/dublin-core/dc-xml-guidelines/ and
http://www.language-archives.org/OLAC/metadata.html. What counts are the children: DC elements and
DCMI terms, refined by `xsi:type`.
"""

from collections.abc import Iterator

from lxml import etree

from oaipmh.metadata.description import Statement
from oaipmh.metadata.dublin_core import ELEMENT_OF
from oaipmh.metadata.relators import role_property
from oaipmh.protocol import namespaces as ns
from oaipmh.protocol.parts import local_name as name
from oaipmh.readers.dublin_core import DC_NAMESPACES, ELEMENT_OF_TAG, known_by
from oaipmh.readers.elements import full_text, language, namespace, uri_at
from oaipmh.readers.incoming import Described

_PREFIXES = {ns.DCTERMS: "dcterms", ns.DC: "dc"}
_OF_OTHERS: dict[str, dict[str, tuple[str, str | None]]] = {
    # What DPLA's and Europeana's hubs put beside Dublin Core: rights, and the landing page.
    "http://www.europeana.eu/schemas/edm/": {
        "rights": ("rights", None),
        "isShownAt": ("identifier", "dcterms:URI"),
    },
    # UKETD_DC, of British theses: the degree, and who had to do with it.
    "http://naca.central.cranfield.ac.uk/ethos-oai/terms/": {
        "advisor": ("marcrel:ths", None),
        "department": ("contributor", None),
        "embargodate": ("available", None),
        "grantnumber": ("relation", None),
        "institution": ("marcrel:dgg", None),
        "qualificationlevel": ("type", None),
        "qualificationname": ("type", None),
        "sponsor": ("marcrel:spn", None),
    },
}
_OLAC = "http://www.language-archives.org/OLAC/"
_XSI_TYPE = f"{{{ns.XSI}}}type"
_RDF_RESOURCE = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}resource"


def describe(element: etree._Element) -> Described:
    """What the Dublin Core elements in a root of any name say."""
    description = tuple(dict.fromkeys(statements(element)))
    return Described(description, known_by(description))


def has_dublin_core(element: etree._Element) -> bool:
    """Whether an element's children are read here."""
    return any(is_dublin_core(child) for child in element)


def is_refined(element: etree._Element) -> bool:
    """Whether a root has more than the fifteen elements: terms, schemes, or its own namespace."""
    for child in element:  # a loop, since most of what is harvested is asked this
        if child.tag in ELEMENT_OF_TAG:
            if _XSI_TYPE in child.keys():  # noqa: SIM118 - it is no dict
                return True
        elif _is_read(child, element) or _of_others(child):
            return True
    return False


def statements(element: etree._Element) -> Iterator[Statement]:
    """The statements of all children that are Dublin Core."""
    inherited = language(element)
    for child in element:
        if _is_read(child, element):
            yield from statement_of(child, inherited)
        elif found := _of_others(child):
            property_, scheme = found
            lang = child.get(ns.XML_LANG, inherited)
            yield Statement(property_, full_text(child), lang, scheme=scheme)


def _of_others(element: etree._Element) -> tuple[str, str | None] | None:
    """The property and the scheme of an element that others put beside Dublin Core."""
    return _OF_OTHERS.get(namespace(element), {}).get(name(element))


def is_dublin_core(element: etree._Element) -> bool:
    """Whether an element is one of Dublin Core's or the DCMI terms."""
    known = namespace(element) == ns.DCTERMS or namespace(element) in DC_NAMESPACES
    # Some bind the usual prefixes to another namespace, and mean Dublin Core all the same.
    return name(element) in ELEMENT_OF and (known or element.prefix in ("dc", "dcterms"))


def _is_read(child: etree._Element, root: etree._Element) -> bool:
    """Whether it is Dublin Core, or is so named and in no namespace, or in its root's."""
    if is_dublin_core(child):
        return True
    is_own = namespace(child) in ("", namespace(root))
    return is_own and name(child) in ELEMENT_OF and not len(child)


def statement_of(element: etree._Element, inherited: str | None = None) -> list[Statement]:
    """One Dublin Core element's statement, or two where it has an OLAC code and a text."""
    lang, scheme = element.get(ns.XML_LANG, inherited), encoding_scheme(element)
    uri = uri_at(element, _RDF_RESOURCE, "valueURI")
    value = full_text(element)
    if scheme and scheme.startswith("olac:"):
        return _olac(element, scheme, lang)
    return [Statement(name(element), value if value.strip() else uri or "", lang, uri, scheme)]


def encoding_scheme(element: etree._Element) -> str | None:
    """The syntax encoding scheme, its prefix the usual one whatever the document calls it."""
    given = (element.get(_XSI_TYPE) or "").strip()
    prefix, colon, local = given.rpartition(":")
    if not colon:
        return given or None
    bound = element.nsmap.get(prefix) or ""
    usual = "olac" if bound.startswith(_OLAC) else _PREFIXES.get(bound, prefix)
    return f"{usual}:{local}"


def _olac(element: etree._Element, scheme: str, lang: str | None) -> list[Statement]:
    """An OLAC extension: its code says what the text, if there is any, says in words."""
    code = next(
        (str(v) for k, v in element.attrib.items() if etree.QName(k).localname == "code"), ""
    )
    words = [Statement(name(element), text, lang)] if (text := full_text(element)).strip() else []
    if scheme == "olac:role":
        role = role_property(code)
        roles = [one._replace(property=role) for one in words]
        if name(element) == "creator":
            return [*words, *roles] if role != "contributor" else words
        return roles
    if scheme == "olac:date":  # of version 1.0b1: the code is a refinement
        refined = code if ELEMENT_OF.get(code) == "date" else "date"
        date = element.get("date", "") or full_text(element)
        return [Statement(refined, date, scheme="dcterms:W3CDTF")]
    return [*([Statement(name(element), code, scheme=scheme)] if code else []), *words]
