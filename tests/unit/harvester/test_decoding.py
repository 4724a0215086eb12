"""Compressed bodies: whole, broken, cut off, and larger than they look."""

import gzip

import httpx2
import pytest

from oaipmh.harvester.decoding import decoded

TEXT = b"a record " * 1000
PACKED = gzip.compress(TEXT, mtime=0)


def pieces(body: bytes, coding: str) -> list[bytes]:
    """The body as it is decoded."""
    headers = {"Content-Encoding": coding} if coding else {}
    transport = httpx2.MockTransport(
        lambda _: httpx2.Response(200, headers=headers, stream=httpx2.ByteStream(body))
    )
    with (
        httpx2.Client(transport=transport) as client,
        client.stream("GET", "http://x.org/") as response,
    ):
        return list(decoded(response))


@pytest.mark.parametrize(
    ("body", "coding"),
    [
        (TEXT, ""),
        (gzip.compress(TEXT, mtime=0), "gzip"),
        (gzip.compress(TEXT, mtime=0), " X-GZIP "),
    ],
)
def test_a_body_is_what_it_was(body: bytes, coding: str) -> None:
    assert b"".join(pieces(body, coding)) == TEXT


@pytest.mark.parametrize("body", [TEXT, PACKED[:-9]], ids=["none", "cut off"])
def test_what_is_no_whole_gzip_is_refused(body: bytes) -> None:
    with pytest.raises(httpx2.DecodingError):
        pieces(body, "gzip")


def test_an_empty_body_is_empty() -> None:
    assert pieces(b"", "gzip") == []


def test_a_bomb_comes_in_small_pieces() -> None:
    bomb = gzip.compress(bytes(50_000_000))
    assert max(map(len, pieces(bomb, "gzip"))) <= 1024 * 1024
