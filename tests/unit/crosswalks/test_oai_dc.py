"""oai_dc: simple Dublin Core in the forms that OpenAIRE v3, BASE and CORE read."""

import pytest
from hypothesis import given
from lxml import etree

from oaipmh.crosswalks import CROSSWALKS
from oaipmh.crosswalks.oai_dc import render
from oaipmh.metadata.access_rights import access_rights
from oaipmh.metadata.citation import Citation
from oaipmh.metadata.description import Description, Statement
from oaipmh.metadata.dublin_core import ELEMENT_OF, ELEMENTS
from oaipmh.metadata.funding import funding_statements
from oaipmh.metadata.versions import version_type
from tests.support.resources import described, resource
from tests.unit.strategies import descriptions, telling_descriptions

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
EU_REPO = "info:eu-repo/semantics/"
# These have forms of their own, below.
OWN_FORMS = ("type", "date", "language", "relation", "rights")


def shown(*statements: Statement, day: str = "2026-11-27") -> list[tuple[str, str, str | None]]:
    """Element, text and language of each child."""
    return [
        (etree.QName(child).localname, child.text or "", child.get(XML_LANG))
        for child in render(described(statements, day=day))
    ]


def values(element: str, *statements: Statement, day: str = "2026-11-27") -> list[str]:
    """The texts of one element."""
    return [text for name, text, _ in shown(*statements, day=day) if name == element]


@given(descriptions)
def test_every_statement_without_a_form_of_its_own_is_shown_once(description: Description) -> None:
    expected = {
        (ELEMENT_OF[one.property], one.value, one.lang)
        for one in description
        if ELEMENT_OF[one.property] and one.property != "bibliographicCitation"
    }
    plain = {one for one in expected if one[0] not in OWN_FORMS}
    found = [one for one in shown(*description) if one[0] not in (*OWN_FORMS, "source")]
    assert sorted(found, key=str) == sorted((one for one in plain if one[0] != "source"), key=str)


@given(telling_descriptions())
def test_elements_come_in_the_order_of_the_fifteen_and_none_twice(
    description: Description,
) -> None:
    found = shown(*description)
    places = [ELEMENTS.index(name) for name, _, _ in found]
    assert places == sorted(places)
    assert len(set(found)) == len(found)


@given(telling_descriptions())
def test_at_most_one_date_of_publication_is_shown_where_one_can_be_read(
    description: Description,
) -> None:
    if described(description).issued is not None:
        dates = values("date", *description)
        assert len([one for one in dates if not one.startswith("info:eu-repo/")]) == 1


def test_statements_of_one_element_keep_their_order() -> None:
    creators = [Statement("creator", name) for name in ("Clark", "Cornes", "Anderson")]
    assert values("creator", *creators) == ["Clark", "Cornes", "Anderson"]


def test_a_refinement_is_shown_as_the_element_it_refines() -> None:
    assert shown(Statement("abstract", "A"), Statement("spatial", "London")) == [
        ("description", "A", None),
        ("coverage", "London", None),
    ]


def test_what_refines_none_of_the_fifteen_is_not_shown() -> None:
    assert shown(Statement("rightsHolder", "Emerald")) == []


def test_a_language_is_shown_and_tells_equal_values_apart() -> None:
    same = [Statement("title", "Chat", "fr"), Statement("title", "Chat", "en")]
    assert shown(*same) == [("title", "Chat", "fr"), ("title", "Chat", "en")]


@pytest.mark.parametrize(
    ("word", "term"),
    [
        ("Article", "article"),
        ("PhD", "doctoralThesis"),
        ("Book Section", "bookPart"),
        ("Conference or Workshop Item", "conferenceObject"),
        ("Dataset", "other"),
        ("Gizmo", "other"),
    ],
)
def test_the_type_of_publication_comes_first_and_the_sources_word_after_it(
    word: str, term: str
) -> None:
    assert values("type", Statement("type", word)) == [EU_REPO + term, word]


def test_the_version_comes_before_the_sources_words() -> None:
    version = version_type("accepted")
    assert version is not None
    assert values(
        "type", Statement("type", "PeerReviewed"), version, Statement("type", "book")
    ) == [
        EU_REPO + "book",
        EU_REPO + "acceptedVersion",
        "PeerReviewed",
        "book",
    ]


def test_who_names_no_type_is_not_spoken_for() -> None:
    assert values("type", Statement("title", "T")) == []


