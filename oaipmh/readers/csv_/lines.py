"""The lines of a spreadsheet: from UTF-8, UTF-16 or Windows-1252 to text, in bounded memory.

UTF-16 shows itself by its byte order mark (https://www.unicode.org/faq/utf_bom.html). A line that
is not UTF-8 is read as Windows-1252, the encoding of old spreadsheet programs, and says so.
"""

from collections.abc import Iterator
from io import StringIO, TextIOWrapper
from typing import BinaryIO

MAX_ROW_BYTES = 4 * 1024 * 1024
_UTF_8_MARK = b"\xef\xbb\xbf"
_UTF_16 = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_BYTES = "latin-1"
"""Text that stands for the bytes themselves, one character each."""


class Broken(Exception):
    """The lines cannot be read on; the message says why."""


class Undecodable(Exception):
    """A line is in no encoding that we know; the next one may be."""


class Lines:
    """Lines as text, which keeps their bytes, in UTF-8 if they were UTF-16, until they are taken.

    Raises:
        Broken: from the iteration, when a row is too long or the UTF-16 is none.
        Undecodable: from the iteration, when a line is neither UTF-8 nor Windows-1252.
    """

    def __init__(self, source: BinaryIO) -> None:
        self._lines = _byte_lines(source)
        self._taken: list[bytes] = []
        self._size = 0
        self.repair = ""
        """What was done to read the lines since the last `take`; empty if nothing."""

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self._taken.append(line)
        self._size += len(line)
        if self._size > MAX_ROW_BYTES:
            raise Broken(f"the row is longer than {MAX_ROW_BYTES} bytes")
        try:
            return line.decode()
        except UnicodeDecodeError:
            self.repair = "the row is not UTF-8: read as Windows-1252"
        try:
            return line.decode("cp1252")
        except UnicodeDecodeError:
            reason = "neither UTF-8 nor Windows-1252: save the sheet as CSV in UTF-8"
            raise Undecodable(reason) from None

    def take(self) -> bytes:
        """The bytes of the lines since the last time; with the next line, a new row begins."""
        taken = b"".join(self._taken)
        self._taken.clear()
        self._size = 0
        self.repair = ""
        return taken


def first_line(beginning: bytes) -> str:
    """The text of the first line that is not blank, as far as it goes."""
    encoding = _UTF_16.get(beginning[:2])
    if encoding is None:
        text = beginning.removeprefix(_UTF_8_MARK).decode(errors="replace")
    else:
        text = beginning[2:].decode(encoding, errors="replace")
    return next((line for line in text.splitlines() if line.strip()), "")


def _byte_lines(source: BinaryIO) -> Iterator[bytes]:
    """The lines with their ends, whichever those are; of a line that is too long, its start."""
    mark = source.read(2)
    encoding = _UTF_16.get(mark, _BYTES)
    kept = "utf-8" if mark in _UTF_16 else _BYTES
    text = TextIOWrapper(source, encoding, newline="")
    try:
        first = text.readline(MAX_ROW_BYTES + 1)
        if encoding == _BYTES:
            first = (mark + first.encode(_BYTES)).removeprefix(_UTF_8_MARK).decode(_BYTES)
        for line in StringIO(first, newline=""):  # the mark may have been a line of its own
            yield line.encode(kept)
        while line := text.readline(MAX_ROW_BYTES + 1):
            yield line.encode(kept)
    except UnicodeDecodeError as error:
        raise Broken(f"the file begins as UTF-16 but is none: {error.reason}") from None
    finally:
        text.detach()  # or it would close the source with itself
