"""XML of every kind: OAI-PMH responses, static repositories, and metadata saved without either.

A response gives its records, its deletions and, from ListSets, its sets. Bare metadata, one record
or a collection of them, is known by an identifier of its own. What the metadata is in, and how it
is read, `vocabularies` knows.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import BinaryIO

from lxml import etree

from oaipmh.protocol.parts import Part, ReadHeader, ReadMetadata, ReadRecord, ReadSet
from oaipmh.protocol.reader import MalformedResponse, read_response
from oaipmh.protocol.recovery import Broken, Piece, Recovered, recover
from oaipmh.readers import eprints
from oaipmh.readers.elements import first, full_text
from oaipmh.readers.eprints import EPRINT, SUBJECT, SubjectTree
from oaipmh.readers.incoming import (
    Described,
    Incoming,
    IncomingItem,
    IncomingSet,
    Undescribable,
    Unreadable,
    item_or_why,
)
from oaipmh.readers.static_repository import BestFormats
from oaipmh.readers.vocabularies import ROOTS, WORST_RANK, describe, rank

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)

_LOOKED_AT = 1000
_PIECE_BYTES = 1024 * 1024
_ROOT = re.compile(rb"<([A-Za-z_][^\s/>]*)")
_UTF_8_MARK = b"\xef\xbb\xbf"
_UTF_16 = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


def looks_like(beginning: bytes) -> bool:
    """Whether a file that begins so is XML, in UTF-8 or UTF-16."""
    encoding = _UTF_16.get(beginning[:2])
    if encoding:
        text = beginning[2 : 2 + 2 * _LOOKED_AT].decode(encoding, "replace")
        return text.lstrip().startswith("<")
    return beginning.removeprefix(_UTF_8_MARK).lstrip().startswith(b"<")


def read(source: BinaryIO, subjects: SubjectTree | None = None) -> Iterator[Incoming]:
    """Yield what a file holds; what cannot be read says where and why.

    `subjects` are those of EPrints that have come before; it learns those that come here.
    """
    tree = SubjectTree() if subjects is None else subjects
    static = BestFormats()
    learned = False
    records = 0
    try:
        for part in read_response(source, (*ROOTS, SUBJECT)):
            if isinstance(part, ReadMetadata) and part.element.tag == SUBJECT:
                learned = True
                yield from _learn(part.element, tree)
                continue
            one = incoming(part, tree)
            records += _is_of_list(part)
            if isinstance(part, ReadRecord) and part.metadata_prefix is not None:
                yield from _of_static_repository(static, part, one)
            elif one is not None:
                yield one
    except MalformedResponse as error:
        yield from static.rest()
        yield from _read_on(source, error, records)
    yield from static.rest()
    if learned:  # their paths are known once all are
        yield from tree.sets()


def _learn(subject: etree._Element, tree: SubjectTree) -> Iterator[Incoming]:
    try:
        tree.add(subject)
    except Undescribable as why:
        yield Unreadable(_position(subject), _raw(subject), str(why), is_item=False)


def _read_on(source: BinaryIO, error: MalformedResponse, records: int) -> Iterator[Incoming]:
    """The records after a fault, each read by itself; those before it have been taken."""
    pieces: Iterator[Piece] = iter(())
    if source.seekable():
        source.seek(0)
        pieces = (piece for piece in recover(source) if _is_of_list(piece))
    found = False
    for piece in islice(pieces, records, None):
        found = True
        yield from _recovered(piece)
    if not found or not _is_closed(source):  # what there was besides, nobody knows
        reason = f"{error.reason}; what stands before was taken, the rest not"
        yield Unreadable(f"line {error.line}", b"", reason)


def _is_closed(source: BinaryIO) -> bool:
    """Whether the document ends with the end of its root, and was not cut off."""
    source.seek(0)
    beginning = end = source.read(_LOOKED_AT)
    while chunk := source.read(_PIECE_BYTES):
        end = (end + chunk)[-_LOOKED_AT:]
    root = _ROOT.search(beginning)
    return root is not None and re.search(rb"</" + re.escape(root[1]) + rb"\s*>", end) is not None


def _recovered(piece: Piece) -> Iterator[Incoming]:
    if isinstance(piece, Broken):
        yield Unreadable(f"line {piece.line}", piece.raw, piece.reason, piece.identifier)
        return
    one = incoming(piece.part)
    if isinstance(one, IncomingItem):
        native = None if piece.repairs else one.native
        yield replace(one, repairs=(*one.repairs, *piece.repairs), native=native)
    elif one is not None:
        yield one


def _is_of_list(piece: Piece | Part) -> bool:
    """Whether it is, or was, a record or a header of a list."""
    part = piece.part if isinstance(piece, Recovered) else piece
    is_record = isinstance(part, ReadRecord) and part.header is not None
    return is_record or isinstance(part, ReadHeader | Broken)


def _of_static_repository(
    static: BestFormats, record: ReadRecord, one: Incoming | None
) -> list[Incoming]:
    if not isinstance(one, IncomingItem | Unreadable):
        return []
    if isinstance(one, Unreadable) or record.metadata is None:
        return static.take(one, WORST_RANK)
    return static.take(one, rank(record.metadata))


def incoming(part: Part, subjects: SubjectTree | None = None) -> Incoming | None:
    """What a part of a response is to us; None for what tells of no item and no set.

    It must be made before the next part is asked for.
    """
    if isinstance(part, ReadRecord):
        return _bare(part.element, subjects) if part.header is None else _item(part, part.header)
    if isinstance(part, ReadMetadata):
        return _bare(part.element, subjects)
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


def _item(record: ReadRecord, header: ReadHeader) -> Incoming:
    position, raw = _position(record.element), _raw(record.element)
    if header.deleted:
        return _tombstone(header, raw, position)
    if record.metadata is None:
        reason = f"{header.identifier or 'the record'} has no metadata"
        return Unreadable(position, raw, reason, header.identifier or None)
    try:
        described = describe(record.metadata)
    except Undescribable as why:
        return Unreadable(position, raw, f"{header.identifier}: {why}", header.identifier)
    return IncomingItem(
        position=position,
        raw=raw,
        identifier=header.identifier,
        deleted=described.deleted,
        datestamp=header.datestamp,
        set_specs=header.set_specs,
        description=described.description,
        abouts=tuple(etree.tostring(about, with_tail=False) for about in record.abouts),
        native=described.native_record,
    )


def _bare(element: etree._Element, subjects: SubjectTree | None) -> Incoming:
    """A metadata element that no header goes with, or one of SRU's records around it."""

    def described() -> Described:
        if element.tag == EPRINT:
            return eprints.describe(element, subjects)
        data = first(element, "recordData")
        return describe(element if data is None else _packed(data))

    return item_or_why(_position(element), _raw(element), described)


def _packed(data: etree._Element) -> etree._Element:
    """What SRU's recordData holds: an element, or its XML as text (recordPacking `string`).

    Raises:
        Undescribable: it holds neither.
    """
    inner = next(data.iterchildren(etree.Element), None)
    if inner is not None:
        return inner
    try:
        return etree.fromstring(full_text(data).strip().encode(), _PARSER)
    except etree.XMLSyntaxError as error:
        raise Undescribable(f"its recordData is no XML: {error.msg}") from None


def _raw(element: etree._Element) -> bytes:
    return etree.tostring(element, encoding="UTF-8", with_tail=False)


def _position(element: etree._Element) -> str:
    return f"line {element.sourceline}"