def test_the_date_is_that_of_publication_without_its_time() -> None:
    dates = [
        Statement("dateSubmitted", "2015-11-04"),
        Statement("issued", "2015-10-01T09:00:00Z"),
        Statement("modified", "2023"),
    ]
    assert values("date", *dates) == ["2015-10-01"]


def test_dates_that_cannot_be_read_are_left_as_they_are() -> None:
    assert values("date", Statement("date", "Michaelmas 1612")) == ["Michaelmas 1612"]


def test_an_embargo_tells_its_end_until_that_day_has_come() -> None:
    embargoed = access_rights("embargoed")
    assert embargoed is not None
    given_ = (Statement("issued", "2026"), Statement("available", "2027-01-15"), embargoed)
    assert values("date", *given_, day="2027-01-14") == [
        "2026",
        "info:eu-repo/date/embargoEnd/2027-01-15",
    ]
    assert values("rights", *given_, day="2027-01-14") == [EU_REPO + "embargoedAccess"]
    assert values("date", *given_, day="2027-01-15") == ["2026"]
    assert values("rights", *given_, day="2027-01-15") == [EU_REPO + "openAccess"]
    end = "info:eu-repo/date/embargoEnd/2027-01-15"
    as_others_write_it = (Statement("date", end), Statement("date", "some day"), embargoed)
    assert values("date", *as_others_write_it, day="2027-01-14") == ["some day", end]
    assert values("date", *as_others_write_it, day="2027-01-15") == ["some day"]


def test_rights_are_the_level_the_licence_and_then_what_else_is_said() -> None:
    rights = [
        Statement("rights", "© Emerald"),
        Statement("license", "CC BY 4.0"),
        Statement("accessRights", "Open Access"),
    ]
    assert values("rights", *rights) == [
        EU_REPO + "openAccess",
        "https://creativecommons.org/licenses/by/4.0/",
        "© Emerald",
    ]


def test_languages_are_codes_of_iso_639_3_where_they_are_known() -> None:
    languages = [Statement("language", text) for text in ("en", "German", "Elvish?")]
    assert values("language", *languages) == ["eng", "deu", "Elvish?"]


def test_a_grant_keeps_the_slashes_of_its_empty_parts() -> None:
    grant = funding_statements(funder="EC", award="654024", acronym="OpenAIRE")
    assert values("relation", *grant) == ["info:eu-repo/grantAgreement/EC//654024///OpenAIRE"]


def test_identifiers_are_told_by_their_schemes_too() -> None:
    given_ = (
        Statement("identifier", "https://doi.org/10.1108/X", scheme="DOI"),
        Statement("identifier", "http://eprints.lse.ac.uk/64325/", scheme="dcterms:URI"),
        Statement("isPartOf", "Journal of Integrated Care", uri="urn:issn:1476-9018"),
    )
    assert values("identifier", *given_) == [
        "https://doi.org/10.1108/X",
        "http://eprints.lse.ac.uk/64325/",
    ]
    assert values("relation", *given_) == [
        "Journal of Integrated Care",
        EU_REPO + "altIdentifier/doi/10.1108/X",
        EU_REPO + "altIdentifier/issn/1476-9018",
    ]


def test_a_citation_is_the_source_and_never_its_parts() -> None:
    citation = Citation(host="Journal of Integrated Care", volume="23").statements()
    assert shown(*citation) == [("source", "Journal of Integrated Care, 23", None)]


def test_the_media_types_of_files_are_formats_once() -> None:
    files = [
        Statement("identifier", f"https://repository.example.org/1/{name}", scheme=media_type)
        for name, media_type in [("a.pdf", "application/pdf"), ("b.csv", "text/csv")]
    ]
    assert values("format", Statement("format", "text/csv"), *files) == [
        "text/csv",
        "application/pdf",
    ]


def test_nothing_is_missing_for_oai_dc() -> None:
    assert list(CROSSWALKS["oai_dc"].missing(resource())) == []


def test_the_format_is_the_one_the_specification_names() -> None:
    known = CROSSWALKS["oai_dc"].format
    assert known.metadata_prefix == "oai_dc"
    assert known.schema == "http://www.openarchives.org/OAI/2.0/oai_dc.xsd"
    assert known.metadata_namespace == "http://www.openarchives.org/OAI/2.0/oai_dc/"
