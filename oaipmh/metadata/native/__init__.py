"""Native records: what came in, in a format that is served, and is served as it came.

A source's record must keep the rules of its namespace, one file for each, for every response must
be valid.
"""

from dataclasses import dataclass

from lxml import etree

from oaipmh.metadata.native import datacite, marc21, mods
from oaipmh.metadata.native.rules import first_fault
from oaipmh.protocol import namespaces as ns

_RULES = {
    datacite.NAMESPACE: ("resource", datacite.RESOURCE),
    mods.NAMESPACE: ("mods", mods.RECORD),
    marc21.NAMESPACE: ("record", marc21.RECORD),
}
NATIVE_NAMESPACES = frozenset(_RULES)
"""The namespaces that a native record may be in."""

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


class NotServable(Exception):
    """A record cannot be served as it came; the message says why."""


@dataclass(frozen=True, slots=True)
class NativeRecord:
    """A record as its source has it, without the source's envelope, and the namespace it is in."""

    namespace: str
    xml: bytes


def servable(native: NativeRecord, schema: str) -> bytes:
    """The record's XML; where its root names no schema of its namespace, it names one then.

    Raises:
        NotServable: it breaks a rule.
    """
    try:
        root = etree.fromstring(native.xml, _PARSER)
    except etree.XMLSyntaxError as error:
        raise NotServable(f"it does not stand by itself: {error.msg}") from None
    name, rule = _RULES[native.namespace]
    if root.tag != f"{{{native.namespace}}}{name}":
        raise NotServable(f"its root is no {name}")
    fault = first_fault(root, native.namespace, rule)
    if fault is not None:
        raise NotServable(fault)
    locations = root.get(ns.SCHEMA_LOCATION, "").split()
    if len(locations) % 2:
        raise NotServable("its schemaLocation has no pairs")
    if native.namespace in locations[::2]:
        return native.xml
    root.set(ns.SCHEMA_LOCATION, " ".join([*locations, native.namespace, schema]))
    return etree.tostring(root, encoding="UTF-8")
