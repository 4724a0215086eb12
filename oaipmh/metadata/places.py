"""Places given by coordinates, in the syntax that DCMI has for them.

Points and boxes: https://www.dublincore.org/specifications/dublin-core/dcmi-point/ and
https://www.dublincore.org/specifications/dublin-core/dcmi-box/. DCMI has none for polygons: those
are well-known text, as in https://www.ogc.org/standards/geosparql/. All in decimal degrees, WGS 84.
"""

from collections.abc import Sequence

from oaipmh.metadata.description import Statement

POINT_SCHEME = "dcterms:Point"
BOX_SCHEME = "dcterms:Box"
POLYGON_SCHEME = "geo:wktLiteral"


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
