"""Compressed bodies: whole, broken, cut off, and larger than they look."""

import gzip
import threading
import zlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

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


def test_what_comes_after_the_gzip_is_not_read() -> None:
    assert b"".join(pieces(PACKED + bytes(1_000_000), "gzip")) == TEXT


def test_a_gzip_that_says_nothing_lets_whoever_waits_look_at_the_time() -> None:
    compressor = zlib.compressobj(wbits=31)
    silence = [compressor.compress(b"") + compressor.flush(zlib.Z_SYNC_FLUSH) for _ in range(9)]
    transport = httpx2.MockTransport(
        lambda _: httpx2.Response(
            200, headers={"Content-Encoding": "gzip"}, stream=Silence(silence)
        )
    )
    with (
        httpx2.Client(transport=transport) as client,
        client.stream("GET", "http://x.org/") as response,
    ):
        said = decoded(response)
        assert [next(said) for _ in silence] == [b""] * len(silence)


class Silence(httpx2.SyncByteStream):
    """What is sent piece by piece."""

    def __init__(self, sent: list[bytes]) -> None:
        self._sent = sent

    def __iter__(self) -> Iterator[bytes]:
        yield from self._sent


def test_a_body_is_read_to_its_end_so_that_its_connection_serves_again() -> None:
    connections = set()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            connections.add(self.client_address)
            self.send_response(200)
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(PACKED)))
            self.end_headers()
            self.wfile.write(PACKED)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server, httpx2.Client() as client:
        serving = threading.Thread(target=server.serve_forever)
        serving.start()
        for _ in range(3):
            with client.stream("GET", f"http://127.0.0.1:{server.server_port}/") as response:
                assert b"".join(decoded(response)) == TEXT
        client.close()
        server.shutdown()
        serving.join()
    assert len(connections) == 1
