"""About containers: provenance and rights, rebuilt so that what is served is always valid.

https://www.openarchives.org/OAI/2.0/guidelines-provenance.htm and
https://www.openarchives.org/OAI/2.0/guidelines-rights.htm. OAI-PMH.xsd judges what stands in an
about container strictly, so a container whose schema is unknown to validators cannot be served.
"""

import re
from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache
from xml.sax.saxutils import escape

from lxml import etree

from oaipmh.protocol import namespaces as ns
from oaipmh.protocol.datestamp import format_utc, parse_datestamp
from oaipmh.protocol.syntax import is_uri

_ORIGIN_FIELDS = ("baseURL", "identifier", "datestamp", "metadataNamespace")
_FRACTION = re.compile(r"\.[0-9]+(?=Z$)")
_MAX_ORIGINS = 20
_JUDGED_NAMESPACES = ("http://www.openarchives.org/OAI/", ns.DC)
_PROVENANCE = f"{{{ns.PROVENANCE}}}provenance"
_ORIGIN = f"{{{ns.PROVENANCE}}}originDescription"
# One is written for every record of a harvest: lxml would take longer than reading the record.
_HEAD_XML = (
    f'<provenance xmlns="{ns.PROVENANCE}" xmlns:xsi="{ns.XSI}"'
    f' xsi:schemaLocation="{ns.PROVENANCE} {ns.PROVENANCE_SCHEMA}">'
    '<originDescription harvestDate="%s" altered="true"><baseURL>%s</baseURL>'
)
_RECORD_XML = "<identifier>%s</identifier><datestamp>%s</datestamp>"
_TAIL_XML = "<metadataNamespace>%s</metadataNamespace>"
_END_XML = "</originDescription></provenance>"
# Both of the outermost originDescription, which begins first.
_HARVESTED_WHEN = re.compile(
    rb'(<provenance [^>]*><originDescription) harvestDate="[^"]*"'
    rb"(.*?)<datestamp>[^<]*</datestamp>",
    re.DOTALL,
)
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


class BadAbout(ValueError):
    """An about container that cannot be served; the message says why."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a record was harvested from; `harvest_date` is in seconds, `datestamp` as it came."""

    harvest_date: int
    base_url: str
    identifier: str
    datestamp: str
    metadata_namespace: str


class ServableAbout(bytes):
    """A container that is known to be as `about_xml` would have it."""

    __slots__ = ()


def with_provenance(abouts: Iterable[bytes], origin: Origin) -> tuple[bytes, ...]:
    """The containers of a record harvested from `origin`, its provenance before them.

    The first provenance that the source gave, where it is valid, goes into ours: the record was
    harvested from there before. Our metadata is rebuilt, so it is always altered.
    """
    earlier = b""
    others = []
    for about in abouts:
        found = b"" if earlier else _earlier_origin(about)
        if found:
            earlier = found
        else:
            others.append(about)
    head, tail = _around_record(origin.harvest_date, origin.base_url, origin.metadata_namespace)
    record = _RECORD_XML % (escape(origin.identifier), escape(origin.datestamp))
    about = f"{head}{record}{tail}{earlier.decode()}{_END_XML}".encode()
    return (about if earlier or not _is_valid(origin) else ServableAbout(about)), *others


@lru_cache(maxsize=64)
def _around_record(harvest_date: int, base_url: str, metadata_namespace: str) -> tuple[str, str]:
    """What is the same for all that is harvested from a source within a second."""
    head = _HEAD_XML % (format_utc(harvest_date), escape(base_url))
    return head, _TAIL_XML % escape(metadata_namespace)


def _is_valid(origin: Origin) -> bool:
    """Whether provenance without an earlier origin would be served as it is."""
    try:
        dated = _datestamp(origin.datestamp, "datestamp") == origin.datestamp
    except BadAbout:
        return False
    uris = (origin.base_url, origin.identifier, origin.metadata_namespace)
    return dated and all(map(is_uri, uris))


def about_identity(about: bytes) -> bytes:
    """What of a container, as `about_xml` has it, tells one from another.

    Of provenance, that is all but the outermost harvestDate and datestamp: those change whenever
    the same record is harvested again.
    """
    found = _HARVESTED_WHEN.match(about)
    return about if found is None else b"".join([found[1], found[2], about[found.end() :]])


def _earlier_origin(about: bytes) -> bytes:
    """The originDescription of a container that is valid provenance, or nothing."""
    try:
        root = etree.fromstring(about, _PARSER)
        origin = None if root.tag != _PROVENANCE else _provenance(root).find(_ORIGIN)
    except (BadAbout, etree.XMLSyntaxError):
        return b""  # the pipeline drops it, and says so
    return b"" if origin is None else etree.tostring(origin, encoding="UTF-8")


