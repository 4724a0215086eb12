"""What a MODS item is part of: its host, its place in it, and its relations."""

import pytest

from oaipmh.metadata.description import Statement
from oaipmh.readers.mods_related import part_of, related
from tests.support.xml import element

ARTICLE = """<mods><relatedItem type="host">
<titleInfo><title>Journal of Integrated Care</title></titleInfo>
<originInfo><dateIssued>2015</dateIssued></originInfo>
<identifier type="issn">1476-9018</identifier>
<part><detail type="volume"><number>23</number></detail>
<detail type="issue"><caption>no.</caption><number>5</number></detail>
<extent unit="pages"><start>287</start><end>301</end></extent></part>
</relatedItem></mods>"""


def test_an_article_has_its_place_in_words_and_in_parts_and_the_hosts_date() -> None:
    words, parts, issued = part_of(element(ARTICLE))
    assert words.value == "Journal of Integrated Care, 23 (5). pp. 287-301. ISSN 1476-9018"
    assert "rft.volume=23" in parts.value
    assert issued == Statement("issued", "2015")


def test_the_items_own_date_goes_before_its_hosts() -> None:
    own = "<originInfo><dateIssued>2016</dateIssued></originInfo></mods>"
    found = part_of(element(ARTICLE.replace("</mods>", own)))
    assert "issued" not in [one.property for one in found]


def test_a_part_of_no_host_is_the_items_own() -> None:
    (words, _) = part_of(
        element("<mods><part><detail type='volume'><number>5</number></detail></part></mods>")
    )
    assert words.value == "5"


def test_what_the_host_is_in_the_item_is_in_too() -> None:
    collection = "<relatedItem type='host'><titleInfo><title>B</title></titleInfo></relatedItem>"
    box = f"<relatedItem type='host'><titleInfo><title>A</title></titleInfo>{collection}"
    other = "<relatedItem type='otherFormat'><titleInfo><title>C</title></titleInfo></relatedItem>"
    assert list(related(element(f"{box}{other}</relatedItem>"))) == [
        Statement("isPartOf", "A"),
        Statement("isPartOf", "B"),
    ]


def test_a_collection_is_no_place_in_a_host() -> None:
    host = "<relatedItem type='host'><titleInfo><title>Papers</title></titleInfo></relatedItem>"
    assert part_of(element(f"<mods>{host}</mods>")) == []


@pytest.mark.parametrize(
    ("kind", "property_"),
    [
        ("host", "isPartOf"),
        ("series", "isPartOf"),
        ("constituent", "hasPart"),
        ("preceding", "replaces"),
        ("succeeding", "isReplacedBy"),
        ("otherVersion", "hasVersion"),
        ("references", "references"),
        ("reviewOf", "relation"),
    ],
)
def test_a_related_item_is_the_relation_it_is(kind: str, property_: str) -> None:
    title = (
        "<titleInfo><nonSort>The</nonSort><title>Other</title><subTitle>one</subTitle></titleInfo>"
    )
    found = related(element(f'<relatedItem type="{kind}">{title}</relatedItem>'))
    assert list(found) == [Statement(property_, "The Other: one")]


@pytest.mark.parametrize(
    ("content", "statement"),
    [
        (
            "<titleInfo><title>T</title></titleInfo><identifier type='issn'>1476-9018</identifier>",
            Statement("isPartOf", "T", uri="urn:issn:1476-9018"),
        ),
        (
            "<identifier type='doi'>10.1/x</identifier>",
            Statement("isPartOf", "https://doi.org/10.1/x", scheme="DOI"),
        ),
        (
            "<location><url>https://x.org/h</url></location>",
            Statement("isPartOf", "https://x.org/h", scheme="dcterms:URI"),
        ),
        (
            "<identifier type='local'>MS 5</identifier>",
            Statement("isPartOf", "MS 5", scheme="local"),
        ),
        (
            "<titleInfo><title>T</title></titleInfo><identifier type='uuid'>4C-1</identifier>",
            Statement("isPartOf", "T", uri="urn:uuid:4c-1"),
        ),
        ("Nature Communications", Statement("isPartOf", "Nature Communications")),
    ],
)
def test_it_is_named_by_its_title_or_by_an_identifier(content: str, statement: Statement) -> None:
    found = related(element(f'<relatedItem type="host">{content}</relatedItem>'))
    assert list(found) == [statement]


def test_an_edition_is_told_of_what_is_in_no_host() -> None:
    (parts,) = part_of(element("<mods><originInfo><edition>2nd ed.</edition></originInfo></mods>"))
    assert "rft.edition=2nd+ed." in parts.value


def test_the_number_in_a_series_is_cited_and_that_of_another_part_is_in_its_title() -> None:
    title = "<titleInfo><title>Studies</title><partNumber>44</partNumber></titleInfo>"
    series, words, _ = related(element(f"<relatedItem type='series'>{title}</relatedItem>"))
    assert series == Statement("isPartOf", "Studies")
    assert words == Statement("bibliographicCitation", "Studies, 44")
    (part,) = related(element(f"<relatedItem type='constituent'>{title}</relatedItem>"))
    assert part == Statement("hasPart", "Studies. 44")


def test_the_name_of_a_part_is_in_its_title() -> None:
    title = "<titleInfo><title>Studies</title><partName>Series B</partName></titleInfo>"
    (series,) = related(element(f"<relatedItem type='series'>{title}</relatedItem>"))
    assert series == Statement("isPartOf", "Studies. Series B")
