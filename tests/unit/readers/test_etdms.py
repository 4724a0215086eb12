"""ETD-MS: Dublin Core of theses, and the degree."""

import pytest

from oaipmh.metadata.description import Statement
from oaipmh.readers.etdms import describe
from tests.support.xml import element


def thesis(content: str) -> list[Statement]:
    """What a `thesis` with this in it says."""
    space = "http://www.ndltd.org/standards/metadata/etdms/1.0/"
    return list(describe(element(f'<thesis xmlns="{space}">{content}</thesis>')).description)


@pytest.mark.parametrize(
    ("content", "statement"),
    [
        ('<title xml:lang="fr">Lumière</title>', Statement("title", "Lumière", "fr")),
        ("<alternativeTitle>Light</alternativeTitle>", Statement("alternative", "Light")),
        (
            '<creator resource="https://orcid.org/0000-0002-1825-0097">Curie, Ève</creator>',
            Statement("creator", "Curie, Ève", uri="https://orcid.org/0000-0002-1825-0097"),
        ),
        (
            '<subject scheme="LCSH" resource="http://id.loc.gov/1">Light</subject>',
            Statement("subject", "Light", uri="http://id.loc.gov/1", scheme="LCSH"),
        ),
        ("<description>Of light.</description>", Statement("abstract", "Of light.")),
        (
            '<description role="note">Accepted.</description>',
            Statement("description", "Accepted."),
        ),
        (
            '<contributor role="advisor">Becquerel, H.</contributor>',
            Statement("marcrel:ths", "Becquerel, H."),
        ),
        (
            '<contributor role="directeur(trice) de recherche/advisor">Becquerel, H.</contributor>',
            Statement("marcrel:ths", "Becquerel, H."),
        ),
        (
            '<language xsi:type="dcterms:ISO639-3">fra</language>',
            Statement("language", "fra", scheme="dcterms:ISO639-3"),
        ),
        ("<contributor>Langevin, P.</contributor>", Statement("contributor", "Langevin, P.")),
        ("<date>1903-06-25</date>", Statement("date", "1903-06-25")),
        (
            "<identifier> http://hdl.handle.net/1/2 </identifier>",
            Statement("identifier", "https://hdl.handle.net/1/2", scheme="Handle"),
        ),
        ("<relation>Notes ; 5</relation>", Statement("relation", "Notes ; 5")),
    ],
)
def test_an_element_is_the_statement_it_makes(content: str, statement: Statement) -> None:
    assert thesis(content) == [statement]


def test_the_degree_is_types_a_subject_and_who_granted_it() -> None:
    degree = (
        "<degree><name>Doctor of Science</name><level>doctoral</level>"
        '<discipline>Physics</discipline><grantor resource="https://ror.org/02en5vm52">Paris'
        "</grantor></degree>"
    )
    assert thesis(degree) == [
        Statement("type", "Doctor of Science"),
        Statement("type", "doctoral"),
        Statement("subject", "Physics"),
        Statement("marcrel:dgg", "Paris", uri="https://ror.org/02en5vm52"),
    ]


def test_a_discipline_that_is_a_department_contributed() -> None:
    degree = "<degree><discipline>Department of Physics</discipline></degree>"
    assert thesis(degree) == [Statement("contributor", "Department of Physics")]


def test_version_1_1_says_it_in_dublin_core_with_qualifiers_after_a_stop() -> None:
    content = (
        "<dc:title>Lumière</dc:title><dc:title.alternative>Light</dc:title.alternative>"
        "<dc:description.abstract>A</dc:description.abstract>"
        "<dc:description.note>N</dc:description.note><dcterms:issued>1903</dcterms:issued>"
        "<dc:contributor.role>advisor</dc:contributor.role>"
        "<dc:publisher.country>France</dc:publisher.country><!-- c -->"
    )
    assert thesis(content) == [
        Statement("title", "Lumière"),
        Statement("alternative", "Light"),
        Statement("abstract", "A"),
        Statement("description", "N"),
        Statement("issued", "1903"),
    ]


def test_a_thesis_is_known_by_its_first_uri() -> None:
    found = describe(element("<thesis><identifier>https://x.org/1</identifier></thesis>"))
    assert found.identifier == "https://x.org/1"


def test_other_elements_and_empty_ones_say_nothing() -> None:
    assert thesis("<nonsense>N</nonsense><title> </title><degree/>") == []
