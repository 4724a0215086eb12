"""oai_openaire: what is beside the resource: its funding, its relations, its host, its places."""

import pytest

from oaipmh.crosswalks.oai_openaire import render
from oaipmh.metadata.citation import Citation
from oaipmh.metadata.description import Statement
from oaipmh.metadata.funding import funding_statements
from oaipmh.metadata.places import box_statement, point_statement, polygon_statement
from tests.support.complete import CREATOR, ISSUED, OPEN, PAGE, TITLE, TYPE
from tests.support.outlines import outline
from tests.support.resources import described

COMPLETE = (TITLE, CREATOR, ISSUED, TYPE, PAGE, OPEN)


def shown(*statements: Statement) -> list[str]:
    """What statements add to the record of an item that has all that is mandatory."""
    plain = outline(render(described(COMPLETE)))
    added = outline(render(described((*COMPLETE, *statements))))
    return [line for line in added if line not in plain]


@pytest.mark.parametrize(
    ("uri", "kind"),
    [
        ("https://ror.org/00k4n6c32", "ROR"),
        ("https://doi.org/10.13039/501100000780", "Crossref Funder ID"),
        ("https://isni.org/isni/0000000106723101", "ISNI"),
        ("https://www.grid.ac/institutes/grid.270680.b", "GRID"),
        ("https://ec.europa.eu/", "Other"),
    ],
)
def test_funding_is_told_in_all_its_parts(uri: str, kind: str) -> None:
    grant = funding_statements(
        funder="European Commission",
        funder_uri=uri,
        programme="H2020",
        award="643410",
        award_uri="http://cordis.europa.eu/project/rcn/194062_en.html",
        award_title="OpenAIRE2020",
    )
    assert shown(*grant) == [
        "oaire:fundingReferences",
        "  oaire:fundingReference",
        "    oaire:funderName European Commission",
        f"    oaire:funderIdentifier[funderIdentifierType={kind}] {uri}",
        "    oaire:fundingStream H2020",
        "    oaire:awardNumber[awardURI=http://cordis.europa.eu/project/rcn/194062_en.html] 643410",
        "    oaire:awardTitle OpenAIRE2020",
    ]


def test_a_funder_without_an_award_is_told_and_an_award_without_a_funder_is_not() -> None:
    assert shown(*funding_statements(funder="ESRC")) == [
        "oaire:fundingReferences",
        "  oaire:fundingReference",
        "    oaire:funderName ESRC",
    ]
    assert shown(*funding_statements(award="ES/L01/1")) == []


def test_the_identifier_leads_to_the_repository_and_the_doi_is_another() -> None:
    doi = Statement("identifier", "https://doi.org/10.1108/JICA-06-2015-0023", scheme="DOI")
    handle = Statement("identifier", "https://hdl.handle.net/2027/42", scheme="Handle")
    assert shown(doi, Statement("identifier", "ab-12")) == [
        "datacite:alternateIdentifiers",
        "  datacite:alternateIdentifier[alternateIdentifierType=DOI] 10.1108/JICA-06-2015-0023",
        "  datacite:alternateIdentifier[alternateIdentifierType=Other] ab-12",
    ]
    assert shown(handle) == [
        "datacite:alternateIdentifiers",
        "  datacite:alternateIdentifier[alternateIdentifierType=URL] http://library.example.edu/1",
        "datacite:identifier[identifierType=HANDLE] https://hdl.handle.net/2027/42",
    ]


def test_the_isbn_of_the_book_that_a_chapter_is_in_is_not_the_chapters() -> None:
    isbn = "urn:isbn:9780306406157"
    assert shown(
        Statement("identifier", isbn, scheme="ISBN"), Statement("isPartOf", "Land", uri=isbn)
    ) == [
        "datacite:relatedIdentifiers",
        (
            "  datacite:relatedIdentifier[relatedIdentifierType=ISBN][relationType=IsPartOf]"
            " 9780306406157"
        ),
        "oaire:citationTitle Land",
    ]


