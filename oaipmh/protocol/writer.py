"""Responses as XML: OAI-PMH 2.0, section 3.2, valid against OAI-PMH.xsd.

lxml writes everything. What belongs to a record is written once, when its item is stored
(`header_xml`, `payload_xml`); a page joins those bytes into the envelope of its response.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any, TypeAlias

from lxml import etree

from oaipmh.protocol import namespaces as ns
from oaipmh.protocol.datestamp import Granularity, format_datestamp, format_utc
from oaipmh.protocol.errors import OAIError
from oaipmh.protocol.response import (
    Content,
    GetRecord,
    Identify,
    ListIdentifiers,
    ListMetadataFormats,
    ListPosition,
    ListRecords,
    ListSets,
    Response,
    SetDescription,
    StoredRecord,
)

_Pieces: TypeAlias = list[bytes]

_NSMAP = {None: ns.OAI_PMH, "xsi": ns.XSI}
_OAI_SCHEMA_LOCATION = f"{ns.OAI_PMH} {ns.OAI_PMH_SCHEMA}"

# A stored header has a NUL, which XML cannot hold, where its datestamp goes.
_DATESTAMP_PLACE = b"\0"
_DATESTAMP_MARK = "{datestamp}"
_LIVE, _DELETED = b"<header>", b'<header status="deleted">'
_IDENTIFIER_MARK = "{identifier}"
_PLAIN = re.compile(r"[ -%'-;=?-~]+")  # printable ASCII without & < >
# Stands where stored bytes go. In what harvesters send, lxml writes `<` as `&lt;`.
_STORED_MARK = "stored"
_STORED_PLACE = etree.tostring(etree.PI(_STORED_MARK))


def header_xml(identifier: str, set_specs: Iterable[str], *, deleted: bool) -> bytes:
    """A record's header as stored: a NUL byte stands for the datestamp (section 2.5).

    It has no namespace declaration of its own: the response it is joined into declares it.
    """
    before, after = _around_identifier(tuple(set_specs), deleted)
    return before + _text_xml(identifier) + after


def is_without_payload(record: StoredRecord) -> bool:
    """Whether a record is live and still has to be made."""
    return not record.payload and not record.header.startswith(_DELETED)


def deleted_header(header: bytes) -> bytes:
    """A stored header, saying that the record is deleted."""
    return header.replace(_LIVE, _DELETED, 1)


@lru_cache(maxsize=1024)
def _around_identifier(set_specs: tuple[str, ...], deleted: bool) -> tuple[bytes, bytes]:
    """What stands before and after the identifier in a header: many items are in the same sets."""
    header = etree.Element("header")
    if deleted:
        header.set("status", "deleted")
    etree.SubElement(header, "identifier").text = _IDENTIFIER_MARK
    etree.SubElement(header, "datestamp").text = _DATESTAMP_MARK
    for set_spec in set_specs:
        etree.SubElement(header, "setSpec").text = set_spec
    xml = etree.tostring(header, encoding="UTF-8")
    before, _, after = xml.partition(_IDENTIFIER_MARK.encode())
    return before, after.replace(_DATESTAMP_MARK.encode(), _DATESTAMP_PLACE, 1)


def _text_xml(text: str) -> bytes:
    """Text as XML has it; most has nothing that must be escaped."""
    if _PLAIN.fullmatch(text):
        return text.encode()
    element = etree.Element("t")
    element.text = text
    return etree.tostring(element, encoding="UTF-8").removeprefix(b"<t>").removesuffix(b"</t>")


def payload_xml(metadata: etree._Element, abouts: Iterable[bytes] = ()) -> bytes:
    """A record's metadata and its about containers as stored (section 2.5)."""
    etree.indent(metadata, space="")
    return native_payload_xml(etree.tostring(metadata, encoding="UTF-8"), abouts)


def native_payload_xml(metadata: bytes, abouts: Iterable[bytes] = ()) -> bytes:
    """As `payload_xml`, of an element that is XML already, without declaration."""
    about_containers = (b"<about>" + about + b"</about>" for about in abouts)
    return b"".join([b"<metadata>", metadata, b"</metadata>", *about_containers])


def write_response(response: Response) -> bytes:
    """The response as a UTF-8 document."""
    root = etree.Element(f"{{{ns.OAI_PMH}}}OAI-PMH", nsmap=_NSMAP)
    root.set(ns.SCHEMA_LOCATION, _OAI_SCHEMA_LOCATION)
    _add(root, "responseDate", format_utc(response.response_date))
    request = _add(root, "request", response.base_url)
    for name, value in response.arguments:
        request.set(name, value)
    stored = _write_content(root, response.content, response.granularity)
    etree.indent(root)
    envelope = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    before, _, after = envelope.partition(_STORED_PLACE)
    return b"".join([before, *stored, after, b"\n"])


