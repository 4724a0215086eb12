"""DSpace's own fields, as the DCMI terms they mean."""

import pytest

from oaipmh.metadata.description import Statement
from oaipmh.readers.dim import describe
from tests.support.xml import element, values


def field(name: str, value: str, schema: str = "dc", more: str = "") -> str:
    """A field named as DSpace names it, such as `date.issued`."""
    of, _, qualifier = name.partition(".")
    qualified = f'qualifier="{qualifier}"' if qualifier else ""
    return f'<field mdschema="{schema}" element="{of}" {qualified} {more}>{value}</field>'


@pytest.mark.parametrize(
    ("name", "value", "statement"),
    [
        ("title", "On light", Statement("title", "On light")),
        ("title.alternative", "Light", Statement("alternative", "Light")),
        ("contributor.author", "Curie, M.", Statement("creator", "Curie, M.")),
        ("contributor.advisor", "Becquerel", Statement("marcrel:ths", "Becquerel")),
        ("contributor.editor", "Lippmann", Statement("marcrel:edt", "Lippmann")),
        ("contributor.other", "Langevin", Statement("contributor", "Langevin")),
        ("date.issued", "1903", Statement("issued", "1903")),
        ("date.accessioned", "2020-01-01", Statement("dateSubmitted", "2020-01-01")),
        ("description.abstract", "A", Statement("abstract", "A")),
        ("description.sponsorship", "ERC", Statement("marcrel:fnd", "ERC")),
        ("format.mimetype", "text/html", Statement("format", "text/html", scheme="dcterms:IMT")),
        (
            "identifier.doi",
            "10.1/x",
            Statement("identifier", "https://doi.org/10.1/x", scheme="DOI"),
        ),
        (
            "identifier.uri",
            "http://hdl.handle.net/1/2",
            Statement("identifier", "https://hdl.handle.net/1/2", scheme="Handle"),
        ),
        (
            "identifier.uri",
            "https://x.org/1",
            Statement("identifier", "https://x.org/1", scheme="dcterms:URI"),
        ),
        ("identifier.citation", "J 1", Statement("bibliographicCitation", "J 1")),
        ("relation.ispartofseries", "Notes ; 5", Statement("isPartOf", "Notes ; 5")),
        ("rights.uri", "https://l.org", Statement("license", "https://l.org")),
        ("subject.lcsh", "Light", Statement("subject", "Light", scheme="LCSH")),
        ("coverage.spatial", "Paris", Statement("spatial", "Paris")),
        ("language.iso", "fr", Statement("language", "fr")),
    ],
)
def test_a_qualified_field_is_the_term_it_means(
    name: str, value: str, statement: Statement
) -> None:
    assert describe(element(f"<dim>{field(name, value)}</dim>")).description == (statement,)


@pytest.mark.parametrize("name", ["rights.accessRights", "rights.accessrights"])
def test_an_access_level_is_written_in_the_fields_words(name: str) -> None:
    described = describe(element(f"<dim>{field(name, 'open access')}</dim>"))
    assert values(described, "accessRights") == ["info:eu-repo/semantics/openAccess"]


def test_who_submitted_the_item_is_nobodys_business() -> None:
    private = field("description.provenance", "Submitted by me@x.org")
    assert describe(element(f"<dim>{private}</dim>")).description == ()


def test_a_fields_language_is_a_tag_and_none_where_it_is_a_star() -> None:
    fields = field("title", "A", more='lang="en_US"') + field("title", "B", more='lang="*"')
    assert [one.lang for one in describe(element(f"<dim>{fields}</dim>")).description] == [
        "en-US",
        None,
    ]


def test_fields_of_dcterms_are_terms_and_other_schemas_are_left_out() -> None:
    fields = field("issued", "1903", "dcterms") + field("anything", "x", "local")
    assert describe(element(f"<dim>{fields}</dim>")).description == (Statement("issued", "1903"),)


def test_the_parts_of_a_citation_are_put_together() -> None:
    fields = "".join(
        field(f"citation.{part}", value, "oaire")
        for part, value in (("volume", "23"), ("issue", "5"), ("startPage", "1"), ("endPage", "9"))
    )
    words, _ = values(describe(element(f"<dim>{fields}</dim>")), "bibliographicCitation")
    assert words == "23 (5). pp. 1-9"
