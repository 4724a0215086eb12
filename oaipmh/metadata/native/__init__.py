"""Native records: what came in, in a format that is served, and is served as it came.

A source's record must keep the rules of its namespace, one file for each, for every response must
be valid. One that breaks them in form alone is mended where nothing is lost by it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from lxml import etree

from oaipmh.metadata.native import datacite, marc21, mending, mods
from oaipmh.metadata.native.rules import Rule, first_fault
from oaipmh.protocol import namespaces as ns

_RULES = {
    datacite.NAMESPACE: ("resource", datacite.RESOURCE),
    mods.NAMESPACE: ("mods", mods.RECORD),
    marc21.NAMESPACE: ("record", marc21.RECORD),
}
_MENDS: Mapping[str, Callable[[etree._Element], tuple[str, ...]]] = {marc21.NAMESPACE: mending.mend}
NATIVE_NAMESPACES = frozenset(_RULES)
"""The namespaces that a native record may be in."""

# Parsers read 256 levels; four are above a record: OAI-PMH, ListRecords, record, metadata.
_GREATEST_DEPTH = 252
_IS_TOO_DEEP = etree.XPath(f"boolean({'/*' * (_GREATEST_DEPTH + 1)})")
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


class NotServable(Exception):
    """A record cannot be served as it came; the message says why."""


@dataclass(frozen=True, slots=True)
class NativeRecord:
    """A record as its source has it, without the source's envelope, and the namespace it is in."""

    namespace: str
    xml: bytes


@dataclass(frozen=True, slots=True)
class Servable:
    """The XML that is served of a native record, and in words what of it is not as it came."""

    xml: bytes
    mends: tuple[str, ...] = ()


def servable(native: NativeRecord, schema: str) -> Servable:
    """What is served of a record; where its root names no schema of its namespace, it does then.

    Raises:
        NotServable: it breaks a rule, and cannot be mended.
    """
    try:
        root = etree.fromstring(native.xml, _PARSER)
    except etree.XMLSyntaxError as error:
        raise NotServable(f"it does not stand by itself: {error.msg}") from None
    name, rule = _RULES[native.namespace]
    if root.tag != f"{{{native.namespace}}}{name}":
        raise NotServable(f"its root is no {name}")
    if _IS_TOO_DEEP(root):
        raise NotServable(f"it is deeper than {_GREATEST_DEPTH} elements")
    mends = _mends(root, native.namespace, rule)
    locations = root.get(ns.SCHEMA_LOCATION, "").split()
    if len(locations) % 2:
        raise NotServable("its schemaLocation has no pairs")
    if native.namespace not in locations[::2]:
        root.set(ns.SCHEMA_LOCATION, " ".join([*locations, native.namespace, schema]))
    elif not mends:
        return Servable(native.xml)
    return Servable(etree.tostring(root, encoding="UTF-8"), mends)


def _mends(root: etree._Element, namespace: str, rule: Rule) -> tuple[str, ...]:
    """Mend a record in place if it breaks a rule; in words, what of it is not as it came then.

    Raises:
        NotServable: it still breaks one.
    """
    fault = first_fault(root, namespace, rule)
    if fault is None:
        return ()
    mends = _MENDS[namespace](root) if namespace in _MENDS else ()
    fault = first_fault(root, namespace, rule) if mends else fault
    if fault is not None:
        raise NotServable(fault)
    return mends
