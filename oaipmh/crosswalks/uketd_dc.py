"""uketd_dc: UK theses for EThOS, UKETD_DC 2.0 of the British Library and Cranfield University.

http://ethostoolkit.cranfield.ac.uk/tiki-index.php?page=The%20EThOS%20UKETD_DC%20application%20profile:
Dublin Core and DCMI terms, and terms of its own for the degree. Its schema could
not be had: docs/formats/uketd_dc.md says what is known of it, and from where.
"""

from collections.abc import Iterator

from lxml import etree

from oaipmh.crosswalks.elements import add
from oaipmh.metadata.agents import Agent
from oaipmh.metadata.identifiers import Identifier
from oaipmh.metadata.languages import iso_639_2b
from oaipmh.metadata.resource import Resource
from oaipmh.protocol import namespaces as ns
from oaipmh.protocol.response import MetadataFormat

NAMESPACE = "http://naca.central.cranfield.ac.uk/ethos-oai/2.0/"
TERMS = "http://naca.central.cranfield.ac.uk/ethos-oai/terms/"
SCHEMA = "http://naca.central.cranfield.ac.uk/ethos-oai/2.0/uketd_dc.xsd"

VERSION = 4
FORMAT = MetadataFormat("uketd_dc", SCHEMA, NAMESPACE)

_NSMAP = {
    "uketd_dc": NAMESPACE,
    "dc": ns.DC,
    "dcterms": ns.DCTERMS,
    "uketdterms": TERMS,
    "xsi": ns.XSI,
}
_ROOT = f"{{{NAMESPACE}}}uketddc"
_DC, _DCTERMS, _UKETD = f"{{{ns.DC}}}", f"{{{ns.DCTERMS}}}", f"{{{TERMS}}}"
_XSI_TYPE = f"{{{ns.XSI}}}type"
_URI, _DOI = "dcterms:URI", "dcterms:DOI"
_TYPE = "Thesis"
# Subject schemes of the profile, as sources write them in lower case.
_SCHEMES = {name.lower(): f"dcterms:{name}" for name in ("DDC", "LCC", "LCSH", "MESH", "UDC")}
_ADVISORS = ("ths", "dgs")
_OWN_ELEMENTS = (*_ADVISORS, "dgg", "spn")


def missing(resource: Resource) -> list[str]:
    """Why it has no record: it is no thesis, or what the profile marks as mandatory is not told."""
    if not resource.type.is_thesis:
        return ["dc:type: no statement of type says that it is a thesis"]
    reasons = {
        "dc:title: no statement of title": not resource.titles,
        "dc:creator: no statement of creator": not resource.creators,
        "uketdterms:institution: no statement of marcrel:dgg or publisher": (
            not _institutions(resource)
        ),
        "dcterms:issued: no statement of issued or another date that can be read": (
            resource.issued is None
        ),
        "uketdterms:qualificationlevel: no statement of type says whether it is doctoral": (
            not resource.degree.level
        ),
        "uketdterms:qualificationname: no statement of type names a degree, such as PhD": (
            not resource.degree.name
        ),
    }
    return [reason for reason, is_missing in reasons.items() if is_missing]


def render(resource: Resource) -> etree._Element:
    """The thesis, in the order of the profile's list."""
    root = etree.Element(_ROOT, nsmap=_NSMAP)
    root.set(ns.SCHEMA_LOCATION, f"{NAMESPACE} {SCHEMA}")
    _titles(root, resource)
    _people(root, resource)
    _degree(root, resource)
    for one in dict.fromkeys(resource.all("abstract", "tableOfContents", "description")):
        is_term = one.property != "description"
        add(root, (_DCTERMS if is_term else _DC) + one.property, one.value, lang=one.lang)
    for code in resource.languages:
        add(root, f"{_DC}language", iso_639_2b(code) or code, **{_XSI_TYPE: "dcterms:ISO639-2"})
    _funding(root, resource)
    _identifiers(root, resource)
    _rights(root, resource)
    _subjects(root, resource)
    for format_ in resource.formats:
        add(root, f"{_DC}format", format_)
    for name in ("extent", "references", "hasVersion"):
        for one in dict.fromkeys(resource.all(name)):
            add(root, _DCTERMS + name, one.value, lang=one.lang)
    return root