def _write_content(
    root: etree._Element, content: Content | Sequence[OAIError], granularity: Granularity
) -> _Pieces:
    """Add the verb's element or the errors; return the pieces of stored bytes that go into it."""
    if isinstance(content, Sequence):
        for error in content:
            _add(root, "error", str(error)).set("code", error.code)
        return []
    element = _add(root, type(content).__name__)
    return _WRITERS[type(content)](element, content, granularity)


def _identify(element: etree._Element, content: Identify, granularity: Granularity) -> _Pieces:
    _add(element, "repositoryName", content.repository_name)
    _add(element, "baseURL", content.base_url)
    _add(element, "protocolVersion", "2.0")
    for email in content.admin_emails:
        _add(element, "adminEmail", email)
    earliest = format_datestamp(content.earliest_datestamp, granularity)
    _add(element, "earliestDatestamp", earliest)
    _add(element, "deletedRecord", "persistent")
    _add(element, "granularity", granularity.value)
    _add(element, "compression", "gzip")
    for description in content.descriptions:
        _add(element, "description").append(description)
    return []


def _list_metadata_formats(
    element: etree._Element, content: ListMetadataFormats, _: Granularity
) -> _Pieces:
    for known in content.formats:
        entry = _add(element, "metadataFormat")
        _add(entry, "metadataPrefix", known.metadata_prefix)
        _add(entry, "schema", known.schema)
        _add(entry, "metadataNamespace", known.metadata_namespace)
    return []


def _list_sets(element: etree._Element, content: ListSets, _: Granularity) -> _Pieces:
    for one in content.sets:
        entry = _add(element, "set")
        _add(entry, "setSpec", one.set_spec)
        _add(entry, "setName", one.set_name)
        if one.description:
            _add(entry, "setDescription").append(_set_description(one))
    _position(element, content.position)
    return []


def _set_description(one: SetDescription) -> etree._Element:
    """A set's description in Dublin Core, as the specification's own example has it."""
    root = etree.Element(f"{{{ns.OAI_DC}}}dc", nsmap={"oai_dc": ns.OAI_DC, "dc": ns.DC})
    root.set(ns.SCHEMA_LOCATION, f"{ns.OAI_DC} {ns.OAI_DC_SCHEMA}")
    etree.SubElement(root, f"{{{ns.DC}}}description").text = one.description
    return root


def _get_record(element: etree._Element, content: GetRecord, granularity: Granularity) -> _Pieces:
    return _stored(element, _records([content.record], granularity), None)


def _list_records(
    element: etree._Element, content: ListRecords, granularity: Granularity
) -> _Pieces:
    return _stored(element, _records(content.records, granularity), content.position)


def _list_identifiers(
    element: etree._Element, content: ListIdentifiers, granularity: Granularity
) -> _Pieces:
    pieces = [
        piece for record in content.records for piece in (_header(record, granularity), b"\n")
    ]
    return _stored(element, pieces, content.position)


def _records(records: Sequence[StoredRecord], granularity: Granularity) -> _Pieces:
    return [
        piece
        for record in records
        for piece in (b"<record>", _header(record, granularity), record.payload, b"</record>\n")
    ]


def _header(record: StoredRecord, granularity: Granularity) -> bytes:
    datestamp = format_datestamp(record.datestamp, granularity).encode()
    return record.header.replace(_DATESTAMP_PLACE, datestamp, 1)


def _stored(element: etree._Element, pieces: _Pieces, position: ListPosition | None) -> _Pieces:
    element.append(etree.PI(_STORED_MARK))
    _position(element, position)
    return pieces


def _position(element: etree._Element, position: ListPosition | None) -> None:
    if position is None:
        return
    token = _add(element, "resumptionToken", position.value or None)
    if position.expires is not None:
        token.set("expirationDate", format_utc(position.expires))
    if position.complete_list_size is not None:
        token.set("completeListSize", str(position.complete_list_size))
    token.set("cursor", str(position.cursor))


def _add(parent: etree._Element, name: str, text: str | None = None) -> etree._Element:
    element = etree.SubElement(parent, f"{{{ns.OAI_PMH}}}{name}")
    element.text = text
    return element


_WRITERS: dict[type, Callable[[etree._Element, Any, Granularity], _Pieces]] = {
    Identify: _identify,
    ListMetadataFormats: _list_metadata_formats,
    ListSets: _list_sets,
    GetRecord: _get_record,
    ListIdentifiers: _list_identifiers,
    ListRecords: _list_records,
}
