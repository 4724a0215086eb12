"""Coordinates in DCMI's syntax."""

import pytest

from oaipmh.metadata.description import Statement
from oaipmh.metadata.places import (
    box_of,
    box_statement,
    place_name,
    point_statement,
    polygon_of,
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


def test_what_was_written_is_read_again() -> None:
    point = point_statement(east="-67.3", north="31.2")
    box = box_statement(west="1", east="2", south="3", north="4")
    assert box_of(point) == ("-67.3", "-67.3", "31.2", "31.2")
    assert box_of(box) == ("1", "2", "3", "4")
    assert polygon_of(polygon_statement([("1", "2"), ("-3", "4.5")])) == [("1", "2"), ("-3", "4.5")]


@pytest.mark.parametrize(
    ("value", "scheme"),
    [
        ("east=1; north=2", None),
        ("east=1", "dcterms:Point"),
        ("east=; north=2", "dcterms:Point"),
        ("east=12°; north=2", "dcterms:Point"),
        ("northlimit=4; eastlimit=2; southlimit=3", "dcterms:Box"),
        ("POLYGON ((1 2, 3 x))", "geo:wktLiteral"),
        ("POLYGON ((1 2 3))", "geo:wktLiteral"),
        ("LINESTRING (1 2, 3 4)", "geo:wktLiteral"),
        ("POLYGON ((1 2, 3 4))", None),
    ],
)
def test_what_has_not_all_of_its_limits_is_no_place_on_a_map(
    value: str, scheme: str | None
) -> None:
    statement = Statement("spatial", value, scheme=scheme)
    assert box_of(statement) is None
    assert polygon_of(statement) == []


def test_a_point_may_have_a_name() -> None:
    named = Statement("spatial", "name=Perth; east=115.8; north=-31.9", scheme="dcterms:Point")
    assert place_name(named) == "Perth"
    assert place_name(named._replace(scheme=None)) == ""
    assert place_name(point_statement(east="1", north="2")) == ""
