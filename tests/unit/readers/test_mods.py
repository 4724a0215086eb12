"""MODS: titles, identifiers, conditions, and whatever is said in one element."""

import pytest

from oaipmh.metadata.description import Statement
from oaipmh.readers.incoming import Described
from oaipmh.readers.mods import describe
from tests.support.xml import element, values


def mods(content: str, attributes: str = "") -> Described:
    """What a `mods` with this in it says."""
    return describe(
        element(f'<mods xmlns="http://www.loc.gov/mods/v3" {attributes}>{content}</mods>')
    )


def only(content: str) -> Statement:
    """The one statement it makes."""
    (statement,) = mods(content).description
    return statement


def test_a_title_may_stand_without_an_element_of_its_own() -> None:
    assert only("<titleInfo>Of light</titleInfo>") == Statement("title", "Of light")


def test_a_title_has_its_article_subtitle_and_part() -> None:
    title = (
        "<titleInfo lang='eng'><nonSort>The </nonSort><title>Grip</title><subTitle>a role"
        "</subTitle><partNumber>Part 1</partNumber><partName>Start</partName></titleInfo>"
    )
    assert only(title) == Statement("title", "The Grip: a role. Part 1. Start", "eng")


def test_an_elided_article_is_joined_without_a_blank() -> None:
    title = "<titleInfo><nonSort>L'</nonSort><title>arbre</title></titleInfo>"
    assert only(title).value == "L'arbre"


@pytest.mark.parametrize("kind", ["abbreviated", "translated", "alternative", "uniform"])
def test_a_title_of_another_kind_is_an_alternative(kind: str) -> None:
    assert only(f'<titleInfo type="{kind}"><title>T</title></titleInfo>').property == "alternative"
    assert only(f'<titleInfo><title type="{kind}">T</title></titleInfo>').property == "alternative"


@pytest.mark.parametrize(
    ("content", "statement"),
    [
        ("<abstract> Two\n words </abstract>", Statement("abstract", "Two words")),
        (
            "<tableOfContents>One -- Two</tableOfContents>",
            Statement("tableOfContents", "One -- Two"),
        ),
        ("<targetAudience>adult</targetAudience>", Statement("audience", "adult")),
        ("<typeOfResource>text</typeOfResource>", Statement("type", "text")),
        (
            '<genre authority="aat" valueURI="http://vocab.org/1">maps</genre>',
            Statement("type", "maps", uri="http://vocab.org/1", scheme="AAT"),
        ),
        ('<note type="ownership">Bought 1939</note>', Statement("provenance", "Bought 1939")),
        ('<note type="content">Words</note>', Statement("description", "Words")),
        (
            (
                '<language><languageTerm type="text">English</languageTerm>'
                '<languageTerm type="code">eng</languageTerm></language>'
            ),
            Statement("language", "eng"),
        ),
        (
            "<physicalDescription><internetMediaType>image/jp2</internetMediaType></physicalDescription>",
            Statement("format", "image/jp2", scheme="dcterms:IMT"),
        ),
        (
            "<physicalDescription><extent>5 p.</extent></physicalDescription>",
            Statement("extent", "5 p."),
        ),
        (
            "<physicalDescription><form>print</form></physicalDescription>",
            Statement("medium", "print"),
        ),
        (
            '<identifier type="doi">10.1108/x</identifier>',
            Statement("identifier", "https://doi.org/10.1108/x", scheme="DOI"),
        ),
        (
            '<identifier type="isbn">9780306406157</identifier>',
            Statement("identifier", "urn:isbn:9780306406157", scheme="ISBN"),
        ),
        (
            '<identifier type="uri">https://hdl.handle.net/1/2</identifier>',
            Statement("identifier", "https://hdl.handle.net/1/2", scheme="Handle"),
        ),
        (
            '<identifier type="local">A 1</identifier>',
            Statement("identifier", "A 1", scheme="local"),
        ),
        (
            (
                "<location><url access='object in context'>https://x.org/1</url>"
                "<url access='preview'>https://x.org/small</url></location>"
            ),
            Statement("identifier", "https://x.org/1", scheme="dcterms:URI"),
        ),
        (
            '<accessCondition type="use and reproduction">© A</accessCondition>',
            Statement("rights", "© A"),
        ),
        (
            '<accessCondition type="restriction on access">Ask</accessCondition>',
            Statement("accessRights", "Ask"),
        ),
        (
            (
                '<accessCondition xlink:href="https://creativecommons.org/licenses/by/4.0/">CC BY'
                "</accessCondition>"
            ),
            Statement("license", "CC BY", uri="https://creativecommons.org/licenses/by/4.0/"),
        ),
        (
            '<accessCondition xlink:href="http://rightsstatements.org/vocab/InC/1.0/"/>',
            Statement(
                "rights",
                "http://rightsstatements.org/vocab/InC/1.0/",
                uri="http://rightsstatements.org/vocab/InC/1.0/",
            ),
        ),
    ],
)
def test_an_element_is_the_statement_it_makes(content: str, statement: Statement) -> None:
    assert only(content) == statement


