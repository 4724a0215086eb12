"""Saved OAI-PMH responses with oai_dc in them, and bare oai_dc records.

A response gives its records, its deletions and, from ListSets, its sets. A bare record has no
header, so its identifier is the first dc:identifier that begins with `oai:`, or else the first that
is an absolute URI.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from oaipmh.metadata.description import Description, Statement
from oaipmh.metadata.dublin_core import ELEMENTS
from oaipmh.protocol import namespaces as ns
from oaipmh.protocol.reader import (
    MalformedResponse,
    Part,
    ReadHeader,
    ReadMetadata,
    ReadRecord,
    ReadSet,
    read_response,
)
from oaipmh.readers.incoming import Incoming, IncomingItem, IncomingSet, Unreadable

_ABSOLUTE_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"]+", re.ASCII)
# The second is Dublin Core's namespace of 1999, still found in the wild.
_DC_NAMESPACES = (ns.DC, "http://purl.org/dc/elements/1.0/")
_ELEMENT_OF_TAG = {
    f"{{{namespace}}}{element}": element for namespace in _DC_NAMESPACES for element in ELEMENTS
}


def read(source: BinaryIO) -> Iterator[Incoming]:
    """Yield what a file holds; what cannot be read says where and why."""
    try:
        for part in read_response(source):
            one = incoming(part)
            if one is not None:
                yield one
    except MalformedResponse as error:
        reason = f"{error.reason}; what stands before was taken, the rest not"
        yield Unreadable(f"line {error.line}", b"", reason)


def incoming(part: Part) -> Incoming | None:
    """What a part of a response is to us: nothing, if it is neither item nor set."""
    if isinstance(part, ReadRecord):
        return _item(part)
    if isinstance(part, ReadMetadata):
        return _bare_item(part.element)
    if isinstance(part, ReadSet):
        return IncomingSet(f"set {part.set_spec}", part.set_spec, part.set_name, part.description)
    if isinstance(part, ReadHeader) and part.deleted:  # of ListIdentifiers
        return _tombstone(part, b"", "header of " + part.identifier)
    return None


def _tombstone(header: ReadHeader, raw: bytes, position: str) -> IncomingItem:
    return IncomingItem(
        position=position,
        raw=raw,
        identifier=header.identifier,
        deleted=True,
        datestamp=header.datestamp,
        set_specs=header.set_specs,
    )


def _item(record: ReadRecord) -> Incoming:
    header, position = record.header, _position(record.element)
    raw = etree.tostring(record.element, encoding="UTF-8", with_tail=False)
    if header is None:
        return Unreadable(position, raw, "a record without an OAI-PMH header")
    if header.deleted:
        return _tombstone(header, raw, position)
    if record.metadata is None:
        return Unreadable(position, raw, f"{header.identifier or 'the record'} has no metadata")
    root = etree.QName(record.metadata)
    if root.localname != "dc":
        name = f"{{{root.namespace or ''}}}{root.localname}"
        reason = f"{header.identifier}: the metadata is {name}; only oai_dc can be read"
        return Unreadable(position, raw, reason)
    return IncomingItem(
        position=position,
        raw=raw,
        identifier=header.identifier,
        datestamp=header.datestamp,
        set_specs=header.set_specs,
        description=_description(record.metadata),
        abouts=tuple(etree.tostring(about, with_tail=False) for about in record.abouts),
    )


def _bare_item(metadata: etree._Element) -> Incoming:
    position = _position(metadata)
    raw = etree.tostring(metadata, encoding="UTF-8", with_tail=False)
    description = _description(metadata)
    identifiers = [
        value
        for statement in description
        if statement.property == "identifier"
        and _ABSOLUTE_URI.fullmatch(value := statement.value.strip())
    ]
    if not identifiers:
        reason = "a record without a header needs a dc:identifier that is a URI, to be known by"
        return Unreadable(position, raw, reason)
    identifier = next((one for one in identifiers if one.startswith("oai:")), identifiers[0])
    return IncomingItem(position, raw, identifier, description=description)


def _description(metadata: etree._Element) -> Description:
    lang = metadata.get(ns.XML_LANG)
    return tuple(
        Statement(
            _ELEMENT_OF_TAG[element.tag],
            "".join(element.itertext()) if len(element) else element.text or "",
            element.get(ns.XML_LANG, lang),
        )
        for element in metadata
        if element.tag in _ELEMENT_OF_TAG
    )


def _position(element: etree._Element) -> str:
    return f"line {element.sourceline}"
