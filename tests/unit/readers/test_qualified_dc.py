"""Qualified Dublin Core and OLAC: every refinement, scheme and language is kept."""

from oaipmh.metadata.description import Statement
from oaipmh.readers.qualified_dc import describe, is_refined
from tests.support.xml import element, values

OLAC = 'xmlns:olac="http://www.language-archives.org/OLAC/1.1/"'


def test_elements_and_terms_are_kept_as_they_came_with_scheme_and_language() -> None:
    root = element(
        '<qdc xml:lang="en"><dc:title> On light </dc:title>'
        '<dcterms:alternative xml:lang="fr">Lumière</dcterms:alternative>'
        '<dcterms:issued xsi:type="dcterms:W3CDTF">2020-01</dcterms:issued>'
        '<dc:subject valueURI="http://id.org/1">Optics</dc:subject></qdc>'
    )
    assert describe(root).description == (
        Statement("title", " On light ", "en"),
        Statement("alternative", "Lumière", "fr"),
        Statement("issued", "2020-01", "en", scheme="dcterms:W3CDTF"),
        Statement("subject", "Optics", "en", "http://id.org/1"),
    )


def test_a_scheme_has_its_usual_prefix_whatever_the_document_calls_it() -> None:
    root = element(
        '<qdc xmlns:t="http://purl.org/dc/terms/">'
        '<t:issued xsi:type="t:W3CDTF">2020</t:issued></qdc>'
    )
    assert describe(root).description == (Statement("issued", "2020", scheme="dcterms:W3CDTF"),)


def test_a_term_in_the_namespace_of_the_elements_is_read_and_other_names_are_not() -> None:
    root = element(
        "<qdc><dc:alternative>A</dc:alternative><dc:nonsense>N</dc:nonsense>"
        '<x:title xmlns:x="u:x">X</x:title><!-- c --></qdc>'
    )
    assert describe(root).description == (Statement("alternative", "A"),)


def test_an_empty_element_with_a_resource_says_that_resource() -> None:
    root = element(
        '<qdc xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<dcterms:license rdf:resource="https://x.org/l"/></qdc>'
    )
    assert describe(root).description == (
        Statement("license", "https://x.org/l", uri="https://x.org/l"),
    )


def test_what_a_british_thesis_says_of_its_degree_is_read_beside_dublin_core() -> None:
    terms = 'xmlns:u="http://naca.central.cranfield.ac.uk/ethos-oai/terms/"'
    root = element(
        f"<uketddc {terms}><u:advisor>Langevin, P.</u:advisor><u:institution>LSE</u:institution>"
        "<u:qualificationname>PhD</u:qualificationname><u:embargodate>2030</u:embargodate>"
        "<u:ethosid>1</u:ethosid></uketddc>"
    )
    assert describe(root).description == (
        Statement("marcrel:ths", "Langevin, P."),
        Statement("marcrel:dgg", "LSE"),
        Statement("type", "PhD"),
        Statement("available", "2030"),
    )


def test_what_stands_beside_dublin_core_is_in_the_language_of_the_root() -> None:
    terms = 'xmlns:u="http://naca.central.cranfield.ac.uk/ethos-oai/terms/" xml:lang="cy"'
    content = "<u:department>Ffiseg</u:department><u:sponsor xml:lang='en'>EPSRC</u:sponsor>"
    assert describe(element(f"<uketddc {terms}>{content}</uketddc>")).description == (
        Statement("contributor", "Ffiseg", "cy"),
        Statement("marcrel:spn", "EPSRC", "en"),
    )


def test_what_others_put_into_simple_dublin_core_makes_it_refined() -> None:
    edm = 'xmlns:edm="http://www.europeana.eu/schemas/edm/"'
    assert is_refined(element(f"<dc {edm}><dc:title>T</dc:title><edm:rights>R</edm:rights></dc>"))
    assert not is_refined(
        element(f"<dc {edm}><dc:title>T</dc:title><edm:preview>P</edm:preview></dc>")
    )


def test_rights_and_landing_page_of_europeanas_model_are_read_beside_dublin_core() -> None:
    root = element(
        '<qdc xmlns:edm="http://www.europeana.eu/schemas/edm/"><edm:rights>R</edm:rights>'
        "<edm:isShownAt>https://x.org/1</edm:isShownAt><edm:preview>P</edm:preview></qdc>"
    )
    assert describe(root).description == (
        Statement("rights", "R"),
        Statement("identifier", "https://x.org/1", scheme="dcterms:URI"),
    )


def test_an_olac_code_is_said_beside_its_words() -> None:
    root = element(
        f'<olac {OLAC}><dc:subject xsi:type="olac:language" olac:code="car">Carib</dc:subject>'
        '<dc:type xsi:type="olac:linguistic-type" olac:code="lexicon"/>'
        '<dc:contributor xsi:type="olac:role" olac:code="compiler">Courtz, Henk</dc:contributor>'
        '<dc:contributor xsi:type="olac:role" olac:code="author">Sapir</dc:contributor></olac>'
    )
    assert describe(root).description == (
        Statement("subject", "car", scheme="olac:language"),
        Statement("subject", "Carib"),
        Statement("type", "lexicon", scheme="olac:linguistic-type"),
        Statement("marcrel:com", "Courtz, Henk"),
        Statement("creator", "Sapir"),
    )


def test_a_creator_with_a_role_is_a_creator_still() -> None:
    root = element(
        f'<olac {OLAC}><dc:creator xsi:type="olac:role" olac:code="compiler">C</dc:creator>'
        '<dc:creator xsi:type="olac:role" olac:code="author">A</dc:creator>'
        '<dc:creator xsi:type="olac:role" olac:code="data_inputter">D</dc:creator></olac>'
    )
    assert describe(root).description == (
        Statement("creator", "C"),
        Statement("marcrel:com", "C"),
        Statement("creator", "A"),
        Statement("creator", "D"),
    )


def test_a_date_of_olacs_first_version_is_refined_by_its_code() -> None:
    root = element(
        f'<olac {OLAC}><dc:date xsi:type="olac:date" code="created" date="1963-09-14"/></olac>'
    )
    assert values(describe(root), "created") == ["1963-09-14"]


def test_it_is_known_by_its_oai_identifier_or_else_its_first_uri() -> None:
    both = "<dc:identifier>http://x.org/1</dc:identifier><dc:identifier>oai:x:1</dc:identifier>"
    assert describe(element(f"<qdc>{both}</qdc>")).identifier == "oai:x:1"
    assert describe(element("<qdc><dc:identifier>x</dc:identifier></qdc>")).identifier == ""
