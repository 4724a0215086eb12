"""oai_qdc: the description with its refinements and encoding schemes."""

from hypothesis import given, settings
from lxml import etree

from oaipmh.crosswalks import CROSSWALKS
from oaipmh.crosswalks.oai_qdc import render
from oaipmh.metadata.access_rights import access_rights
from oaipmh.metadata.citation import Citation
from oaipmh.metadata.description import Description, Statement
from oaipmh.metadata.dublin_core import ELEMENT_OF
from oaipmh.protocol import namespaces as ns
from tests.support.resources import described, resource
from tests.unit.strategies import telling_descriptions

_PREFIXES = {ns.DC: "dc", ns.DCTERMS: "dcterms"}


def shown(*statements: Statement, day: str = "2026-11-27") -> list[tuple[str, str, str | None]]:
    """Element, text, and encoding scheme or else language, of each child."""
    return [
        (
            f"{_PREFIXES[etree.QName(child).namespace or '']}:{etree.QName(child).localname}",
            child.text or "",
            child.get(f"{{{ns.XSI}}}type") or child.get(ns.XML_LANG),
        )
        for child in render(described(statements, day=day))
    ]


@settings(max_examples=200)
@given(telling_descriptions())
def test_every_text_is_told_but_levels_languages_and_citations_in_parts(
    description: Description,
) -> None:
    told = {text for _, text, _ in shown(*description)}
    own = ("accessRights", "language", "bibliographicCitation")
    assert {one.value for one in description if one.property not in own} <= told


def test_refinements_keep_their_names_and_their_order_is_that_of_the_elements() -> None:
    statements = [
        Statement("issued", "2015-11"),
        Statement("abstract", "A", "en"),
        Statement("title", "T"),
        Statement("rightsHolder", "Emerald"),
        Statement("marcrel:edt", "Clark, Michael"),
    ]
    assert shown(*statements) == [
        ("dc:title", "T", None),
        ("dcterms:abstract", "A", "en"),
        ("dc:contributor", "Clark, Michael", None),
        ("dcterms:issued", "2015-11", "dcterms:W3CDTF"),
        ("dcterms:rightsHolder", "Emerald", None),
    ]


def test_an_encoding_scheme_is_told_where_the_schema_has_it_and_the_value_fits() -> None:
    statements = [
        Statement("subject", "Homelessness", scheme="LCSH"),
        Statement("subject", "H1", scheme="subjects"),
        Statement("date", "Michaelmas"),
        Statement("format", "application/pdf", scheme="dcterms:IMT"),
    ]
    assert shown(*statements) == [
        ("dc:subject", "Homelessness", "dcterms:LCSH"),
        ("dc:subject", "H1", None),
        ("dc:date", "Michaelmas", None),
        ("dc:format", "application/pdf", "dcterms:IMT"),
    ]


def test_a_value_uri_stands_beside_the_text_it_identifies() -> None:
    statements = [
        Statement("isPartOf", "Journal of Integrated Care", uri="urn:issn:1476-9018"),
        Statement("license", "CC BY", uri="https://creativecommons.org/licenses/by/4.0/"),
    ]
    assert shown(*statements) == [
        ("dcterms:isPartOf", "Journal of Integrated Care", None),
        ("dcterms:isPartOf", "urn:issn:1476-9018", "dcterms:URI"),
        ("dcterms:license", "CC BY", None),
        ("dcterms:license", "https://creativecommons.org/licenses/by/4.0/", "dcterms:URI"),
    ]


def test_type_language_and_access_are_controlled_terms() -> None:
    embargoed = access_rights("embargo")
    assert embargoed is not None
    statements = [Statement("type", "Map"), Statement("language", "ger"), embargoed]
    assert shown(*statements, Statement("available", "2027-01-01")) == [
        ("dcterms:available", "2027-01-01", "dcterms:W3CDTF"),
        ("dc:type", "StillImage", "dcterms:DCMIType"),
        ("dc:type", "Map", None),
        ("dc:language", "de", "dcterms:RFC3066"),
        ("dcterms:accessRights", "info:eu-repo/semantics/embargoedAccess", "dcterms:URI"),
    ]
    opened = shown(*statements, Statement("available", "2027-01-01"), day="2027-01-01")
    assert opened[-1][1] == "info:eu-repo/semantics/openAccess"


def test_a_citation_in_parts_is_not_told() -> None:
    citation = Citation(host="Journal of Integrated Care", volume="23").statements()
    assert shown(*citation) == [
        ("dcterms:bibliographicCitation", "Journal of Integrated Care, 23", None)
    ]


def test_every_property_has_an_element() -> None:
    for name in ELEMENT_OF:
        assert len(render(resource(Statement(name, "x", scheme="unknown")))) == 1, name


def test_the_media_type_of_a_file_is_a_format_once() -> None:
    url = "https://repository.example.org/1/a.pdf"
    file = Statement("identifier", url, scheme="application/pdf")
    told = ("dc:format", "application/pdf", "dcterms:IMT")
    assert told in shown(file)
    said = Statement("format", "application/pdf", scheme="dcterms:IMT")
    assert shown(file, said).count(told) == 1


def test_nothing_is_missing_for_oai_qdc() -> None:
    assert list(CROSSWALKS["oai_qdc"].missing(resource())) == []
