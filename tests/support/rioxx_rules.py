"""What the RIOXX 3.0 profile demands of a record, for want of a schema that agrees with it.

https://www.rioxx.net/profiles/v3-0-final/. Its XSD forbids what it demands: `rel` and `type` of
dc:relation, a second creator, a creator without an identifier. `tests/support/rioxx_schema.py`
judges by what is left of the XSD.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from lxml import etree

_NAMESPACES = {
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://docs.rioxx.net/schema/v3.0/rioxxterms/": "rioxxterms",
    "http://www.rioxx.net/schema/v3.0/rioxx/": "rioxx",
}
_MANY = 10**6
# The column "Cardinality" of the profile's table.
_CARDINALITIES = {
    "dc:coverage": (0, _MANY),
    "dc:description": (0, _MANY),
    "dc:identifier": (1, 1),
    "dc:language": (1, _MANY),
    "dc:relation": (0, _MANY),
    "dc:source": (0, 1),
    "dc:subject": (0, _MANY),
    "dc:title": (1, 1),
    "dc:type": (1, _MANY),
    "dcterms:dateAccepted": (1, 1),
    "rioxxterms:contributor": (0, _MANY),
    "rioxxterms:creator": (1, _MANY),
    "rioxxterms:ext_relation": (0, _MANY),
    "rioxxterms:grant": (0, _MANY),
    "rioxxterms:project": (0, _MANY),
    "rioxxterms:publication_date": (0, 1),
    "rioxxterms:publisher": (0, _MANY),
    "rioxxterms:record_public_release_date": (0, 1),
}
_HTTP_URI = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
_W3CDTF = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01])(T\S+)?)?)?", re.ASCII)
_MEDIA_TYPE = re.compile(r"[\w.+-]+/[\w.+-]+( *;.*)?", re.ASCII)
_COAR = r"https?://purl\.org/coar/"
_COAR_TYPE = re.compile(_COAR + r"resource_type/(c_\w+|[0-9A-Z]{4}-[0-9A-Z]{4})", re.ASCII)
_COAR_VERSION = re.compile(_COAR + r"version/c_[0-9a-f]{16}", re.ASCII)
_COAR_ACCESS = re.compile(_COAR + r"access_right/(c_abf2|c_f1cf|c_16ec|c_14cb)", re.ASCII)
_LANGUAGE = re.compile(r"[a-z]{3}|[a-z]{2}(-[A-Z]{2})?")
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")
_TEXT = re.compile(r"\S(.*\S)?", re.DOTALL)
# "typed links from the IANA Link Relation Registry"; those of a work and its versions.
_LINK_RELATION = re.compile(
    "alternate|cite-as|collection|item|predecessor-version|related|successor-version"
)
# "The value MUST ..." of each element.
_VALUES = {
    "dc:identifier": _HTTP_URI,
    "dc:language": _LANGUAGE,
    "dc:relation": _URI,
    "dc:type": _COAR_TYPE,
    "dcterms:dateAccepted": _W3CDTF,
    "rioxxterms:ext_relation": _HTTP_URI,
    "rioxxterms:project": _URI,
    "rioxxterms:publication_date": _W3CDTF,
    "rioxxterms:record_public_release_date": _W3CDTF,
}
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_WORDS = {_LANG: _TEXT}
# The attributes that each element may have, and what each MUST contain.
_ATTRIBUTES: Mapping[str, Mapping[str, re.Pattern[str]]] = {
    "dc:coverage": _WORDS,
    "dc:description": _WORDS,
    "dc:subject": _WORDS,
    "dc:title": _WORDS,
    "dc:relation": {
        "rel": _LINK_RELATION,
        "type": _MEDIA_TYPE,
        "coar_type": _COAR_TYPE,
        "coar_version": _COAR_VERSION,
        "deposit_date": _W3CDTF,
        "resource_exposed_date": _W3CDTF,
        "access_rights": _COAR_ACCESS,
        "license_ref": _HTTP_URI,
    },
    "rioxxterms:creator": {"first-named-author": re.compile("true|false")},
    "rioxxterms:ext_relation": {
        "rel": _LINK_RELATION,
        "coar_type": _COAR_TYPE,
        "coar_version": _COAR_VERSION,
    },
    "rioxxterms:grant": {"funder_name": _TEXT, "funder_id": _HTTP_URI},
}
_AGENTS = ("rioxxterms:contributor", "rioxxterms:creator", "rioxxterms:publisher")


def faults(element: etree._Element) -> list[str]:
    """What is wrong with a RIOXX record; nothing where the profile is obeyed."""
    root = etree.fromstring(etree.tostring(element))
    return [fault for rule in _RULES for fault in rule(root)]


def _name(element: etree._Element) -> str:
    name = etree.QName(element)
    return f"{_NAMESPACES.get(name.namespace or '', name.namespace)}:{name.localname}"


def _root(root: etree._Element) -> Iterator[str]:
    if _name(root) != "rioxx:rioxx":
        yield f"the root is {root.tag}"


def _cardinalities(root: etree._Element) -> Iterator[str]:
    counts = Counter(map(_name, root))
    for name, count in counts.items():
        if name not in _CARDINALITIES:
            yield f"{name} is no property of the profile"
        elif count > _CARDINALITIES[name][1]:
            yield f"{name}: {count} times"
    for name, (least, _) in _CARDINALITIES.items():
        if counts[name] < least:
            yield f"{name} is mandatory"


def _values(root: etree._Element) -> Iterator[str]:
    for child in root:
        name = _name(child)
        if name not in _AGENTS:
            if not _VALUES.get(name, _TEXT).fullmatch(child.text or ""):
                yield f"{name}: {child.text!r}"
            if len(child):
                yield f"{name} has children"


def _attributes(root: etree._Element) -> Iterator[str]:
    for child in root:
        allowed = _ATTRIBUTES.get(_name(child), {})
        for attribute, value in child.attrib.items():
            if attribute not in allowed:
                yield f"{_name(child)} has no {attribute}"
            elif not allowed[attribute].fullmatch(value):
                yield f"{_name(child)}/@{attribute}: {value!r}"


def _agents(root: etree._Element) -> Iterator[str]:
    """`name` within creator, contributor and publisher; every `id` there MUST be an HTTP(S) URI."""
    for child in root:
        if _name(child) in _AGENTS:
            parts = [(_name(part), part.text or "") for part in child]
            names = [text for name, text in parts if name == "rioxxterms:name"]
            ids = [text for name, text in parts if name == "rioxxterms:id"]
            if len(names) != 1 or not _TEXT.fullmatch(names[0]) or len(names + ids) != len(parts):
                yield f"{_name(child)}: {parts}"
            if not all(map(_HTTP_URI.fullmatch, ids)):
                yield f"rioxxterms:id MUST be an HTTP(S) URI: {ids}"


def _first_author(root: etree._Element) -> Iterator[str]:
    """Only "the first element describes the first named author"."""
    creators = [child for child in root if _name(child) == "rioxxterms:creator"]
    named = [one.get("first-named-author") == "true" for one in creators]
    if not all(named[:1]):
        yield "the first creator is not the first named author"
    if any(named[1:]):
        yield "another creator than the first is the first named author"


def _files(root: etree._Element) -> Iterator[str]:
    """`rel="item"`: an HTTP(S) URI resolving to the resource."""
    for child in root:
        is_item = _name(child) == "dc:relation" and child.get("rel") == "item"
        if is_item and not _HTTP_URI.fullmatch(child.text or ""):
            yield f"dc:relation item: {child.text!r}"


def _obligations(root: etree._Element) -> Iterator[str]:
    """`ext_relation` MUST include rel and coar_type; a grant MUST name its funder."""
    for child in root:
        name = _name(child)
        if name == "rioxxterms:ext_relation":
            yield from (
                f"{name} lacks {one}" for one in ("rel", "coar_type") if one not in child.attrib
            )
        if name == "rioxxterms:grant" and not child.attrib:
            yield f"{name}: one or both of funder_name and funder_id MUST be supplied"


_RULES: tuple[Callable[[etree._Element], Iterator[str]], ...] = (
    _root,
    _cardinalities,
    _values,
    _attributes,
    _agents,
    _first_author,
    _files,
    _obligations,
)
