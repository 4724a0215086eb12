"""The benchmarks' clients: a harvest on one connection, and single records on several at once."""

import http.client
import re
import selectors
import socket
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

_TOKEN = re.compile(rb"<resumptionToken[^>]*>([^<]+)</resumptionToken>")
Unpacking: TypeAlias = Callable[[int], Any]
"""zlib's decompressobj, or another library's."""
_GZIP = 31  # zlib's own name for it
_PIECE_BYTES = 64 * 1024
_LENGTH = re.compile(rb"content-length: (\d+)", re.IGNORECASE)


@dataclass
class Harvest:
    """What one harvest brought: records, the bytes that were sent for them, seconds by page."""

    records: int = 0
    sent: int = 0
    pages: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Records a second."""
        return self.records / sum(self.pages)


def harvest(
    port: int,
    verb: str = "ListRecords",
    coding: str = "identity",
    unpacking: Unpacking = zlib.decompressobj,
    prefix: str = "oai_dc",
    **more: str,
) -> Harvest:
    """Harvest one of our lists whole; zlib unpacks, as in requests, httpx and curl, or another."""
    arguments = "&".join(f"{name.rstrip('_')}={value}" for name, value in more.items())

    def path(token: str | None) -> str:
        if token is None:
            return f"/oai?verb={verb}&metadataPrefix={prefix}&{arguments}"
        return f"/oai?verb={verb}&resumptionToken={token}"

    def next_token(_: http.client.HTTPResponse, body: bytes) -> str | None:
        found = _TOKEN.search(body[-1000:])
        return found[1].decode() if found else None

    return _follow(port, path, next_token, coding, unpacking)


def harvest_bare(port: int, first: str) -> Harvest:
    """Harvest a bare reference, whose tokens are in a header."""

    def next_token(answer: http.client.HTTPResponse, _: bytes) -> str | None:
        return answer.headers["x-token"] or None

    return _follow(port, lambda token: f"/?{token or first}", next_token)


def pages(port: int) -> Iterator[bytes]:
    """Every page of our whole list."""
    connection, query = http.client.HTTPConnection("127.0.0.1", port), "metadataPrefix=oai_dc"
    while query:
        connection.request("GET", f"/oai?verb=ListRecords&{query}")
        body = connection.getresponse().read()
        yield body
        found = _TOKEN.search(body[-1000:])
        query = f"resumptionToken={found[1].decode()}" if found else ""


def _follow(
    port: int,
    path: Callable[[str | None], str],
    next_token: Callable[[http.client.HTTPResponse, bytes], str | None],
    coding: str = "identity",
    unpacking: Unpacking = zlib.decompressobj,
) -> Harvest:
    found, token = Harvest(), None
    connection = http.client.HTTPConnection("127.0.0.1", port)
    while True:
        started = time.perf_counter()
        connection.request("GET", path(token), headers={"Accept-Encoding": coding})
        answer = connection.getresponse()
        if coding == "gzip":
            body, sent = _unpacked(answer, unpacking)
        else:
            body = answer.read()
            sent = len(body)
        found.pages.append(time.perf_counter() - started)
        assert answer.status == http.HTTPStatus.OK, (answer.status, body[:200])
        found.sent += sent
        found.records += body.count(b"<header>")
        token = next_token(answer, body)
        if token is None:
            return found


def _unpacked(answer: http.client.HTTPResponse, unpacking: Unpacking) -> tuple[bytes, int]:
    """A body of gzip, unpacked piece by piece as it comes, and how many bytes came."""
    unpacker, pieces, sent = unpacking(_GZIP), [], 0
    with answer:
        while piece := answer.read1(_PIECE_BYTES):
            sent += len(piece)
            pieces.append(unpacker.decompress(piece))
    assert unpacker.eof, "the answer is cut off"
    return b"".join(pieces), sent


def first_page_seconds(port: int, **arguments: str) -> float:
    """How long the first page of a list takes."""
    query = "&".join(f"{name.rstrip('_')}={value}" for name, value in arguments.items())
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.connect()
    started = time.perf_counter()
    connection.request("GET", f"/oai?verb=ListRecords&metadataPrefix=oai_dc&{query}")
    answer = connection.getresponse()
    body = answer.read()
    seconds = time.perf_counter() - started
    connection.close()
    assert answer.status == http.HTTPStatus.OK, answer.status
    assert b"<header>" in body, body
    return seconds


def requests_a_second(port: int, paths: list[str], connections: int = 8) -> float:
    """How many requests are answered a second, each connection asking anew once it is answered.

    One thread that does next to nothing with an answer, so that the server is what is measured.
    """
    waiting = iter(paths)
    started = time.perf_counter()
    with selectors.DefaultSelector() as selector:
        for _ in range(connections):
            asking = _Asking(port)
            asking.ask(next(waiting))
            selector.register(asking.socket, selectors.EVENT_READ, asking)
        open_ = connections
        while open_:
            for key, _ in selector.select():
                asking = key.data
                if not asking.is_answered():
                    continue
                path = next(waiting, None)
                if path is None:
                    selector.unregister(asking.socket)
                    asking.socket.close()
                    open_ -= 1
                else:
                    asking.ask(path)
    return len(paths) / (time.perf_counter() - started)


class _Asking:
    """One connection, with one request under way."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self._received = b""

    def ask(self, path: str) -> None:
        self._received = b""
        self.socket.sendall(f"GET {path} HTTP/1.1\r\nHost: bench\r\n\r\n".encode())

    def is_answered(self) -> bool:
        """Read what has come; whether that is all."""
        self._received += self.socket.recv(1 << 20)
        head, end, body = self._received.partition(b"\r\n\r\n")
        if not end:
            return False
        assert head.startswith(b"HTTP/1.1 200"), head
        length = _LENGTH.search(head)
        assert length is not None, head
        return len(body) >= int(length[1])
