"""Related resources of DataCite resources."""

from dataclasses import replace
from urllib.parse import parse_qs

import pytest

from oaipmh.metadata.citation import KEV_SCHEME
from oaipmh.metadata.description import Statement
from oaipmh.readers.datacite.related import related_statements
from oaipmh.readers.datacite.resource import Related, Resource, Text

DOI = "https://doi.org/10.1108/JICA-06-2015-0023"
JOURNAL = Related(
    "IsPublishedIn",
    "1476-9018",
    "ISSN",
    title="Journal of Integrated Care",
    volume="23",
    issue="5",
    first_page="287",
    last_page="301",
)


def said(*parts: Related, version: str = "") -> list[Statement]:
    """The statements about these related resources."""
    return list(related_statements(Resource(Text(""), related=parts, version=version)))


@pytest.mark.parametrize(
    ("relation", "property_"),
    [
        ("Cites", "references"),
        ("IsCitedBy", "isReferencedBy"),
        ("IsPartOf", "isPartOf"),
        ("IsNewVersionOf", "replaces"),
        ("IsDerivedFrom", "source"),
        ("IsTranslationOf", "isVersionOf"),
        ("IsReviewedBy", "relation"),
        ("", "relation"),
    ],
)
def test_a_relation_type_is_a_dcmi_relation(relation: str, property_: str) -> None:
    assert said(Related(relation, DOI, "DOI")) == [Statement(property_, DOI, scheme="DOI")]


@pytest.mark.parametrize(
    ("kind", "identifier", "value", "scheme"),
    [
        ("EISSN", "1476-9018", "urn:issn:1476-9018", "ISSN"),
        ("arXiv", "arXiv:0706.0001", "https://arxiv.org/abs/0706.0001", "arXiv"),
        ("URL", "http://x.org/1", "http://x.org/1", "dcterms:URI"),
        ("URL", DOI, DOI, "DOI"),
        ("URN", "urn:nbn:de:1", "urn:nbn:de:1", "URN"),
        ("URN", "http://x.org/urn:nbn:de:1", "http://x.org/urn:nbn:de:1", "dcterms:URI"),
        ("", "http://x.org/1", "http://x.org/1", "dcterms:URI"),
        ("ARK", "ark:/13030/tqb3", "ark:/13030/tqb3", "ARK"),
        ("", "x", "x", None),
    ],
)
def test_an_identifier_is_a_uri_where_its_type_has_one(
    kind: str, identifier: str, value: str, scheme: str | None
) -> None:
    assert said(Related("Cites", identifier, kind)) == [
        Statement("references", value, scheme=scheme)
    ]


def test_a_host_is_cited_in_words_and_parts() -> None:
    host, words, parts = said(JOURNAL, version="2")
    assert host == Statement("isPartOf", "Journal of Integrated Care", uri="urn:issn:1476-9018")
    assert words.value == "Journal of Integrated Care, 23 (5). pp. 287-301. ISSN 1476-9018"
    assert parse_qs(parts.value)["rft.edition"] == ["2"]


def test_a_related_item_that_is_no_host_is_not_cited() -> None:
    (found,) = said(Related("Cites", title="A book", volume="3"))
    assert found == Statement("references", "A book")


def test_an_identifier_that_is_no_uri_stands_beside_the_title() -> None:
    assert said(Related("Cites", "1234-5678", "ISSN", title="A journal")) == [
        Statement("references", "A journal"),
        Statement("references", "1234-5678", scheme="ISSN"),
    ]


def test_a_subtitle_is_behind_the_title_of_a_related_item() -> None:
    host, words, _ = said(Related("IsPublishedIn", title="Smith", subtitle="A look", volume="7"))
    assert host == Statement("isPartOf", "Smith: A look")
    assert words.value == "Smith: A look, 7"


def test_a_version_alone_is_the_edition_of_the_citation_in_parts() -> None:
    (found,) = said(version="1.0.0")
    assert found.scheme == KEV_SCHEME
    assert parse_qs(found.value)["rft.edition"] == ["1.0.0"]


def test_the_number_of_an_article_is_no_issue() -> None:
    article = Related("IsPublishedIn", title="J", number="e12", number_type="Article")
    _, words, _ = said(article)
    assert words.value == "J. Article e12"


@pytest.mark.parametrize(
    ("issue", "kind", "words"),
    [
        ("", "Chapter", "J, 7. Chapter 4"),
        ("5", "Chapter", "J, 7 (5). Chapter 4"),
        ("5", "Other", "J, 7 (5). Number 4"),
        ("", "Other", "J, 7 (4)"),
        ("", "", "J, 7 (4)"),
    ],
)
def test_a_number_is_the_issue_where_nothing_else_is_said(
    issue: str, kind: str, words: str
) -> None:
    host = Related("IsPublishedIn", "", "", "J", "", None, "7", issue, "4", kind)
    _, cited, _ = said(host)
    assert cited.value == words


def test_a_related_item_has_the_language_of_its_title() -> None:
    assert said(Related("Cites", title="Licht", lang="de")) == [
        Statement("references", "Licht", "de")
    ]


def test_a_host_may_be_told_of_beside_the_identifier_that_it_is_published_in() -> None:
    number = Related("IsPublishedIn", "1476-9018", "ISSN")
    *_, words, _ = said(number, replace(JOURNAL, relation_type="IsSourceOf"))
    assert words.value == "Journal of Integrated Care, 23 (5). pp. 287-301. ISSN 1476-9018"
