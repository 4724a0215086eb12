"""Places given by coordinates, in the syntax that DCMI has for them.

Points and boxes: https://www.dublincore.org/specifications/dublin-core/dcmi-point/ and
https://www.dublincore.org/specifications/dublin-core/dcmi-box/. DCMI has none for polygons: those
are well-known text, as in https://www.ogc.org/standards/geosparql/. All in decimal degrees, WGS 84.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from oaipmh.metadata.description import Statement

POINT_SCHEME = "dcterms:Point"
BOX_SCHEME = "dcterms:Box"
POLYGON_SCHEME = "geo:wktLiteral"
_DEGREES = re.compile(r"[+-]?\d{1,3}(?:\.\d{1,12})?", re.ASCII)


class Box(NamedTuple):
    """What lies between two meridians and two parallels, in decimal degrees as text."""

    west: str
    east: str
    south: str
    north: str

    @property
    def is_point(self) -> bool:
        """Whether its limits are the same."""
        return self.west == self.east and self.south == self.north


def box_of(statement: Statement) -> Box | None:
    """The point or box of a `spatial` statement; None where it has not all of its limits."""
    if statement.scheme not in (POINT_SCHEME, BOX_SCHEME):
        return None
    parts = (part.partition("=") for part in statement.value.split(";"))
    given = {name.strip().lower(): degrees.strip() for name, _, degrees in parts}
    if statement.scheme == POINT_SCHEME:
        east, north = given.get("east", ""), given.get("north", "")
        box = Box(east, east, north, north)
    else:
        box = Box(*(given.get(f"{side}limit", "") for side in Box._fields))
    return box if all(map(_DEGREES.fullmatch, box)) else None


def point_statement(*, east: str, north: str) -> Statement:
    """A point; western and southern degrees are negative."""
    return Statement("spatial", f"east={east}; north={north}", scheme=POINT_SCHEME)


def box_statement(*, west: str, east: str, south: str, north: str) -> Statement:
    """What lies between two meridians and two parallels."""
    limits = f"northlimit={north}; eastlimit={east}; southlimit={south}; westlimit={west}"
    return Statement("spatial", limits, scheme=BOX_SCHEME)


def polygon_statement(corners: Sequence[tuple[str, str]]) -> Statement:
    """What lies within a closed line through points, each (east, north)."""
    line = ", ".join(f"{east} {north}" for east, north in corners)
    return Statement("spatial", f"POLYGON (({line}))", scheme=POLYGON_SCHEME)
