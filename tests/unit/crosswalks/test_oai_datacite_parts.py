"""oai_datacite: dates, related resources, rights, descriptions, places, funding."""

from oaipmh.metadata.access_rights import access_rights
from oaipmh.metadata.citation import Citation
from oaipmh.metadata.description import Statement
from oaipmh.metadata.funding import funding_statements
from oaipmh.metadata.places import box_statement, point_statement, polygon_statement
from tests.support.datacite_records import WHOLE, shown


def test_dates_have_types_and_spans_stay_spans() -> None:
    more = (
        Statement("dateAccepted", "2015-06"),
        Statement("available", "2016-01-01"),
        Statement("date", "1999~"),
        Statement("created", "2005/2007"),
        Statement("temporal", "1914/1918"),
        Statement("temporal", "19th century"),
        Statement("modified", "soon"),
    )
    assert shown("date", *more) == [
        '<date dateType="Issued">2015-11-04</date>',
        '<date dateType="Created">2005/2007</date>',
        '<date dateType="Accepted">2015-06</date>',
        '<date dateType="Available">2016-01-01</date>',
        '<date dateType="Other" dateInformation="1999~">1999</date>',
        '<date dateType="Coverage">1914/1918</date>',
    ]


def test_a_date_of_no_kind_stands_in_for_the_date_of_issue() -> None:
    rest = tuple(one for one in WHOLE if one.property != "issued")
    assert shown("date", Statement("date", "2014"), whole=rest) == [
        '<date dateType="Issued">2014</date>'
    ]
    assert shown("publicationYear", Statement("date", "2014-01-31"), whole=rest) == [
        "<publicationYear>2014</publicationYear>"
    ]


def test_what_is_related_is_told_by_identifier_by_title_or_by_both() -> None:
    more = (
        Statement("references", "https://doi.org/10.1/b", scheme="DOI"),
        Statement("isVersionOf", "A draft", uri="https://doi.org/10.1/c"),
        Statement("conformsTo", "A standard", "en"),
        Statement("relation", "2018AGUFM.A24K..07S", scheme="bibcode"),
        Statement("source", "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC1/", scheme="PMCID"),
    )
    assert shown("relatedIdentifier", *more) == [
        (
            '<relatedIdentifier relatedIdentifierType="DOI" relationType="References">10.1/b'
            "</relatedIdentifier>"
        ),
        (
            '<relatedIdentifier relatedIdentifierType="DOI" relationType="IsVersionOf">10.1/c'
            "</relatedIdentifier>"
        ),
        (
            '<relatedIdentifier relatedIdentifierType="bibcode" relationType="Other">'
            "2018AGUFM.A24K..07S</relatedIdentifier>"
        ),
        (
            '<relatedIdentifier relatedIdentifierType="URL" relationType="IsDerivedFrom">'
            "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC1/</relatedIdentifier>"
        ),
    ]
    assert shown("relatedItem", *more) == [
        (
            '<relatedItem relatedItemType="Other" relationType="IsVersionOf">'
            '<relatedItemIdentifier relatedItemIdentifierType="DOI">10.1/c</relatedItemIdentifier>'
            "<titles><title>A draft</title></titles></relatedItem>"
        ),
        (
            '<relatedItem relatedItemType="Other" relationType="Other" '
            'relationTypeInformation="conformsTo">'
            '<titles><title xml:lang="en">A standard</title></titles></relatedItem>'
        ),
    ]


def test_the_isbn_of_the_book_is_no_identifier_of_the_chapter() -> None:
    isbn = Statement("identifier", "urn:isbn:9780306406157", scheme="ISBN")
    book = Statement("isPartOf", "Land and law", uri="urn:isbn:9780306406157")
    assert shown("alternateIdentifier", isbn, book) == []
    assert len(shown("alternateIdentifier", isbn)) == 1


def test_what_was_presented_is_in_proceedings_even_where_they_have_an_issn() -> None:
    talk = (*(one for one in WHOLE if one.property != "type"), Statement("type", "Conference Item"))
    cited = Citation(host="Proceedings", issn="1476-9018", conference="Harvest 2022").statements()
    (item,) = shown("relatedItem", *cited, whole=talk)
    assert item.startswith('<relatedItem relatedItemType="ConferenceProceeding"')
    (article,) = shown("relatedItem", *cited)
    assert article.startswith('<relatedItem relatedItemType="Journal"')


