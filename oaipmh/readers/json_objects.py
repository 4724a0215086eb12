"""JSON objects one after another: a line each, printed over many lines, or in one long array.

https://www.rfc-editor.org/rfc/rfc8259. An array is not held in memory, only the object that is
being read. A broken object is passed over where the next line can begin another one.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from json import JSONDecodeError, JSONDecoder
from typing import Any, BinaryIO

MAX_OBJECT_CHARACTERS = 64 * 1024 * 1024

_KEPT_OF_BROKEN = 10_000
_BLANK = re.compile(r"[ \t\r\n\ufeff]*")
_NEXT = re.compile(r"\n(?=[{\[])")
_TAIL = 16  # an error so near to the end may be for want of what comes next


@dataclass(frozen=True, slots=True)
class JsonObject:
    """An object, and the bytes it stood in."""

    raw: bytes
    content: dict[str, Any]


@dataclass(frozen=True, slots=True)
class BrokenJson:
    """What is no JSON object, and why; `whole` when it is at least known where it ends."""

    raw: bytes
    reason: str
    whole: bool = False


class _TooShort(Exception):
    """The text ends within an object."""


def read_objects(
    source: BinaryIO, *, chunk_bytes: int = 256 * 1024
) -> Iterator[JsonObject | BrokenJson]:
    """Yield the objects of a stream, whether or not they stand in an array."""
    window = _Window(source, chunk_bytes)
    in_array = False
    while sign := window.next_sign():
        if sign == ("]" if in_array else "["):
            in_array = not in_array
            window.skip(1)
        elif sign == "," and in_array:
            window.skip(1)
        else:
            found = window.read_object(in_array=in_array)
            yield found
            lost = isinstance(found, BrokenJson) and not found.whole
            if lost and (in_array or not window.skip_to_next_line()):
                return


class _Window:
    """The text that is being read, from where the next object begins."""

    def __init__(self, source: BinaryIO, chunk_bytes: int) -> None:
        self._source = source
        self._chunk_bytes = chunk_bytes
        # Bytes that are no UTF-8 are kept, so that they can be shown as they came.
        self._decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
        self._text = ""
        self._at = 0
        self._at_end = False

    def next_sign(self) -> str:
        """The next character that is not blank; none at the end."""
        while True:
            blank = _BLANK.match(self._text, self._at)
            self._at = blank.end() if blank else self._at
            if self._at < len(self._text) or self._at_end:
                return self._text[self._at : self._at + 1]
            self._read_on()

    def skip(self, count: int) -> None:
        """Go on by so many characters."""
        self._at += count

    def skip_to_next_line(self) -> bool:
        """Go to the next line that can begin an object; whether there is one."""
        while not (found := _NEXT.search(self._text, self._at)):
            if self._at_end:
                return False
            self._at = max(self._at, len(self._text) - 1)  # the last may be a line's end
            self._read_on()
        self._at = found.end()
        return True

    def read_object(self, *, in_array: bool) -> JsonObject | BrokenJson:
        """The object that begins here; one that is broken is not passed over."""
        lost = "; what stands before was taken, the rest of the array not" if in_array else ""
        while True:
            try:
                return self._decode()
            except _TooShort:
                self._read_on()
            except JSONDecodeError as error:
                place = error.pos - self._at
                return self._broken(f"not JSON: {error.msg} at character {place} of it{lost}")
            except (ValueError, RecursionError) as error:
                return self._broken(f"not JSON: {error}{lost}")

    def _decode(self) -> JsonObject | BrokenJson:
        """The object, which is passed over.

        Raises:
            _TooShort: more must be read.
            ValueError: it is broken.
            RecursionError: it is too deep.
        """
        try:
            content, end = _DECODER.raw_decode(self._text, self._at)
        except JSONDecodeError as error:
            near_end = error.pos > len(self._text) - _TAIL or error.msg.startswith("Unterminated")
            if near_end and not self._at_end:
                self._check_length()
                raise _TooShort from None
            raise
        raw = self._text[self._at : end].encode("utf-8", "surrogateescape")
        self._at = end
        if not isinstance(content, dict):
            return BrokenJson(raw[:_KEPT_OF_BROKEN], "expected a JSON object", whole=True)
        try:
            raw.decode("utf-8")
        except UnicodeDecodeError as error:
            return BrokenJson(raw, f"not UTF-8 at byte {error.start} of it", whole=True)
        return JsonObject(raw, content)

    def _check_length(self) -> None:
        if len(self._text) - self._at > MAX_OBJECT_CHARACTERS:
            raise ValueError(
                f"an object is longer than {MAX_OBJECT_CHARACTERS} characters; give one record"
                " a line, or an array of them"
            )

    def _read_on(self) -> None:
        """Read as much again as there is, so that a long object is not read over too often."""
        self._text = self._text[self._at :]
        self._at = 0
        wanted = max(self._chunk_bytes, len(self._text))
        chunks = []
        while wanted > 0 and not self._at_end:
            chunks.append(self._source.read(wanted))
            wanted -= len(chunks[-1])
            self._at_end = not chunks[-1]
        self._text += self._decoder.decode(b"".join(chunks), final=self._at_end)

    def _broken(self, reason: str) -> BrokenJson:
        text = self._text[self._at : self._at + _KEPT_OF_BROKEN].partition("\n")[0]
        return BrokenJson(text.encode("utf-8", "surrogateescape"), reason)


_DECODER = JSONDecoder()
