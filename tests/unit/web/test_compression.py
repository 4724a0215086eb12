"""gzip in pieces: the same content, and nothing of a piece waits for the next."""

import gzip
import random
import zlib

import pytest

from oaipmh.web.compression import FIRST_PIECE_BYTES, gzip_pieces, gzip_whole

LENGTHS = [0, 1, FIRST_PIECE_BYTES, FIRST_PIECE_BYTES + 1, 3 * FIRST_PIECE_BYTES, 2_700_000]


def content(length: int) -> bytes:
    """So many bytes, which compress as text does."""
    return bytes(random.Random(length).choices(b"<dc:title>&amp;</dc:title>", k=length))


@pytest.mark.parametrize("length", LENGTHS)
def test_gzip_is_read_as_what_it_was_made_of(length: int) -> None:
    body = content(length)
    assert gzip.decompress(gzip_whole(body)) == body
    assert gzip.decompress(b"".join(piece for piece, _ in gzip_pieces(body))) == body


@pytest.mark.parametrize("length", LENGTHS)
def test_only_the_last_piece_says_that_no_more_will_come(length: int) -> None:
    *earlier, last = (more for _, more in gzip_pieces(content(length)))
    assert all(earlier)
    assert not last


def test_a_piece_is_unpacked_whole_before_the_next_comes() -> None:
    unpacker = zlib.decompressobj(31)
    lengths = [len(unpacker.decompress(piece)) for piece, _ in gzip_pieces(content(1_000_000))]
    first, second = FIRST_PIECE_BYTES, 2 * FIRST_PIECE_BYTES
    assert lengths == [first, second, 2 * second, 1_000_000 - first - 3 * second]
    assert unpacker.eof
