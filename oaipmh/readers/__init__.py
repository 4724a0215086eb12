"""Readers: from bytes in one input format to a stream of incoming items, one file per format."""

import zlib
from collections.abc import Callable, Iterator
from io import BufferedReader
from typing import BinaryIO

from oaipmh.readers import jsonl, oai
from oaipmh.readers.incoming import Incoming, Unreadable

READERS: dict[str, Callable[[BinaryIO], Iterator[Incoming]]] = {
    "jsonl": jsonl.read,
    "oai": oai.read,
}
_FIRST_BYTES = {b"{": "jsonl", b"<": "oai"}
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def read(source: BufferedReader, input_format: str = "auto") -> Iterator[Incoming]:
    """Yield what a source holds in the format given; `auto` looks at how it begins."""
    try:
        beginning = _beginning(source)
        name = _detect(beginning) if input_format == "auto" else input_format
        if name is None and beginning:
            yield Unreadable("start", beginning[:1000], "neither JSON Lines nor XML")
        elif name is not None:
            yield from READERS[name](source)
    except (EOFError, OSError, zlib.error) as error:  # a broken gzip, a failing disk
        yield Unreadable("end", b"", f"reading failed: {error}; what stands before was taken")


def _beginning(source: BufferedReader) -> bytes:
    """The first bytes, beyond whatever is only white space; none at the end of the source."""
    while (beginning := source.peek(1)) and not beginning.strip():
        source.read(len(beginning))
    return beginning


def _detect(beginning: bytes) -> str | None:
    text = beginning.removeprefix(_BYTE_ORDER_MARK).lstrip()
    if beginning[:2] in (b"\xff\xfe", b"\xfe\xff"):  # UTF-16, which only XML may be in
        return "oai"
    return _FIRST_BYTES.get(text[:1])
