"""DataCite XML: every kernel's ways of saying the same."""

import pytest
from lxml import etree

from oaipmh.readers.datacite.elements import resource_of
from oaipmh.readers.datacite.resource import GeoLocation, Name, Resource, Rights, Subject, Text


def resource(content: str, kernel: str = "4") -> Resource:
    """A resource with this in it."""
    xml = f'<resource xmlns="http://datacite.org/schema/kernel-{kernel}">{content}</resource>'
    return resource_of(etree.fromstring(xml))


def test_what_is_not_given_is_empty() -> None:
    assert resource("") == Resource(Text(""))
    assert resource("<titles/><publisher/><sizes><size/></sizes>").publishers == (Name(""),)


def test_a_publisher_may_be_named_in_two_languages() -> None:
    found = resource("<publisher>Universität</publisher><publisher>University</publisher>")
    assert [one.name for one in found.publishers] == ["Universität", "University"]


def test_polygons_may_stand_in_a_list() -> None:
    point = "<polygonPoint><pointLongitude>1</pointLongitude><pointLatitude>2</pointLatitude>"
    polygon = f"<geoLocationPolygon>{point}</polygonPoint></geoLocationPolygon>"
    places = f"<geoLocationPolygons>{polygon * 2}</geoLocationPolygons>"
    (found,) = resource(
        f"<geoLocations><geoLocation>{places}</geoLocation></geoLocations>"
    ).geo_locations
    assert found.polygons == ((("1", "2"),), (("1", "2"),))


def test_a_text_has_its_line_breaks_and_no_others() -> None:
    content = (
        "<descriptions><description descriptionType='Abstract' xml:lang='en'>"
        "\n  One\n <i>two</i>-three"
        "<br/> <!-- no --> four </description></descriptions>"
    )
    assert resource(content).descriptions == (Text("One two-three\nfour", "Abstract", "en"),)


def test_a_carriage_return_is_a_line_break_of_the_author() -> None:
    content = "<descriptions><description>One&#13;\n&#13;two\nthree</description></descriptions>"
    assert resource(content).descriptions == (Text("One\n\ntwo three"),)


def test_a_name_has_its_parts_and_identifiers() -> None:
    content = (
        "<contributors><contributor contributorType='Editor'><contributorName xml:lang='de'>Ö, A"
        "</contributorName><givenName>A</givenName><familyName>Ö</familyName>"
        "<nameIdentifier nameIdentifierScheme='ORCID'>0000</nameIdentifier>"
        "<affiliation>X</affiliation></contributor></contributors>"
    )
    (found,) = resource(content).contributors
    assert found == Name("Ö, A", "A", "Ö", "Editor", (Text("0000", "ORCID"),), "de")


@pytest.mark.parametrize(
    "content",
    [
        "<rightsList><rights rightsURI='http://x.org/'>Words</rights></rightsList>",
        "<rights rightsURI='http://x.org/'>Words</rights>",  # of the second kernel
    ],
)
def test_rights_stand_in_a_list_or_alone(content: str) -> None:
    assert resource(content, "2.2").rights == (Rights("Words", "http://x.org/"),)


FOURTH_KERNEL = (
    "<geoLocationPoint><pointLatitude>31.2</pointLatitude>"
    "<pointLongitude>-67.3</pointLongitude></geoLocationPoint>"
    "<geoLocationBox><westBoundLongitude>1</westBoundLongitude>"
    "<eastBoundLongitude>2</eastBoundLongitude><southBoundLatitude>3</southBoundLatitude>"
    "<northBoundLatitude>4</northBoundLatitude></geoLocationBox>"
)
THIRD_KERNEL = (
    "<geoLocationPoint>31.2 -67.3</geoLocationPoint><geoLocationBox>3 1 4 2</geoLocationBox>"
)


@pytest.mark.parametrize("place", [FOURTH_KERNEL, THIRD_KERNEL])
def test_points_and_boxes_are_read_in_both_spellings(place: str) -> None:
    (found,) = resource(
        f"<geoLocations><geoLocation>{place}</geoLocation></geoLocations>"
    ).geo_locations
    assert found == GeoLocation("", ("-67.3", "31.2"), ("1", "2", "3", "4"))


def test_a_location_may_have_several_names_and_points() -> None:
    names = "<geoLocationPlace>Sea</geoLocationPlace><geoLocationPlace>Meer</geoLocationPlace>"
    points = "".join(f"<geoLocationPoint>{one} 2</geoLocationPoint>" for one in (1, 3, 5))
    xml = f"<geoLocations><geoLocation>{names}{points}</geoLocation></geoLocations>"
    assert resource(xml).geo_locations == (
        GeoLocation("Sea", ("2", "1")),
        GeoLocation("Meer", ("2", "3")),
        GeoLocation("", ("2", "5")),
    )


@pytest.mark.parametrize("place", ["", "north", "<pointLatitude>1</pointLatitude>"])
def test_a_point_that_is_none_is_left_out(place: str) -> None:
    xml = f"<geoLocation><geoLocationPoint>{place}</geoLocationPoint></geoLocation>"
    (found,) = resource(f"<geoLocations>{xml}</geoLocations>").geo_locations
    assert found.point is None


def test_a_subject_has_its_code_and_the_address_of_its_scheme() -> None:
    subject = "<subject schemeURI='https://x.org/anzsrc' classificationCode='461001'>IS</subject>"
    found = resource(f"<subjects>{subject}</subjects>").subjects
    assert found == (Subject("IS", code="461001", scheme_uri="https://x.org/anzsrc"),)
