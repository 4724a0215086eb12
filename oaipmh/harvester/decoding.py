"""Bodies as they were before compression: https://www.rfc-editor.org/rfc/rfc9110#section-8.4."""

from collections.abc import Iterator
from contextlib import suppress

import httpx2
from isal.igzip_lib import IsalError
from isal.isal_zlib import decompressobj

_GZIP = ("gzip", "x-gzip")
_GZIP_BITS = 31
# Memory that is used again: larger pieces are each asked of the system.
_PIECE_BYTES = 64 * 1024


def decoded(response: httpx2.Response) -> Iterator[bytes]:
    """Yield a streamed body in pieces that are small whatever they were compressed to.

    An empty piece comes after what was sent and says nothing: whoever waits may give up. What comes
    after the end of the gzip is not read.

    Raises:
        httpx2.DecodingError: it is not compressed as it says, or cut off.
    """
    if response.headers.get("Content-Encoding", "").strip().lower() not in _GZIP:
        yield from response.iter_bytes()
        return
    decoder, length = decompressobj(wbits=_GZIP_BITS), 0
    chunks = response.iter_raw()
    try:
        for chunk in chunks:
            length += len(chunk)
            rest = chunk
            while piece := decoder.decompress(rest, _PIECE_BYTES):
                yield piece
                rest = decoder.unconsumed_tail
            if decoder.eof:
                with suppress(httpx2.HTTPError):  # all has come, however it ends
                    next(chunks, None)  # nothing: the connection is free for the next request
                return
            yield b""
    except IsalError as error:  # type: ignore[misc] # its stubs call the class an instance
        raise httpx2.DecodingError(f"no gzip: {error}", request=response.request) from None
    if length:
        raise httpx2.DecodingError("the gzip is cut off", request=response.request)