def test_open_access_is_a_level_however_it_is_written() -> None:
    level = only("<accessCondition>Open Access</accessCondition>")
    assert level.value == "info:eu-repo/semantics/openAccess"


def test_a_cancelled_identifier_and_an_empty_element_say_nothing() -> None:
    cancelled = '<identifier type="isbn" invalid="yes">1</identifier>'
    assert mods(f"{cancelled}<abstract/><titleInfo/><name/><subject/>").description == ()


def test_what_is_said_twice_is_one_statement() -> None:
    assert len(mods("<note>Once</note><note>Once</note>").description) == 1


@pytest.mark.parametrize(
    ("content", "identifier", "local"),
    [
        ("<identifier>oai:x:1</identifier><recordInfo>{}</recordInfo>", "oai:x:1", False),
        ('<identifier type="doi">10.1/x</identifier><recordInfo>{}</recordInfo>', "ocm1", True),
        ('<identifier type="doi">10.1/x</identifier>', "https://doi.org/10.1/x", False),
        ('<identifier type="local">MS:1</identifier>', "MS:1", True),
        (
            (
                '<identifier type="local">9</identifier><identifier type="uuid">'
                "4D0E0BC0-C540-012F-1857-58D385A7BC34</identifier>"
            ),
            "urn:uuid:4d0e0bc0-c540-012f-1857-58d385a7bc34",
            False,
        ),
    ],
)
def test_without_a_header_it_is_known_by_its_record_or_by_an_identifier(
    content: str, identifier: str, *, local: bool
) -> None:
    found = mods(content.format("<recordIdentifier>ocm1</recordIdentifier>"))
    assert (found.identifier, found.local) == (identifier, local)


def test_the_last_resort_is_the_elements_id() -> None:
    found = mods("<abstract>A</abstract>", 'ID="test"')
    assert (found.identifier, found.local) == ("test", True)
    assert mods("<abstract>A</abstract>").identifier == ""


def test_dspace_says_in_an_extension_when_the_item_came() -> None:
    described = mods(
        "<extension><dateAccessioned>2022-05-31</dateAccessioned></extension>"
        "<extension><dateAvailable>2022-06-01</dateAvailable></extension>"
    )
    assert values(described, "dateSubmitted") == ["2022-05-31"]
    assert values(described, "available") == ["2022-06-01"]


def test_how_the_item_is_to_be_cited_is_its_citation() -> None:
    note = '<note type="Preferred Citation">Papers, box 1.</note>'
    assert only(note) == Statement("bibliographicCitation", "Papers, box 1.")


@pytest.mark.parametrize("attribute", ["type", "displayLabel"])
def test_a_condition_may_say_that_it_is_a_licence(attribute: str) -> None:
    condition = f"<accessCondition {attribute}='license'>Free for all.</accessCondition>"
    assert only(condition) == Statement("license", "Free for all.")


def test_where_the_item_is_described_refers_to_it() -> None:
    note = '<note type="citation/reference">Bond, W.H. Supplement to the Census.</note>'
    assert only(note) == Statement("isReferencedBy", "Bond, W.H. Supplement to the Census.")


@pytest.mark.parametrize(
    "words",
    ["CC0 1.0 Universal", "Licensed under a Creative Commons Attribution License", "CC BY 4.0"],
)
def test_a_condition_that_names_a_licence_of_creative_commons_is_one(words: str) -> None:
    condition = f"<accessCondition type='useAndReproduction'>{words}</accessCondition>"
    assert only(condition) == Statement("license", words)


def test_a_language_in_words_has_the_uri_of_its_code() -> None:
    french = "http://id.loc.gov/vocabulary/iso639-2/fre"
    term = (
        f"<language><languageTerm type='text' valueURI='{french}'>French</languageTerm></language>"
    )
    assert only(term) == Statement("language", "French", uri=french)


def test_a_form_has_its_vocabulary() -> None:
    form = "<physicalDescription><form authority='marcform'>print</form></physicalDescription>"
    assert only(form) == Statement("medium", "print", scheme="marcform")


def test_a_collection_and_a_manuscript_are_types_too() -> None:
    found = mods("<typeOfResource collection='yes' manuscript='yes'>text</typeOfResource>")
    assert found.description == (
        Statement("type", "text"),
        Statement("type", "Collection", scheme="dcterms:DCMIType"),
        Statement("type", "manuscript"),
    )
