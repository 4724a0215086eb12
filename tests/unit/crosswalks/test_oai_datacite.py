"""oai_datacite: DataCite's mandatory properties, and what the resource is called and is about."""

from pathlib import Path

from hypothesis import given, settings
from lxml import etree

from oaipmh.crosswalks.oai_datacite import FORMAT, missing, render
from oaipmh.metadata.description import Description, Statement
from tests.support.datacite_records import DATACITE, WHOLE, shown
from tests.support.judges import faults_of
from tests.support.resources import described, resource
from tests.unit.strategies import telling_descriptions


def without(*properties: str) -> list[str]:
    """What is missing from a whole description that lacks the statements of some properties."""
    return missing(resource(*(one for one in WHOLE if one.property not in properties)))


@settings(max_examples=150)
@given(description=telling_descriptions())
def test_every_record_is_valid_and_has_the_mandatory_properties(
    description: Description, shared: Path
) -> None:
    whole = described((*description, *WHOLE))
    assert missing(whole) == []
    record = render(whole)
    assert faults_of("oai_datacite", record, shared) == []
    for path in (
        "identifier[@identifierType]",
        "creators/creator/creatorName",
        "titles/title",
        "publisher",
        "publicationYear",
        "resourceType[@resourceTypeGeneral]",
    ):
        found = record.find(DATACITE + path.replace("/", f"/{DATACITE}"))
        assert found is not None, path
        assert found.text, path
        assert found.text.strip(), path


@settings(max_examples=150)
@given(description=telling_descriptions())
def test_no_element_is_empty(description: Description) -> None:
    for element in render(described((*description, *WHOLE))).iter(etree.Element):
        assert len(element) or (element.text or "").strip() or element.tag == f"{DATACITE}br"


def test_a_whole_description_lacks_nothing() -> None:
    assert missing(resource(*WHOLE)) == []


def test_what_is_missing_is_named() -> None:
    assert without("identifier") == [
        "identifier: no identifier that is a DOI, Handle, ARK, URN or URL"
    ]
    assert without("creator") == ["creators: no statement of creator"]
    assert without("title") == ["titles: no statement of title"]
    assert without("issued") == [
        "publicationYear: no statement of issued or another date that can be read"
    ]
    assert without("type") == ["resourceType: no statement of type"]


def test_the_best_identifier_is_the_identifier_and_others_are_alternate() -> None:
    more = (
        Statement("identifier", "http://x.org/1", scheme="dcterms:URI"),
        Statement("identifier", "http://x.org/1.pdf", scheme="application/pdf"),
        Statement("identifier", "12345", scheme="Local accession number"),
    )
    assert shown("identifier", *more) == ['<identifier identifierType="DOI">10.1/a</identifier>']
    assert shown("alternateIdentifier", *more) == [
        '<alternateIdentifier alternateIdentifierType="URL">http://x.org/1</alternateIdentifier>',
        (
            '<alternateIdentifier alternateIdentifierType="Local accession number">12345'
            "</alternateIdentifier>"
        ),
        (
            '<alternateIdentifier alternateIdentifierType="URL">http://x.org/1.pdf'
            "</alternateIdentifier>"
        ),
    ]


def test_without_a_doi_a_handle_and_then_a_url_identifies() -> None:
    handle = Statement("identifier", "https://hdl.handle.net/10/2", scheme="Handle")
    url = Statement("identifier", "http://x.org/1", scheme="dcterms:URI")
    arxiv = Statement("identifier", "https://arxiv.org/abs/0706.0001", scheme="arXiv")
    rest = WHOLE[1:]
    assert shown("identifier", url, handle, whole=rest) == [
        '<identifier identifierType="Handle">10/2</identifier>'
    ]
    assert shown("identifier", url, whole=rest) == [
        '<identifier identifierType="URL">http://x.org/1</identifier>'
    ]
    assert shown("identifier", arxiv, whole=rest) == [
        '<identifier identifierType="URL">https://arxiv.org/abs/0706.0001</identifier>'
    ]


def test_creators_keep_their_order_and_say_what_kind_of_name_they_have() -> None:
    more = (
        Statement("creator", "LSE", "en", uri="https://ror.org/0090zs177"),
        Statement("creator", "Li, Ming", uri="https://viaf.org/viaf/1"),
    )
    assert shown("creator", *more) == [
        (
            '<creator><creatorName nameType="Personal">Clark, Michael</creatorName>'
            "<givenName>Michael</givenName><familyName>Clark</familyName></creator>"
        ),
        (
            '<creator><creatorName nameType="Organizational" xml:lang="en">LSE</creatorName>'
            '<nameIdentifier nameIdentifierScheme="ROR" schemeURI="https://ror.org/">'
            "https://ror.org/0090zs177</nameIdentifier></creator>"
        ),
        (
            '<creator><creatorName nameType="Personal">Li, Ming</creatorName>'
            "<givenName>Ming</givenName><familyName>Li</familyName>"
            '<nameIdentifier nameIdentifierScheme="VIAF">https://viaf.org/viaf/1</nameIdentifier>'
            "</creator>"
        ),
    ]


