"""DataCite JSON says what DataCite XML says."""

from typing import Any

import pytest
from lxml import etree

from oaipmh.readers.datacite import attributes, elements
from oaipmh.readers.datacite.resource import GeoLocation, Related
from oaipmh.readers.incoming import Undescribable

XML = """
<resource xmlns="http://datacite.org/schema/kernel-4">
<identifier identifierType="DOI">10.5072/x</identifier>
<creators><creator><creatorName nameType="Personal">Clark, Michael</creatorName>
<givenName>Michael</givenName><familyName>Clark</familyName>
<nameIdentifier nameIdentifierScheme="ORCID">0000-0003-4964-5005</nameIdentifier></creator>
</creators>
<titles><title xml:lang="en">Light</title><title titleType="Subtitle">An essay</title></titles>
<publisher publisherIdentifier="https://ror.org/0090zs177" publisherIdentifierScheme="ROR">LSE
</publisher>
<publicationYear>2015</publicationYear>
<resourceType resourceTypeGeneral="Text">Article</resourceType>
<subjects><subject subjectScheme="LCSH" valueURI="http://x.org/1">Light</subject></subjects>
<contributors><contributor contributorType="Editor"><contributorName>Cornes</contributorName>
</contributor></contributors>
<dates><date dateType="Issued" dateInformation="Print">2015-11-04</date></dates>
<language>en</language>
<alternateIdentifiers><alternateIdentifier alternateIdentifierType="Local">12</alternateIdentifier>
</alternateIdentifiers>
<relatedIdentifiers><relatedIdentifier relatedIdentifierType="DOI" relationType="Cites">10.5072/y
</relatedIdentifier></relatedIdentifiers>
<sizes><size>1 MB</size></sizes><formats><format>text/csv</format></formats><version>2</version>
<rightsList><rights rightsURI="http://x.org/2" rightsIdentifier="X">Words</rights></rightsList>
<descriptions><description descriptionType="Abstract" xml:lang="en">A.</description></descriptions>
<geoLocations><geoLocation><geoLocationPlace>Sea</geoLocationPlace><geoLocationPoint>
<pointLatitude>31.2</pointLatitude><pointLongitude>-67.3</pointLongitude></geoLocationPoint>
<geoLocationBox><westBoundLongitude>1</westBoundLongitude><eastBoundLongitude>2</eastBoundLongitude>
<southBoundLatitude>3</southBoundLatitude><northBoundLatitude>4</northBoundLatitude>
</geoLocationBox></geoLocation></geoLocations>
<fundingReferences><fundingReference><funderName>NSF</funderName>
<funderIdentifier funderIdentifierType="ROR">https://ror.org/021nxhr62</funderIdentifier>
<awardNumber awardURI="http://x.org/3">C</awardNumber><awardTitle>T</awardTitle></fundingReference>
</fundingReferences>
<relatedItems><relatedItem relationType="IsPublishedIn" relatedItemType="Journal">
<relatedItemIdentifier relatedItemIdentifierType="ISSN">1476-9018</relatedItemIdentifier>
<titles><title>Journal</title><title titleType="Subtitle">Letters</title></titles>
<volume>23</volume><issue>5</issue>
<number numberType="Article">9</number><firstPage>287</firstPage><lastPage>301</lastPage>
<edition>1</edition></relatedItem></relatedItems>
</resource>
"""
JSON: dict[str, Any] = {
    "doi": "10.5072/x",
    "creators": [
        {
            "name": "Clark, Michael",
            "nameType": "Personal",
            "givenName": "Michael",
            "familyName": "Clark",
            "affiliation": [],
            "nameIdentifiers": [
                {"nameIdentifier": "0000-0003-4964-5005", "nameIdentifierScheme": "ORCID"}
            ],
        }
    ],
    "titles": [{"title": "Light", "lang": "en"}, {"title": "An essay", "titleType": "Subtitle"}],
    "publisher": {
        "name": "LSE",
        "publisherIdentifier": "https://ror.org/0090zs177",
        "publisherIdentifierScheme": "ROR",
    },
    "publicationYear": 2015,
    "types": {"resourceTypeGeneral": "Text", "resourceType": "Article", "ris": "RPRT"},
    "subjects": [{"subject": "Light", "subjectScheme": "LCSH", "valueUri": "http://x.org/1"}],
    "contributors": [{"name": "Cornes", "contributorType": "Editor", "nameIdentifiers": []}],
    "dates": [{"date": "2015-11-04", "dateType": "Issued", "dateInformation": "Print"}],
    "language": "en",
    "identifiers": [{"identifier": "12", "identifierType": "Local"}],
    "relatedIdentifiers": [
        {
            "relatedIdentifier": "10.5072/y",
            "relatedIdentifierType": "DOI",
            "relationType": "Cites",
        }
    ],
    "sizes": ["1 MB"],
    "formats": ["text/csv"],
    "version": "2",
    "rightsList": [{"rights": "Words", "rightsUri": "http://x.org/2", "rightsIdentifier": "X"}],
    "descriptions": [{"description": "A.", "descriptionType": "Abstract", "lang": "en"}],
    "geoLocations": [
        {
            "geoLocationPlace": "Sea",
            "geoLocationPoint": {"pointLatitude": 31.2, "pointLongitude": "-67.3"},
            "geoLocationBox": {
                "westBoundLongitude": 1,
                "eastBoundLongitude": 2,
                "southBoundLatitude": 3,
                "northBoundLatitude": 4,
            },
        }
    ],
    "fundingReferences": [
        {
            "funderName": "NSF",
            "funderIdentifier": "https://ror.org/021nxhr62",
            "funderIdentifierType": "ROR",
            "awardNumber": "C",
            "awardUri": "http://x.org/3",
            "awardTitle": "T",
        }
    ],
    "relatedItems": [
        {
            "relationType": "IsPublishedIn",
            "relatedItemType": "Journal",
            "relatedItemIdentifier": {
                "relatedItemIdentifier": "1476-9018",
                "relatedItemIdentifierType": "ISSN",
            },
            "titles": [{"title": "Journal"}, {"title": "Letters", "titleType": "Subtitle"}],
            "volume": "23",
            "issue": "5",
            "number": "9",
            "numberType": "Article",
            "firstPage": "287",
            "lastPage": "301",
            "edition": "1",
        }
    ],
    "container": {"type": "Journal", "title": "Journal"},
}


