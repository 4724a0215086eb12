"""Compression of answers: whether a harvester asks for gzip, and gzip in pieces.

Section 3.1.3 of the specification, RFC 9110 section 12.5.3.
"""

from collections.abc import Iterator
from typing import TypeAlias

from isal import isal_zlib
from starlette.datastructures import Headers

_LEVEL = 1  # of isal: 1 GB/s, and 6 times smaller
_GZIP = 31  # zlib's own name for it
FIRST_PIECE_BYTES = 96 * 1024
Pieces: TypeAlias = Iterator[tuple[bytes, bool]]
"""Each piece, and whether more will come."""


def wants_gzip(headers: Headers) -> bool:
    """Whether Accept-Encoding asks for gzip."""
    for entry in headers.get("accept-encoding", "").lower().split(","):
        coding, *parameters = (part.strip() for part in entry.split(";"))
        if coding in ("gzip", "x-gzip"):
            return not any(_is_zero(parameter) for parameter in parameters)
    return False


def _is_zero(parameter: str) -> bool:
    name, _, value = parameter.partition("=")
    return name.strip() == "q" and value.strip().rstrip("0").rstrip(".") in ("", "0")


def gzip_whole(body: bytes) -> bytes:
    """The body as gzip."""
    return isal_zlib.compress(body, _LEVEL, _GZIP)


def gzip_pieces(body: bytes) -> Pieces:
    """The body as gzip, in pieces that can each be unpacked as it comes; whether more will come.

    Each is made of twice as much as the one before: where there is but one core, pieces only cost.
    """
    compressor, view = isal_zlib.compressobj(_LEVEL, wbits=_GZIP), memoryview(body)
    start, length = 0, FIRST_PIECE_BYTES
    while start + length < len(view):
        piece = compressor.compress(view[start : start + length])
        yield piece + compressor.flush(isal_zlib.Z_SYNC_FLUSH), True
        start, length = start + length, 2 * length
    yield compressor.compress(view[start:]) + compressor.flush(), False
