"""Coordinates in DCMI's syntax."""

from oaipmh.metadata.description import Statement
from oaipmh.metadata.places import (
    Box,
    box_of,
    box_statement,
    point_statement,
    polygon_statement,
)


def test_a_point_has_east_and_north() -> None:
    assert point_statement(east="-67.3", north="31.2") == Statement(
        "spatial", "east=-67.3; north=31.2", scheme="dcterms:Point"
    )


def test_a_box_has_four_limits() -> None:
    found = box_statement(west="1", east="2", south="3", north="4")
    assert found.value == "northlimit=4; eastlimit=2; southlimit=3; westlimit=1"
    assert found.scheme == "dcterms:Box"


def test_a_polygon_is_well_known_text() -> None:
    found = polygon_statement([("1", "2"), ("3", "4"), ("1", "2")])
    assert (found.value, found.scheme) == ("POLYGON ((1 2, 3 4, 1 2))", "geo:wktLiteral")


def test_a_box_and_a_point_are_read_back() -> None:
    box = box_statement(west="-5", east="2.5", south="50", north="60")
    assert box_of(box) == Box(west="-5", east="2.5", south="50", north="60")
    assert box_of(point_statement(east="2", north="-3.5")) == Box("2", "2", "-3.5", "-3.5")


def test_places_without_all_of_their_limits_in_degrees_are_no_boxes() -> None:
    assert box_of(Statement("spatial", "east=2", scheme="dcterms:Point")) is None
    assert box_of(Statement("spatial", "east=two; north=3", scheme="dcterms:Point")) is None
    assert box_of(Statement("spatial", "east=2; north=3")) is None
