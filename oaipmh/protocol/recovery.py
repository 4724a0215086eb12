"""Reading on where the XML is broken: records are cut out and parsed each by itself.

One bad record must not take the good ones of its page with it. A record, or a header of
ListIdentifiers, begins where its start tag stands before what must come first in it (section 2.5),
and ends before the next; so no fault within one reaches another.
https://www.openarchives.org/OAI/openarchivesprotocol.html#Record
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, NamedTuple, TypeAlias

from lxml import etree

from oaipmh.protocol.mending import mend
from oaipmh.protocol.parts import PARTS, Part, ReadError, ReadResponseDate, ReadToken, local_name

MAX_PIECE_BYTES = 16 * 1024 * 1024
_CHUNK_BYTES = 64 * 1024
_MARGIN_BYTES = 8 * 1024  # no start tag and what follows it is longer
_HEAD_BYTES = 1024 * 1024
_KEPT_BYTES = 10_000

# Whatever may be long is bounded, lest a hostile document cost its square.
_GAP = rb"[^<]*(?:<!--.{0,4000}?-->[^<]*)?"
_RECORD = re.compile(
    rb"<(?:[\w.-]+:)?record(?:\s[^<>]*)?>" + _GAP + rb"<(?:[\w.-]+:)?header[\s/>]", re.DOTALL
)
_HEADER = re.compile(
    rb"<(?:[\w.-]+:)?header(?:\s[^<>]*)?>" + _GAP + rb"<(?:[\w.-]+:)?identifier[\s/>]", re.DOTALL
)
_RECORD_END = re.compile(rb"</(?:[\w.-]+:)?record\s*>")
_HEADER_END = re.compile(rb"</(?:[\w.-]+:)?header\s*>")
_HEADERS_ONLY = re.compile(rb"<(?:[\w.-]+:)?ListIdentifiers[\s>]")
_LIST_END = re.compile(rb"<(?:[\w.-]+:)?resumptionToken[\s/>]|</(?:[\w.-]+:)?(?:List\w+|OAI-PMH)>")
_ENCODING = re.compile(rb"""<\?xml[^>]*encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_NAMESPACE = re.compile(rb"""\s(xmlns(?::[\w.-]+)?)\s*=\s*("[^"<]*"|'[^'<]*')""")
_IDENTIFIER = re.compile(rb"<(?:[\w.-]+:)?identifier>([^<]*)</(?:[\w.-]+:)?identifier")
_DATE = re.compile(rb"<(?:[\w.-]+:)?responseDate[^>]*>([^<]*)<")
_ERROR = re.compile(
    rb"""<(?:[\w.-]+:)?error\s[^>]*code\s*=\s*["'](\w+)["'][^>]*>(.{0,10000}?)</(?:[\w.-]+:)?error""",
    re.DOTALL,
)
_TOKEN = re.compile(
    rb"<(?:[\w.-]+:)?resumptionToken((?:\s[^>]{0,10000}?)?)(?:/>|>(.{0,10000}?)</(?:[\w.-]+:)?resumptionToken\s*>)",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(rb"""([\w.-]+)\s*=\s*["']([^"']*)["']""")
_PREDEFINED = {b"&lt;": b"<", b"&gt;": b">", b"&quot;": b'"', b"&apos;": b"'", b"&amp;": b"&"}


@dataclass(frozen=True, slots=True)
class Recovered:
    """A part that could be read, and how it was mended, in words."""

    part: Part
    repairs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Broken:
    """A record or header that could not be read: its own bytes, and whose it is if that shows."""

    raw: bytes
    line: int
    reason: str
    identifier: str | None


Piece: TypeAlias = Recovered | Broken


class _Cut(NamedTuple):
    raw: bytes
    line: int


@dataclass(frozen=True, slots=True)
class _Frame:
    """What a document's beginning says of the pieces in it."""

    encoding: str
    namespaces: bytes
    start: re.Pattern[bytes]
    end: re.Pattern[bytes]


def recover(source: BinaryIO) -> Iterator[Piece]:
    """Yield what can be read of a broken response, and the records that cannot.

    Memory is flat however long the response. UTF-16 and UTF-32 cannot be cut: they yield nothing.
    """
    head = b""
    while len(head) < _HEAD_BYTES and not _RECORD.search(head) and not _HEADER.search(head):
        chunk = source.read(_CHUNK_BYTES)
        head += chunk
        if not chunk:
            break
    frame = _frame(head)
    first = frame.start.search(head)
    yield from _said_before(head[: first.start()] if first else head)
    tail = b""
    for cut, is_last in _cuts(source, head, frame):
        raw, tail = _trim(cut.raw, frame, is_last=is_last)
        yield _read(_Cut(raw, cut.line), frame)
    yield from _token(tail if first else head)


def _frame(head: bytes) -> _Frame:
    encoding = _ENCODING.search(head)
    headers_only = _HEADERS_ONLY.search(head)
    start, end = (_HEADER, _HEADER_END) if headers_only else (_RECORD, _RECORD_END)
    first = start.search(head)
    # The last declaration of a prefix is the innermost.
    declared = dict(_NAMESPACE.findall(head[: first.start()] if first else head))
    return _Frame(
        encoding=encoding[1].decode() if encoding else "UTF-8",
        namespaces=b"".join(b" %b=%b" % pair for pair in declared.items()),
        start=start,
        end=end,
    )


def _said_before(head: bytes) -> Iterator[Recovered]:
    if date := _DATE.search(head):
        yield Recovered(ReadResponseDate(_plain(date[1])))
    for code, message in _ERROR.findall(head):
        yield Recovered(ReadError(code.decode(), _plain(message)))


def _cuts(source: BinaryIO, buffer: bytes, frame: _Frame) -> Iterator[tuple[_Cut, bool]]:
    """Each record from its start to the next one's, and whether it is the last."""
    line, begun, seen = 1, False, 0
    while True:
        found = frame.start.search(buffer, seen)
        if found:
            if begun:
                yield _Cut(buffer[: found.start()], line), False
            line += buffer.count(b"\n", 0, found.start())
            buffer, begun = buffer[found.start() :], True
            seen = found.end() - found.start()
            continue
        seen = max(seen, len(buffer) - _MARGIN_BYTES)
        if len(buffer) > MAX_PIECE_BYTES:
            if begun:
                yield _Cut(buffer, line), False
            line += buffer.count(b"\n", 0, seen)
            buffer, begun, seen = buffer[seen:], False, 0
        chunk = source.read(_CHUNK_BYTES)
        if not chunk:
            break
        buffer += chunk
    if begun:
        yield _Cut(buffer, line), True


def _trim(raw: bytes, frame: _Frame, *, is_last: bool) -> tuple[bytes, bytes]:
    """A piece up to its own end tag; and what follows the last of all."""
    end = 0
    for found in frame.end.finditer(raw):
        end = found.end()
    if not end and is_last and (found_end := _LIST_END.search(raw)):
        end = found_end.start()
    return (raw[:end], raw[end:]) if end else (raw, b"")


def _read(cut: _Cut, frame: _Frame) -> Piece:
    if len(cut.raw) > MAX_PIECE_BYTES:
        return _broken(cut, f"longer than {MAX_PIECE_BYTES} bytes")
    try:
        return Recovered(_parse(cut.raw, frame, frame.encoding))
    except etree.XMLSyntaxError as error:
        reason = f"the XML is broken: {error.msg or 'it is none'}"
    except LookupError as error:
        return _broken(cut, str(error))
    try:
        mended, repairs = mend(cut.raw.decode(frame.encoding))
        return Recovered(_parse(mended.encode(), frame, "UTF-8"), repairs)
    except (UnicodeDecodeError, LookupError) as error:
        return _broken(cut, f"not in {frame.encoding}: {error}")
    except etree.XMLSyntaxError:
        return _broken(cut, reason)


def _parse(raw: bytes, frame: _Frame, encoding: str) -> Part:
    document = b"<?xml version='1.0' encoding='%b'?><piece%b>%b</piece>" % (
        encoding.encode(),
        frame.namespaces,
        raw,
    )
    root = etree.fromstring(document, etree.XMLParser(resolve_entities=False, no_network=True))
    part = PARTS[local_name(root[0])](root[0])
    if part is None or len(root) > 1:
        raise LookupError("a record that holds another")
    return part


def _broken(cut: _Cut, reason: str) -> Broken:
    identifier = _IDENTIFIER.search(cut.raw)
    return Broken(
        raw=cut.raw[:_KEPT_BYTES] if len(cut.raw) > MAX_PIECE_BYTES else cut.raw,
        line=cut.line,
        reason=reason,
        identifier=_plain(identifier[1]) or None if identifier else None,
    )


def _token(tail: bytes) -> Iterator[Recovered]:
    if found := _TOKEN.search(tail):
        attributes = {_plain(name): _plain(value) for name, value in _ATTRIBUTE.findall(found[1])}
        yield Recovered(ReadToken(_plain(found[2] or b""), attributes))


def _plain(raw: bytes) -> str:
    """The text that was meant, where what ought to be escaped may or may not be."""
    text = re.sub(rb"&(?:lt|gt|quot|apos|amp);", lambda entity: _PREDEFINED[entity[0]], raw)
    return text.decode("utf-8", "replace").strip()
