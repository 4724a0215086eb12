"""Coordinates in DCMI's syntax."""

from oaipmh.metadata.description import Statement
from oaipmh.metadata.places import box_statement, point_statement, polygon_statement


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
