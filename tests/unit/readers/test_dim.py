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
        ("title.translated", "Über Licht", Statement("alternative", "Über Licht")),
        ("date.accepted", "1903", Statement("dateAccepted", "1903")),
        ("date.embargo", "2030-01-01", Statement("available", "2030-01-01")),
        ("contributor.referee", "Poincaré", Statement("marcrel:rev", "Poincaré")),
        ("relation.conformsto", "ISO 1", Statement("conformsTo", "ISO 1")),
        (
            "relation.replaces",
            "10.1/x",
            Statement("replaces", "https://doi.org/10.1/x", scheme="DOI"),
        ),
        (
            "description.uri",
            "http://x.org/1",
            Statement("relation", "http://x.org/1", scheme="dcterms:URI"),
        ),
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


@pytest.mark.parametrize(
    "authority", ["0000-0003-4964-5005", "will be referenced::ORCID::0000-0003-4964-5005"]
)
def test_the_orcid_of_an_author_is_told(authority: str) -> None:
    author = field("contributor.author", "Clark, M.", more=f'authority="{authority}"')
    (found,) = describe(element(f"<dim>{author}</dim>")).description
    assert found == Statement("creator", "Clark, M.", uri="https://orcid.org/0000-0003-4964-5005")


def test_an_authority_that_is_no_orcid_is_not_told() -> None:
    author = field("contributor.author", "Clark, M.", more='authority="1b2c3d4e-0000" ')
    (found,) = describe(element(f"<dim>{author}</dim>")).description
    assert found == Statement("creator", "Clark, M.")


@pytest.mark.parametrize(
    ("schema", "name", "value", "statement"),
    [
        ("thesis", "degree.grantor", "Sorbonne", Statement("marcrel:dgg", "Sorbonne")),
        ("thesis", "degree.name", "Master", Statement("type", "Master")),
        ("etd", "degree.discipline", "Law", Statement("subject", "Law")),
        ("oaire", "version", "unheard of", Statement("type", "unheard of")),
        ("oaire", "licenseCondition", "https://l.org", Statement("license", "https://l.org")),
        (
            "oaire",
            "awardNumber",
            "643410",
            Statement(
                "relation",
                "info:eu-repo/grantAgreement///643410",
                scheme="info:eu-repo/grantAgreement",
            ),
        ),
        ("datacite", "subject.fos", "Physics", Statement("subject", "Physics", scheme="FOS")),
        ("rioxxterms", "funder", "EPSRC", Statement("marcrel:fnd", "EPSRC")),
    ],
)
def test_fields_of_other_schemas_that_dublin_core_has_a_place_for(
    schema: str, name: str, value: str, statement: Statement
) -> None:
    assert describe(element(f"<dim>{field(name, value, schema)}</dim>")).description == (statement,)


def test_access_and_version_of_other_schemas_are_written_in_the_fields_words() -> None:
    fields = field("rights", "open access", "datacite") + field("version", "AM", "rioxxterms")
    described = describe(element(f"<dim>{fields}</dim>"))
    assert values(described, "accessRights") == ["info:eu-repo/semantics/openAccess"]
    assert values(described, "type") == ["info:eu-repo/semantics/acceptedVersion"]


def test_the_lines_of_a_text_are_kept() -> None:
    abstract = field("description.abstract", " One.\n\nTwo. ")
    assert values(describe(element(f"<dim>{abstract}</dim>")), "abstract") == ["One.\n\nTwo."]


def test_fields_of_dcterms_are_terms_and_fields_of_ones_own_are_left_out() -> None:
    fields = field("issued", "1903", "dcterms") + field("anything", "x", "local")
    assert describe(element(f"<dim>{fields}</dim>")).description == (Statement("issued", "1903"),)


def test_the_parts_of_a_citation_are_put_together() -> None:
    fields = "".join(
        field(f"citation.{part}", value, "oaire")
        for part, value in (("volume", "23"), ("issue", "5"), ("startPage", "1"), ("endPage", "9"))
    )
    words, _ = values(describe(element(f"<dim>{fields}</dim>")), "bibliographicCitation")
    assert words == "23 (5). pp. 1-9"
    described = describe(element(f"<dim>{fields}{field('citation.title', 'J', 'oaire')}</dim>"))
    assert values(described, "isPartOf") == ["J"]
    assert values(described, "bibliographicCitation")[0] == "J, 23 (5). pp. 1-9"