@pytest.mark.parametrize(
    ("relation", "kind"),
    [
        ("references", "References"),
        ("isReferencedBy", "IsReferencedBy"),
        ("isPartOf", "IsPartOf"),
        ("hasPart", "HasPart"),
        ("isVersionOf", "IsVersionOf"),
        ("hasVersion", "HasVersion"),
        ("replaces", "IsNewVersionOf"),
        ("isReplacedBy", "IsPreviousVersionOf"),
        ("isFormatOf", "IsVariantFormOf"),
        ("hasFormat", "IsOriginalFormOf"),
        ("requires", "Requires"),
        ("isRequiredBy", "IsRequiredBy"),
        ("source", "IsDerivedFrom"),
    ],
)
def test_a_related_resource_has_the_type_of_its_relation(relation: str, kind: str) -> None:
    (_, line) = shown(Statement(relation, "https://doi.org/10.5281/zenodo.1", scheme="DOI"))
    assert line == (
        f"  datacite:relatedIdentifier[relatedIdentifierType=DOI][relationType={kind}]"
        " 10.5281/zenodo.1"
    )


def test_a_relation_that_does_not_say_which_is_not_told() -> None:
    assert shown(Statement("relation", "https://doi.org/10.5281/zenodo.1", scheme="DOI")) == []


def test_a_source_in_words_is_a_source_and_an_issn_is_a_host() -> None:
    assert shown(
        Statement("source", "Ecology Letters, vol. 4"),
        Statement("isPartOf", "Ecology Letters", uri="urn:issn:1461-023X"),
    ) == [
        "datacite:relatedIdentifiers",
        "  datacite:relatedIdentifier[relatedIdentifierType=ISSN][relationType=IsPartOf] 1461-023X",
        "dc:source Ecology Letters, vol. 4",
        "oaire:citationTitle Ecology Letters",
    ]


def test_a_citation_is_told_in_parts() -> None:
    cited = Citation(
        host="Journal of Integrated Care",
        volume="23",
        issue="5",
        start_page="287",
        end_page="301",
        issn="1476-9018",
        conference_place="London",
        conference_date="2015-06",
    )
    assert shown(*cited.statements()) == [
        "datacite:relatedIdentifiers",
        "  datacite:relatedIdentifier[relatedIdentifierType=ISSN][relationType=IsPartOf] 1476-9018",
        "oaire:citationTitle Journal of Integrated Care",
        "oaire:citationVolume 23",
        "oaire:citationIssue 5",
        "oaire:citationStartPage 287",
        "oaire:citationEndPage 301",
        "oaire:citationConferencePlace London",
        "oaire:citationConferenceDate 2015-06",
    ]


def test_places_have_names_or_coordinates() -> None:
    corners = [("1", "2"), ("3", "4"), ("5", "6"), ("1", "2")]
    assert shown(
        Statement("spatial", "Atlantic Ocean"),
        point_statement(east="31.233", north="-67.302"),
        box_statement(west="-71", east="-68", south="41", north="42"),
        polygon_statement(corners),
        point_statement(east="31", north="367"),
        Statement("spatial", "name=Perth; east=115.8; north=-31.9", scheme="dcterms:Point"),
    ) == [
        "datacite:geoLocations",
        *("  datacite:geoLocation", "    datacite:geoLocationPlace Atlantic Ocean"),
        *("  datacite:geoLocation", "    datacite:geoLocationPoint"),
        *("      datacite:pointLongitude 31.233", "      datacite:pointLatitude -67.302"),
        *("  datacite:geoLocation", "    datacite:geoLocationBox"),
        *("      datacite:westBoundLongitude -71", "      datacite:eastBoundLongitude -68"),
        *("      datacite:southBoundLatitude 41", "      datacite:northBoundLatitude 42"),
        *("  datacite:geoLocation", "    datacite:geoLocationPolygon"),
        *(
            line
            for east, north in corners
            for line in (
                "      datacite:polygonPoint",
                f"        datacite:pointLongitude {east}",
                f"        datacite:pointLatitude {north}",
            )
        ),
        *("  datacite:geoLocation", "    datacite:geoLocationPlace east=31; north=367"),
        *("  datacite:geoLocation", "    datacite:geoLocationPlace Perth"),
        *("    datacite:geoLocationPoint", "      datacite:pointLongitude 115.8"),
        "      datacite:pointLatitude -31.9",
    ]