def about_xml(root: etree._Element) -> bytes:
    """The container's root element as it will be served.

    Raises:
        BadAbout: it is neither provenance nor rights, or breaks its schema.
    """
    name = etree.QName(root)
    if root.getroottree().docinfo.doctype:  # its entities would mean nothing where it is served
        raise BadAbout("an about container cannot have a DOCTYPE")
    if name.namespace == ns.PROVENANCE and name.localname == "provenance":
        return etree.tostring(_provenance(root), encoding="UTF-8")
    if name.namespace == ns.RIGHTS and name.localname == "rights":
        return etree.tostring(_rights(root), encoding="UTF-8")
    raise BadAbout(f"an about container may hold provenance or rights, not {name.text}")


def _provenance(root: etree._Element) -> etree._Element:
    rebuilt = etree.Element(_PROVENANCE, nsmap={None: ns.PROVENANCE, "xsi": ns.XSI})
    rebuilt.set(ns.SCHEMA_LOCATION, f"{ns.PROVENANCE} {ns.PROVENANCE_SCHEMA}")
    parent, origin = rebuilt, root.find(_ORIGIN)
    if origin is None:
        raise BadAbout("provenance without originDescription")
    for _ in range(_MAX_ORIGINS):
        if origin is None:
            return rebuilt
        parent = _origin(parent, origin)
        origin = origin.find(_ORIGIN)
    raise BadAbout(f"provenance nested more than {_MAX_ORIGINS} deep")


def _origin(parent: etree._Element, origin: etree._Element) -> etree._Element:
    rebuilt = etree.SubElement(parent, _ORIGIN)
    rebuilt.set("harvestDate", _datestamp(origin.get("harvestDate", ""), "harvestDate"))
    altered = origin.get("altered", "")
    if altered not in ("true", "false", "1", "0"):
        raise BadAbout(f"provenance: altered is {altered!r}, not true or false")
    rebuilt.set("altered", altered)
    for field in _ORIGIN_FIELDS:
        value = (origin.findtext(f"{{{ns.PROVENANCE}}}{field}") or "").strip()
        if field == "datestamp":
            value = _datestamp(value, field)
        elif not is_uri(value):
            raise BadAbout(f"provenance: {field} is {value!r}, not a URI")
        etree.SubElement(rebuilt, f"{{{ns.PROVENANCE}}}{field}").text = value
    return rebuilt


def _datestamp(text: str, field: str) -> str:
    value = _FRACTION.sub("", text.strip())
    try:
        parse_datestamp(value)
    except ValueError as error:
        raise BadAbout(f"provenance: {field}: {error}") from None
    return value


def _rights(root: etree._Element) -> etree._Element:
    rebuilt = etree.Element(f"{{{ns.RIGHTS}}}rights", nsmap={None: ns.RIGHTS, "xsi": ns.XSI})
    rebuilt.set(ns.SCHEMA_LOCATION, f"{ns.RIGHTS} {ns.RIGHTS_SCHEMA}")
    reference = root.find(f"{{{ns.RIGHTS}}}rightsReference")
    definition = root.find(f"{{{ns.RIGHTS}}}rightsDefinition")
    if reference is not None and is_uri(reference.get("ref", "")):
        copy = etree.SubElement(rebuilt, f"{{{ns.RIGHTS}}}rightsReference")
        copy.set("ref", reference.get("ref", ""))
    elif definition is not None:
        copy = etree.SubElement(rebuilt, f"{{{ns.RIGHTS}}}rightsDefinition")
        copy.append(_definition(definition))
    else:
        raise BadAbout("rights without a rightsReference/@ref or a rightsDefinition")
    return rebuilt


def _definition(definition: etree._Element) -> etree._Element:
    """The one element a rightsDefinition holds, of a vocabulary whose schema we need not know."""
    elements = [child for child in definition if isinstance(child.tag, str)]
    if len(elements) != 1:
        raise BadAbout("rights: a rightsDefinition holds one element")
    for element in elements[0].iter(etree.Element):
        _require_unjudged(element)
    copied = deepcopy(elements[0])
    copied.tail = None
    return copied


def _require_unjudged(element: etree._Element) -> None:
    """Refuse what a validator would judge by a schema that nobody has checked here."""
    namespace = etree.QName(element).namespace or ""
    if not namespace or namespace.startswith(_JUDGED_NAMESPACES):
        raise BadAbout(f"rights: a rightsDefinition cannot hold an element of {namespace!r}")
    for name in element.attrib:
        if etree.QName(name).namespace in (ns.XSI, ns.XML):
            raise BadAbout(f"rights: a rightsDefinition cannot hold the attribute {name}")
