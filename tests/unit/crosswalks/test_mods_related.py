"""mods: identifiers, addresses, hosts and related items."""

import pytest

from oaipmh.metadata.citation import Citation
from oaipmh.metadata.description import Statement
from tests.unit.crosswalks.test_mods import shown


@pytest.mark.parametrize(
    ("value", "scheme", "expected"),
    [
        ("https://doi.org/10.1/a", "DOI", '<identifier type="doi">10.1/a</identifier>'),
        ("https://hdl.handle.net/10.1/2", "Handle", '<identifier type="hdl">10.1/2</identifier>'),
        ("urn:nbn:de:1-2", None, '<identifier type="urn">urn:nbn:de:1-2</identifier>'),
        ("urn:uuid:ab-1", "UUID", '<identifier type="uuid">ab-1</identifier>'),
        ("7", "oclc", '<identifier type="oclc">7</identifier>'),
        ("7", None, '<identifier type="local">7</identifier>'),
        ("http://x.org/a b", None, '<identifier type="uri">http://x.org/a b</identifier>'),
    ],
)
def test_identifiers_have_types(value: str, scheme: str | None, expected: str) -> None:
    assert shown(Statement("identifier", value, scheme=scheme), of="identifier") == [expected]


def test_addresses_the_first_one_primary() -> None:
    assert shown(
        Statement("identifier", "http://x.org/1.pdf", scheme="application/pdf"),
        Statement("identifier", "http://x.org/1", scheme="dcterms:URI"),
        of="location identifier",
    ) == [
        (
            '<location><url access="object in context" usage="primary">http://x.org/1</url>'
            '<url access="raw object" note="application/pdf">http://x.org/1.pdf</url></location>'
        )
    ]


def test_an_item_known_only_by_a_doi_is_found_there() -> None:
    doi = Statement("identifier", "https://doi.org/10.1/a", scheme="DOI")
    assert shown(doi, of="location") == [
        (
            '<location><url access="object in context" usage="primary">https://doi.org/10.1/a</url>'
            "</location>"
        )
    ]


def test_a_host_has_the_place_of_the_item_in_it() -> None:
    place = Citation(host="Nature", volume="23", issue="5", start_page="287", end_page="301")
    host = Statement("isPartOf", "Nature", uri="urn:issn:1476-9018")
    assert shown(host, *place.statements(), of="relatedItem") == [
        (
            '<relatedItem type="host"><titleInfo><title>Nature</title></titleInfo>'
            '<identifier type="issn">1476-9018</identifier><part>'
            '<detail type="volume"><number>23</number></detail>'
            '<detail type="issue"><number>5</number></detail>'
            '<extent unit="pages"><start>287</start><end>301</end></extent></part></relatedItem>'
        )
    ]


def test_a_series_has_the_number_of_the_item_in_its_title() -> None:
    place = Citation(series="Studies", volume="7", issn="1476-9018")
    assert shown(*place.statements(), of="relatedItem") == [
        (
            '<relatedItem type="series"><titleInfo><title>Studies</title><partNumber>7</partNumber>'
            '</titleInfo><identifier type="issn">1476-9018</identifier></relatedItem>'
        )
    ]


def test_a_conference_is_related() -> None:
    place = Citation(conference="OR", conference_place="Paris", conference_date="2015")
    assert shown(*place.statements(), of="relatedItem") == [
        (
            '<relatedItem otherType="conference"><name type="conference"><namePart>OR</namePart>'
            '<namePart>Paris</namePart><namePart type="date">2015</namePart></name></relatedItem>'
        )
    ]


@pytest.mark.parametrize(
    ("property_", "kind"),
    [
        ("hasPart", 'type="constituent"'),
        ("replaces", 'type="preceding"'),
        ("isReplacedBy", 'type="succeeding"'),
        ("isFormatOf", 'type="original"'),
        ("hasFormat", 'type="otherFormat"'),
        ("hasVersion", 'type="otherVersion"'),
        ("references", 'type="references"'),
        ("isReferencedBy", 'type="isReferencedBy"'),
        ("isVersionOf", 'otherType="isVersionOf"'),
        ("source", 'otherType="source"'),
        ("relation", 'otherType="relation"'),
    ],
)
def test_related_items_have_types(property_: str, kind: str) -> None:
    doi = Statement(property_, "https://doi.org/10.1/a", scheme="DOI")
    named = Statement(property_, "A work", uri="http://x.org/w")
    assert shown(doi, named, of="relatedItem") == [
        f'<relatedItem {kind}><identifier type="doi">10.1/a</identifier></relatedItem>',
        (
            f"<relatedItem {kind}><titleInfo><title>A work</title></titleInfo>"
            '<identifier type="uri">http://x.org/w</identifier></relatedItem>'
        ),
    ]


def test_pages_from_and_to_are_not_listed_again() -> None:
    place = Citation(host="Land", pages="87-112", start_page="87", end_page="112")
    (host,) = shown(*place.statements(), of="relatedItem")
    assert "<start>87</start><end>112</end></extent>" in host
    place = Citation(host="Land", pages="87-90, 95", start_page="87", end_page="95")
    (host,) = shown(*place.statements(), of="relatedItem")
    assert "<list>87-90, 95</list>" in host


def test_a_class_in_words_is_a_topic() -> None:
    in_words = Statement("subject", "HD Industries. Land use", scheme="LCC")
    (subject,) = shown(in_words, of="subject classification")
    assert subject.startswith("<subject")
    assert "<topic>HD Industries. Land use</topic>" in subject


def test_a_part_is_told_and_leaves_no_host_empty() -> None:
    (host,) = shown(*Citation(part="Chapter 4").statements(), of="relatedItem")
    assert '<detail type="part"><number>Chapter 4</number></detail>' in host
