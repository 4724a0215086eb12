"""Mending MARCXML that breaks its schema in form alone, so that nothing it says is lost."""

import re
from collections.abc import Sequence

from lxml import etree

from oaipmh.metadata.native.marc21 import NAMESPACE

_LEADER = f"{{{NAMESPACE}}}leader"
_PLACES = {
    _LEADER: 0,
    f"{{{NAMESPACE}}}controlfield": 1,
    f"{{{NAMESPACE}}}datafield": 2,
}
_LENGTH = 24
# A record's length, then its status, a letter; and at the end the entry map, which is always 4500.
# https://www.loc.gov/marc/bibliographic/bdleader.html
_BEFORE_ENTRY_MAP = re.compile(r"([ \d]{5}[a-z].{14})45[0 ]{2}", re.ASCII)
_ENTRY_MAP = "4500"


def mend(record: etree._Element) -> tuple[str, ...]:
    """Mend a record in place, and say in words what of it is not as it came."""
    leaders = [_mend_leader(leader) for leader in record.iterchildren(_LEADER)]
    return tuple(one for one in (_put_in_order(record), *leaders) if one)


def _put_in_order(record: etree._Element) -> str:
    """Put the fields in the schema's order; white space between them stays where it is."""
    nodes = list(record)
    places = _places(nodes)
    if places == sorted(places):
        return ""
    ordered = [nodes[i] for i in sorted(range(len(nodes)), key=places.__getitem__)]
    tails = [node.tail for node in nodes]
    record.extend(ordered)
    for node, tail in zip(ordered, tails, strict=True):
        node.tail = tail
    return "the order of its fields: leader, controlfields, datafields"


def _places(nodes: Sequence[etree._Element]) -> list[int]:
    """Each node's place in the schema's order; a comment goes with the field after it."""
    places, place = [], len(_PLACES)
    for node in reversed(nodes):
        place = _PLACES.get(str(node.tag), place)
        places.append(place)
    return places[::-1]


def _mend_leader(leader: etree._Element) -> str:
    """Give a leader the blanks that were cut off before it, and its entry map."""
    given = leader.text or ""
    parts = _BEFORE_ENTRY_MAP.fullmatch(given.strip().rjust(_LENGTH))
    mended = given if parts is None or len(leader) else parts[1] + _ENTRY_MAP
    if mended == given:
        return ""
    leader.text = mended
    return f"its leader: {given!r} is {mended!r}"