def _titles(root: etree._Element, resource: Resource) -> None:
    main = resource.titles[0]
    add(root, f"{_DC}title", main.value, lang=main.lang)
    for one in dict.fromkeys(resource.alternatives):
        if one != main:
            add(root, f"{_DCTERMS}alternative", one.value, lang=one.lang)


def _people(root: etree._Element, resource: Resource) -> None:
    """The author, with an ORCID in sixteen characters; who advised; and who else took part."""
    for one in resource.creators:
        add(root, f"{_DC}creator", one.name)
    for one in resource.creators:
        if orcid := one.orcid:
            number = orcid.replace("-", "")
            add(root, f"{_UKETD}authoridentifier", number, **{_XSI_TYPE: "uketdterms:ORCID"})
    for name in _names(resource.contributors_as(*_ADVISORS)):
        add(root, f"{_UKETD}advisor", name)
    departments = resource.departments
    for name in _names(departments):
        add(root, f"{_UKETD}department", name)
    others = (one for one in resource.contributors if one.role not in _OWN_ELEMENTS)
    for name in _names(one for one in others if one not in departments):
        add(root, f"{_DC}contributor", name)


def _degree(root: etree._Element, resource: Resource) -> None:
    institutions = _institutions(resource)
    for name in institutions:
        add(root, f"{_UKETD}institution", name)
    for one in dict.fromkeys(resource.all("publisher")):
        if one.value not in institutions:
            add(root, f"{_UKETD}commercial", one.value, lang=one.lang)
    add(root, f"{_DCTERMS}issued", resource.issued or "")
    add(root, f"{_DC}type", _TYPE)
    add(root, f"{_UKETD}qualificationlevel", resource.degree.level)
    add(root, f"{_UKETD}qualificationname", resource.degree.name)


def _institutions(resource: Resource) -> list[str]:
    """Who granted the degree; for want of that, the publisher, which a thesis's university is."""
    granted = _names(resource.contributors_as("dgg"))
    return granted or [one.value for one in resource.all("publisher")[:1]]


def _funding(root: etree._Element, resource: Resource) -> None:
    sponsors = [one.funder for one in resource.funding if one.funder]
    sponsors += _names(resource.contributors_as("spn"))
    for name in dict.fromkeys(sponsors):
        add(root, f"{_UKETD}sponsor", name)
    for number in dict.fromkeys(one.award for one in resource.funding if one.award):
        add(root, f"{_UKETD}grantnumber", number)


def _identifiers(root: etree._Element, resource: Resource) -> None:
    """The repository's page, the files, the DOI without its address, and other identifiers."""
    page = resource.landing_page
    if page is not None:
        add(root, f"{_DCTERMS}isReferencedBy", page, **{_XSI_TYPE: _URI})
    for file in resource.files:
        add(root, f"{_DC}identifier", file.url, **{_XSI_TYPE: _URI})
    for one in resource.identifiers:
        if one.scheme == "DOI" and one.value:
            add(root, f"{_DC}identifier", one.value, **{_XSI_TYPE: _DOI})
        elif text := _other_identifier(one, page):
            add(root, f"{_DC}identifier", text)


def _other_identifier(one: Identifier, page: str | None) -> str:
    return "" if one.uri is not None and one.uri == page else one.uri or one.value


def _rights(root: etree._Element, resource: Resource) -> None:
    access = resource.access
    if access is not None:
        add(root, f"{_DCTERMS}accessRights", access.label)
        if access.embargo_end is not None:
            add(root, f"{_UKETD}embargodate", access.embargo_end)
    for licence in resource.licences:
        add(root, f"{_DCTERMS}license", licence.uri or licence.name)
    for one in resource.rights_in_words:
        add(root, f"{_DC}rights", one.value, lang=one.lang)


def _subjects(root: etree._Element, resource: Resource) -> None:
    for one in dict.fromkeys(resource.all("subject")):
        scheme = (one.scheme or "").removeprefix("dcterms:").lower()
        add(root, f"{_DC}subject", one.value, lang=one.lang, **{_XSI_TYPE: _SCHEMES.get(scheme)})


def _names(agents: Iterator[Agent] | list[Agent]) -> list[str]:
    return list(dict.fromkeys(one.name for one in agents))
