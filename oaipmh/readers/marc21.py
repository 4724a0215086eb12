"""MARC 21 records in their binary form (ISO 2709), as a stream: flat memory however many.

https://www.loc.gov/marc/specifications/specrecstruc.html. Records are told apart by the terminator
that ends each, so that one with a wrong length harms no other. Text is in MARC-8 or UTF-8:
https://www.loc.gov/marc/specifications/speccharintro.html.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

from pymarc import Record
from pymarc.exceptions import PymarcException
from pymarc.marc8_mapping import CODESETS, ODD_MAP

from oaipmh.readers import marc
from oaipmh.readers.incoming import Incoming, IncomingItem, Unreadable, item_or_why

MAX_RECORD_BYTES = 1024 * 1024
"""Ten times what the lengths in a record can say; what is longer is no record."""

_TERMINATOR = b"\x1d"
_ESCAPE = b"\x1b"  # changes the character set, in MARC-8
_CHUNK_BYTES = 64 * 1024
_KEPT_OF_LONG_RECORD = 10_000
_BETWEEN_RECORDS = b"\r\n\t \x00\x1a"
_LEADER = re.compile(rb"\d{5}[ -~]{7}\d{5}[ -~]{3}4[ -~]{3}")
_BAD_CODE = re.compile(rb"\x1f[^ -~]")
_WRONG_TEXT = {
    "utf-8": "the leader says UTF-8 (09 is 'a'), but the text is not; export it again as UTF-8",
    "marc8_to_unicode": "the text is not MARC-8, as the leader says; export it again as UTF-8",
}
_ANSEL = 0x45  # the set that bytes beyond ASCII are in, unless an escape changes it
_KNOWN_IN_ANSEL = {*CODESETS[_ANSEL], *ODD_MAP, *range(0x80, 0xA0)}


def looks_like(beginning: bytes) -> bool:
    """Whether a source begins as a MARC record does, with a leader."""
    return _LEADER.match(beginning.lstrip(_BETWEEN_RECORDS)) is not None


def read(source: BinaryIO) -> Iterator[Incoming]:
    """Yield the items of a stream of records; one that is broken stands between others unharmed."""
    for number, (raw, reason) in enumerate(_records(source), 1):
        position = f"record {number}"
        if reason:
            yield Unreadable(position, raw, reason)
        else:
            yield _read_record(raw, position)


def _records(source: BinaryIO) -> Iterator[tuple[bytes, str]]:
    """The bytes of each record, and why they are none."""
    waiting, at_end = b"", False
    while not at_end:
        chunk = source.read(_CHUNK_BYTES)
        at_end = not chunk
        *whole, waiting = (waiting + chunk).split(_TERMINATOR)
        for record in whole:
            yield record.lstrip(_BETWEEN_RECORDS) + _TERMINATOR, ""
        if len(waiting) > MAX_RECORD_BYTES:
            reason = f"no record terminator (0x1D) within {MAX_RECORD_BYTES} bytes; no MARC record"
            yield waiting[:_KEPT_OF_LONG_RECORD], reason
            waiting = _after_terminator(source)
    if waiting.strip(_BETWEEN_RECORDS):
        yield waiting, "the source ends within the record: it was cut short"


def _after_terminator(source: BinaryIO) -> bytes:
    """Skip to the next record; what has been read of it."""
    while chunk := source.read(_CHUNK_BYTES):
        _, found, rest = chunk.partition(_TERMINATOR)
        if found:
            return rest
    return b""


def _read_record(raw: bytes, position: str) -> IncomingItem | Unreadable:
    try:
        record, repairs = _decode(raw)
        return item_or_why(position, raw, lambda: marc.describe(record), repairs)
    except UnicodeDecodeError as error:
        return Unreadable(position, raw, _WRONG_TEXT.get(error.encoding, _broken(error)))
    except (PymarcException, ValueError) as error:  # ValueError: what should be a number is none
        return Unreadable(position, raw, _broken(error))


def _broken(error: Exception) -> str:
    return f"the record's structure is broken: {error}; export it again"


def _decode(raw: bytes) -> tuple[Record, tuple[str, ...]]:
    """The record, and what was mended to read it.

    Raises:
        PymarcException: its structure is broken.
        ValueError: a number in it is none, or its characters are in no character set of MARC 21.
    """
    if _BAD_CODE.search(raw):
        raise ValueError("a subfield's code is no ASCII character")
    says_utf8 = raw[9:10] == b"a"
    is_utf8 = says_utf8 or _is_unmarked_utf8(raw)
    record = Record(raw, force_utf8=is_utf8, hide_utf8_warnings=True)
    if is_utf8 and not says_utf8:
        return record, ("the leader says MARC-8; the text is UTF-8 and was read so",)
    unknown = set() if is_utf8 or _ESCAPE in raw else {*raw} - _KNOWN_IN_ANSEL - {*range(0x80)}
    codes = ", ".join(f"0x{code:02X}" for code in sorted(unknown))
    repair = f"characters that are not in MARC-8 became blanks: {codes}"
    return record, (repair,) if unknown else ()


def _is_unmarked_utf8(raw: bytes) -> bool:
    """Whether the text must be UTF-8, though the leader does not say so.

    MARC-8 writes an accent before its letter, which is no UTF-8.
    """
    if raw.isascii():
        return False
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
