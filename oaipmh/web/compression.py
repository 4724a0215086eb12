"""Compression of answers: whether a harvester asks for gzip, and gzip in pieces.

Section 3.1.3 of the specification, RFC 9110 section 12.5.3.
"""

from collections.abc import Iterator

from isal import isal_zlib
from starlette.datastructures import Headers

_LEVEL = 1  # of isal: 1 GB/s, and 6 times smaller
_GZIP = 31  # zlib's own name for it
PIECE_BYTES = 64 * 1024


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


def gzip_pieces(body: bytes) -> Iterator[bytes]:
    """The body as gzip, in pieces that can each be unpacked as soon as they come."""
    compressor, view = isal_zlib.compressobj(_LEVEL, wbits=_GZIP), memoryview(body)
    for start in range(0, len(view), PIECE_BYTES):
        piece = compressor.compress(view[start : start + PIECE_BYTES])
        yield piece + compressor.flush(isal_zlib.Z_SYNC_FLUSH)
    yield compressor.flush()
