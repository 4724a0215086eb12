"""Dates, hosts, and who paid."""

import pytest

from oaipmh.metadata.description import Statement
from tests.support.eprints import read, said


def test_dates_are_told_by_their_types() -> None:
    fields = """<date>2015-06</date><date_type>accepted</date_type>
    <dates><item><date>2015-11</date><date_type>published</date_type></item>
    <item><date>2015-01</date><date_type>submitted</date_type></item>
    <item><date>2014</date><date_type>shown</date_type></item></dates>"""
    assert said(fields, "dateAccepted", "issued", "dateSubmitted", "date") == [
        ("dateAccepted", "2015-06"),
        ("issued", "2015-11"),
        ("dateSubmitted", "2015-01"),
        ("date", "2014"),
    ]


def test_the_isbn_is_the_books_own_or_that_of_the_book_around_a_chapter() -> None:
    isbn = "<isbn>9780841299122</isbn>"
    assert ("identifier", "urn:isbn:9780841299122") in said(
        f"<type>book</type>{isbn}", "identifier"
    )
    chapter = read(f"<type>book_section</type><book_title>Astrochemistry</book_title>{isbn}")
    assert Statement("isPartOf", "Astrochemistry", uri="urn:isbn:9780841299122") in (
        chapter.description
    )
    assert "urn:isbn:9780841299122" not in [
        one.value for one in chapter.description if one.property == "identifier"
    ]


@pytest.mark.parametrize(
    ("pages", "words"),
    [
        ("287-301", "J. pp. 287-301"),
        ("S1\u2013S9", "J. pp. S1-S9"),
        ("025", "J. p. 025"),
        ("Art. No. 014024", "J. Article 014024"),
    ],
)
def test_pages_are_a_range_a_page_or_an_article_number(pages: str, words: str) -> None:
    fields = f"<publication>J</publication><pagerange>{pages}</pagerange>"
    assert ("bibliographicCitation", words) in said(fields, "bibliographicCitation")


GRANT = "info:eu-repo/grantAgreement/"


@pytest.mark.parametrize(
    ("fields", "statements"),
    [
        (
            "<funders><item><agency>NSF</agency><grant_number>AST-1</grant_number></item></funders>",
            [("marcrel:fnd", "NSF"), ("relation", GRANT + "NSF//AST-1")],
        ),
        (
            """<funders><item>ESRC</item><item>EC</item></funders>
            <projects><item>ES/1</item><item>7</item></projects>""",
            [
                ("marcrel:fnd", "ESRC"),
                ("marcrel:fnd", "EC"),
                ("relation", GRANT + "ESRC//ES%2F1"),
                ("relation", GRANT + "EC//7"),
            ],
        ),
        (
            "<funders><item>ESRC</item><item>EC</item></funders><projects>7</projects>",
            [("marcrel:fnd", "ESRC"), ("marcrel:fnd", "EC"), ("relation", GRANT + "//7")],
        ),
        (
            """<rioxx2_project_input><item><project>P</project><funder_name>EC</funder_name>
            <funder_id>http://dx.doi.org/10.13039/501100000780</funder_id></item>
            </rioxx2_project_input>""",
            [("marcrel:fnd", "EC"), ("relation", GRANT + "EC//P")],
        ),
    ],
)
def test_who_paid_for_it(fields: str, statements: list[tuple[str, str]]) -> None:
    assert said(fields, "marcrel:fnd", "relation") == statements


def test_the_degree_is_a_type() -> None:
    fields = (
        "<type>thesis</type><thesis_type>bachelors</thesis_type><thesis_degree>BS</thesis_degree>"
    )
    assert said(fields, "type") == [("type", "thesis"), ("type", "bachelors"), ("type", "BS")]


def test_when_an_interview_was_held_is_a_date() -> None:
    fields = "<interviewdate>March 10, 12 &amp; 30, 1983</interviewdate>"
    assert said(fields, "date") == [("date", "March 10, 12 & 30, 1983")]


def test_a_new_version_replaces_the_eprint_that_it_succeeds() -> None:
    assert Statement("replaces", "http://x.org/id/eprint/5", scheme="dcterms:URI") in (
        read("<succeeds>5</succeeds>").description
    )


@pytest.mark.parametrize(
    ("field", "property_", "value"),
    [
        ("<num_pieces>3</num_pieces>", "extent", "3 pieces"),
        ("<output_media>Oil on canvas</output_media>", "medium", "Oil on canvas"),
        ("<composition_type>score</composition_type>", "type", "score"),
        ("<learning_level>Doctoral</learning_level>", "educationLevel", "Doctoral"),
        ("<patent_applicant>Acme</patent_applicant>", "contributor", "Acme"),
    ],
)
def test_what_only_some_kinds_of_eprints_have(field: str, property_: str, value: str) -> None:
    assert said(field, property_) == [(property_, value)]