def test_a_publisher_may_have_an_identifier() -> None:
    rest = tuple(one for one in WHOLE if one.property != "publisher")
    known = Statement("publisher", "LSE", "en", uri="https://ror.org/0090zs177")
    assert shown("publisher", known, whole=rest) == [
        (
            '<publisher publisherIdentifier="https://ror.org/0090zs177" '
            'publisherIdentifierScheme="ROR" schemeURI="https://ror.org/" '
            'xml:lang="en">LSE</publisher>'
        )
    ]


def test_for_want_of_a_publisher_who_is_like_one_is_named_or_the_code_for_unavailable() -> None:
    rest = tuple(one for one in WHOLE if one.property != "publisher")
    assert shown("publisher", Statement("marcrel:dgg", "LSE"), whole=rest) == [
        "<publisher>LSE</publisher>"
    ]
    assert missing(resource(*rest)) == []
    assert shown("publisher", whole=rest) == ["<publisher>:unav</publisher>"]


def test_titles_of_another_language_are_translated_and_others_alternative() -> None:
    more = (
        Statement("title", "Homes", "en"),
        Statement("alternative", "Foyers", "fr"),
        Statement("alternative", "Houses"),
    )
    assert shown("title", *more) == [
        '<title xml:lang="en">On homes</title>',
        '<title xml:lang="en">Homes</title>',
        '<title titleType="TranslatedTitle" xml:lang="fr">Foyers</title>',
        '<title titleType="AlternativeTitle">Houses</title>',
    ]


def test_the_type_is_the_sources_own_word_and_datacites() -> None:
    rest = tuple(one for one in WHOLE if one.property != "type")
    general = Statement("type", "Instrument", scheme="DataCite:resourceTypeGeneral")
    assert shown("resourceType") == [
        '<resourceType resourceTypeGeneral="JournalArticle">article</resourceType>'
    ]
    assert shown("resourceType", general, Statement("type", "Telescope"), whole=rest) == [
        '<resourceType resourceTypeGeneral="Instrument">Telescope</resourceType>'
    ]
    assert shown("resourceType", general, whole=rest) == [
        '<resourceType resourceTypeGeneral="Instrument">Instrument</resourceType>'
    ]
    uri = Statement("type", "info:eu-repo/semantics/book")
    assert shown("resourceType", uri, whole=rest) == [
        '<resourceType resourceTypeGeneral="Book">book</resourceType>'
    ]
    assert shown("resourceType", Statement("type", "Whatnot"), whole=rest) == [
        '<resourceType resourceTypeGeneral="Other">Whatnot</resourceType>'
    ]


def test_a_version_of_a_paper_is_no_type() -> None:
    rest = tuple(one for one in WHOLE if one.property != "type")
    version = Statement("type", "info:eu-repo/semantics/acceptedVersion")
    assert missing(resource(*rest, version)) == ["resourceType: no statement of type"]


def test_subjects_keep_scheme_and_uri() -> None:
    subject = Statement("subject", "Homes", "en", uri="http://id.loc.gov/1", scheme="dcterms:LCSH")
    assert shown("subject", subject, Statement("subject", "Care")) == [
        (
            '<subject subjectScheme="LCSH" valueURI="http://id.loc.gov/1" xml:lang="en">Homes'
            "</subject>"
        ),
        "<subject>Care</subject>",
    ]


def test_contributors_have_the_type_that_their_role_means() -> None:
    more = (
        Statement("marcrel:edt", "Jones, Ann"),
        Statement("marcrel:ill", "Ray, B."),
        Statement("rightsHolder", "Emerald"),
        Statement("marcrel:fnd", "ESRC"),
    )
    kinds = [one.partition(">")[0] for one in shown("contributor", *more)]
    assert kinds == [
        '<contributor contributorType="Editor"',
        '<contributor contributorType="Other"',
        '<contributor contributorType="RightsHolder"',
    ]


def test_the_language_is_the_first_one_that_is_known() -> None:
    unknown, german = Statement("language", "mul"), Statement("language", "ger")
    assert shown("language", unknown, german) == ["<language>de</language>"]
    assert shown("language", Statement("language", "pt-BR")) == ["<language>pt-BR</language>"]
    assert shown("language", unknown) == []


def test_the_format_is_datacites() -> None:
    assert FORMAT.metadata_prefix == "oai_datacite"
    assert FORMAT.metadata_namespace == "http://datacite.org/schema/kernel-4"
    assert FORMAT.schema == "http://schema.datacite.org/meta/kernel-4/metadata.xsd"
