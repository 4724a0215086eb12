"""oai_datacite: DataCite's properties, each from what a description tells."""

from hypothesis import given, settings
from lxml import etree

from oaipmh.crosswalks.oai_datacite import FORMAT, missing, render
from oaipmh.metadata.access_rights import access_rights
from oaipmh.metadata.citation import Citation
from oaipmh.metadata.description import Description, Statement
from oaipmh.metadata.funding import funding_statements
from oaipmh.metadata.places import box_statement, point_statement, polygon_statement
from tests.support.resources import described, resource
from tests.unit.strategies import telling_descriptions

DATACITE = "{http://datacite.org/schema/kernel-4}"
WHOLE = (
    Statement("identifier", "https://doi.org/10.1/a", scheme="DOI"),
    Statement("creator", "Clark, Michael"),
    Statement("title", "On homes", "en"),
    Statement("publisher", "Emerald"),
    Statement("issued", "2015-11-04"),
    Statement("type", "article"),
)


def shown(name: str, *more: Statement, whole: Description = WHOLE) -> list[str]:
    """The elements of a name, without namespaces, of a record with these statements too."""
    record = render(resource(*whole, *more))
    found = list(record.iter(f"{DATACITE}{name}"))
    for element in record.iter(etree.Element):
        element.tag = etree.QName(element).localname
    etree.cleanup_namespaces(record)
    for one in found:
        one.tail = None
    bound = ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    return [etree.tostring(one, encoding="unicode").replace(bound, "") for one in found]


def without(*properties: str) -> list[str]:
    """What is missing from a whole description that lacks the statements of some properties."""
    return missing(resource(*(one for one in WHOLE if one.property not in properties)))


@settings(max_examples=100)
@given(telling_descriptions())
def test_every_record_has_the_mandatory_properties(description: Description) -> None:
    if missing(described(description)):
        return
    record = render(described(description))
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
        assert found.text
        assert found.text.strip(), path


@settings(max_examples=100)
@given(telling_descriptions())
def test_no_element_is_empty(description: Description) -> None:
    if not missing(described(description)):
        for element in render(described(description)).iter(etree.Element):
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
        '<date dateType="Other">1999</date>',
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


def test_the_language_is_the_first_one_that_is_known() -> None:
    unknown, german = Statement("language", "mul"), Statement("language", "ger")
    assert shown("language", unknown, german) == ["<language>de</language>"]
    assert shown("language", Statement("language", "pt-BR")) == ["<language>pt-BR</language>"]
    assert shown("language", unknown) == []


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


def test_the_format_is_datacites() -> None:
    assert FORMAT.metadata_prefix == "oai_datacite"
    assert FORMAT.metadata_namespace == "http://datacite.org/schema/kernel-4"
    assert FORMAT.schema == "http://schema.datacite.org/meta/kernel-4/metadata.xsd"