def test_the_host_is_one_related_item_with_the_place_in_it() -> None:
    cited = Citation(
        host="Care", volume="23", issue="5", start_page="287", end_page="301", issn="1476-9018"
    )
    journal = Statement("isPartOf", "Care", uri="urn:issn:1476-9018")
    assert shown("relatedItem", journal, *cited.statements()) == [
        (
            '<relatedItem relatedItemType="Journal" relationType="IsPublishedIn">'
            '<relatedItemIdentifier relatedItemIdentifierType="ISSN">1476-9018'
            "</relatedItemIdentifier><titles><title>Care</title></titles><volume>23</volume>"
            "<issue>5</issue><firstPage>287</firstPage><lastPage>301</lastPage></relatedItem>"
        )
    ]
    assert shown("relatedIdentifier", journal, *cited.statements()) == [
        (
            '<relatedIdentifier relatedIdentifierType="ISSN" relationType="IsPublishedIn">1476-9018'
            "</relatedIdentifier>"
        )
    ]
    assert shown("description", *cited.statements()) == []


def test_an_article_number_is_a_number() -> None:
    cited = Citation(host="Care", article_number="e12").statements()
    assert shown("number", *cited) == ['<number numberType="Article">e12</number>']


def test_an_edition_is_the_version() -> None:
    cited = Citation(edition="1.2").statements()
    assert shown("version", *cited) == ["<version>1.2</version>"]


def test_rights_are_the_access_level_the_licences_and_words() -> None:
    level = access_rights("open")
    assert level is not None
    more = (
        level,
        Statement("license", "https://creativecommons.org/licenses/by/4.0/"),
        Statement("license", "MIT", "en", uri="https://opensource.org/licenses/MIT"),
        Statement("rights", "All mine", "en"),
    )
    assert shown("rights", *more) == [
        '<rights rightsURI="info:eu-repo/semantics/openAccess">open access</rights>',
        (
            '<rights rightsURI="https://creativecommons.org/licenses/by/4.0/" '
            'rightsIdentifier="CC-BY-4.0" rightsIdentifierScheme="SPDX" '
            'schemeURI="https://spdx.org/licenses/">CC BY 4.0</rights>'
        ),
        (
            '<rights rightsURI="https://opensource.org/licenses/MIT" rightsIdentifier="MIT" '
            'rightsIdentifierScheme="SPDX" schemeURI="https://spdx.org/licenses/" '
            'xml:lang="en">MIT</rights>'
        ),
        '<rights xml:lang="en">All mine</rights>',
    ]


def test_descriptions_have_types_and_lines() -> None:
    more = (
        Statement("description", "A note"),
        Statement("abstract", "One.\n\nTwo.", "en"),
        Statement("tableOfContents", "1. Homes"),
        Statement("bibliographicCitation", "Care ; 5"),
    )
    assert shown("description", *more) == [
        '<description descriptionType="Abstract" xml:lang="en">One.<br/>Two.</description>',
        '<description descriptionType="TableOfContents">1. Homes</description>',
        '<description descriptionType="Other">A note</description>',
        '<description descriptionType="SeriesInformation">Care ; 5</description>',
    ]


def test_places_are_points_boxes_polygons_and_names() -> None:
    corners = [("1", "1"), ("2", "1"), ("2", "2"), ("1", "1")]
    more = (
        Statement("spatial", "London"),
        point_statement(east="-0.1", north="51.5"),
        box_statement(west="1", east="2", south="3", north="4"),
        polygon_statement(corners),
    )
    kinds = [one.partition("><")[2].partition(">")[0] for one in shown("geoLocation", *more)]
    assert kinds == [
        "geoLocationPlace",
        "geoLocationPoint",
        "geoLocationBox",
        "geoLocationPolygon",
    ]


def test_funding_names_the_funder_and_the_award() -> None:
    more = funding_statements(
        funder="ESRC",
        funder_uri="https://doi.org/10.13039/501100000269",
        award="ES/L01/1",
        award_uri="http://x.org/award",
        award_title="Homes",
    )
    assert shown("fundingReference", *more) == [
        (
            "<fundingReference><funderName>ESRC</funderName>"
            '<funderIdentifier funderIdentifierType="Crossref Funder ID" '
            'schemeURI="https://doi.org/">https://doi.org/10.13039/501100000269</funderIdentifier>'
            '<awardNumber awardURI="http://x.org/award">ES/L01/1</awardNumber>'
            "<awardTitle>Homes</awardTitle></fundingReference>"
        )
    ]
    assert shown("fundingReference", *funding_statements(award="1")) == []


def test_sizes_and_formats_are_told_once() -> None:
    more = (
        Statement("extent", "3 p."),
        Statement("format", "application/pdf", scheme="dcterms:IMT"),
        Statement("identifier", "http://x.org/1.pdf", scheme="application/pdf"),
    )
    assert shown("size", *more) == ["<size>3 p.</size>"]
    assert shown("format", *more) == ["<format>application/pdf</format>"]