def test_json_says_what_xml_says() -> None:
    assert attributes.resource_of(JSON) == elements.resource_of(etree.fromstring(XML))


def test_a_container_is_the_host_where_no_related_item_is() -> None:
    container = {
        "type": "Journal",
        "identifier": "1476-9018",
        "identifierType": "ISSN",
        "title": "Journal",
        "volume": "23",
    }
    (found,) = attributes.resource_of({"container": container}).related
    assert found == Related("IsPublishedIn", "1476-9018", "ISSN", title="Journal", volume="23")
    repository = {"type": "DataRepository", "title": "A repository"}
    (found,) = attributes.resource_of({"container": repository}).related
    assert found.relation_type == "IsPartOf"


@pytest.mark.parametrize("nested", [False, True])
def test_polygons_are_lists_of_points_or_lists_of_lists(nested: bool) -> None:
    corners = [{"polygonPoint": {"pointLongitude": east, "pointLatitude": 2}} for east in (1, 3, 1)]
    place = {"geoLocationPolygon": [corners] if nested else corners}
    (found,) = attributes.resource_of({"geoLocations": [place]}).geo_locations
    assert found == GeoLocation(polygons=((("1", "2"), ("3", "2"), ("1", "2")),))


def test_older_shapes_are_read_too() -> None:
    found = attributes.resource_of({"publisher": "LSE", "titles": ["Light"], "creators": "Clark"})
    assert (found.publishers[0].name, found.titles[0].value) == ("LSE", "Light")
    assert found.creators[0].name == "Clark"
    assert attributes.resource_of({"titles": None, "types": {}, "container": {}}).titles == ()


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        ({"titles": [{"title": ["x"]}]}, "title"),
        ({"titles": [5]}, "titles"),
        ({"types": []}, "types"),
        ({"language": True}, "language"),
        ({"geoLocations": [{"geoLocationPoint": [1, 2]}]}, "geoLocationPoint"),
        ({"sizes": [{}]}, "sizes"),
    ],
)
def test_another_shape_is_refused_with_its_place(wrong: dict[str, Any], place: str) -> None:
    with pytest.raises(Undescribable, match=f"^{place}: expected"):
        attributes.resource_of(wrong)
