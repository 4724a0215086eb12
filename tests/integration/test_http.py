"""HTTP below the protocol: methods, limits, compression, an absent store, health, the log."""

import gzip
import re
import socket
import struct
from collections.abc import Callable, Iterator

import pytest
import structlog

from oaipmh.store import SqlStore
from oaipmh.web.oai import MAX_BODY_BYTES, MAX_QUERY_BYTES
from tests.support.loading import item, load
from tests.support.server import RunningServer

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
RESET = struct.pack("ii", 1, 0)  # a connection that is closed is reset
Serve = Callable[..., RunningServer]


@pytest.fixture
def server(sqlite_store: SqlStore, serve: Serve) -> RunningServer:
    """A server with three items."""
    load(sqlite_store, [item(number, "a") for number in range(3)])
    return serve(sqlite_store)


@pytest.fixture
def without_database(serve: Serve) -> Iterator[RunningServer]:
    """A server whose database is not there."""
    store = SqlStore("postgresql://nobody@127.0.0.1:1/nothing")
    yield serve(store, token_secret="only for this test")
    store.dispose()


@pytest.mark.parametrize(
    ("method", "target", "body", "status"),
    [
        ("PUT", "/oai?verb=Identify", None, 405),
        ("DELETE", "/oai", None, 405),
        ("OPTIONS", "/oai", None, 405),
        ("GET", "/oai?verb=Identify&x=" + "x" * MAX_QUERY_BYTES, None, 414),
        ("POST", "/oai", b"verb=Identify&x=" + b"x" * MAX_BODY_BYTES, 413),
        ("GET", "/nowhere", None, 404),
        ("GET", "/", None, 404),
    ],
)
def test_what_is_below_the_protocol_is_a_status_and_one_plain_line(
    server: RunningServer, method: str, target: str, body: bytes | None, status: int
) -> None:
    answer = server.request(method, target, body, FORM)
    assert answer.status == status
    assert answer.headers["content-type"].lower() == "text/plain; charset=utf-8"
    assert answer.body.count(b"\n") == 1
    if status == 405:
        assert answer.headers["allow"] == "GET, HEAD, POST"


def test_the_base_url_answers_with_a_slash_too_without_a_redirect(server: RunningServer) -> None:
    assert server.request("GET", "/oai/?verb=Identify").status == 200


def test_head_is_get_without_a_body(server: RunningServer) -> None:
    target = "/oai?verb=ListRecords&metadataPrefix=oai_dc"
    got, head = server.request("GET", target), server.request("HEAD", target)
    assert head.status == 200
    assert head.body == b""
    assert head.headers["content-length"] == str(len(got.body))


@pytest.mark.parametrize(
    ("accepted", "zipped"),
    [
        ("gzip", True),
        ("compress, gzip, identify", True),
        ("deflate, gzip;q=1.0, *;q=0.5", True),
        ("GZIP", True),
        ("gzip;q=0", False),
        ("gzip; q=0.000, identity", False),
        ("identity", False),
        ("deflate, br", False),
        ("", False),
    ],
)
def test_gzip_is_sent_when_it_is_asked_for_and_only_then(
    server: RunningServer, accepted: str, zipped: bool
) -> None:
    query = "verb=ListRecords&metadataPrefix=oai_dc"
    plain = server.get(query)
    answer = server.get(query, accept_encoding=accepted)
    assert ("content-encoding" in answer.headers) == zipped
    assert answer.headers["vary"] == "Accept-Encoding"
    body = gzip.decompress(answer.body) if zipped else answer.body
    assert undated(body) == undated(plain.body)


LARGE = "/oai?verb=ListRecords&metadataPrefix=oai_dc"


@pytest.fixture
def large(sqlite_store: SqlStore, serve: Serve) -> RunningServer:
    """A server with a page of some 400 kB."""
    long = {"title": ["A title"], "description": ["On light, and on what it falls upon. " * 200]}
    load(sqlite_store, [item(number) | {"metadata": long} for number in range(50)])
    return serve(sqlite_store)


def undated(body: bytes) -> bytes:
    """A response without its responseDate, which tells the second."""
    return re.sub(rb"<responseDate>[^<]+", b"", body)


def ask_raw(server: RunningServer, request: str) -> tuple[bytes, bytes]:
    """The head and the body as they come over a connection that ends with them."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as connection:
        connection.sendall(request.encode())
        received = b"".join(iter(lambda: connection.recv(1 << 16), b""))
    head, _, body = received.partition(b"\r\n\r\n")
    return head.lower(), body


def test_a_large_page_of_gzip_comes_in_pieces(large: RunningServer) -> None:
    with structlog.testing.capture_logs() as lines:
        packed = large.request("GET", LARGE, headers={"Accept-Encoding": "gzip"})
        plain = large.request("GET", LARGE)
    assert undated(gzip.decompress(packed.body)) == undated(plain.body)
    assert packed.headers["transfer-encoding"] == "chunked"
    assert "content-length" not in packed.headers
    assert [line["bytes"] for line in lines] == [len(packed.body), len(plain.body)]
    assert plain.headers["content-length"] == str(len(plain.body))


def test_a_large_page_comes_whole_to_who_knows_no_pieces(large: RunningServer) -> None:
    head, body = ask_raw(large, f"GET {LARGE} HTTP/1.0\r\nAccept-Encoding: gzip\r\n\r\n")
    assert f"content-length: {len(body)}".encode() in head
    assert b"transfer-encoding" not in head
    assert gzip.decompress(body).endswith(b"</OAI-PMH>\n")


def test_head_tells_the_length_of_a_large_page_of_gzip(large: RunningServer) -> None:
    head = large.request("HEAD", LARGE, headers={"Accept-Encoding": "gzip"})
    assert head.body == b""
    assert int(head.headers["content-length"]) > 0
    assert "transfer-encoding" not in head.headers


def test_who_breaks_off_in_mid_answer_costs_nothing(large: RunningServer) -> None:
    request = f"GET {LARGE} HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\n\r\n".encode()
    with structlog.testing.capture_logs() as lines:
        for _ in range(20):
            with socket.create_connection(("127.0.0.1", large.port), timeout=30) as connection:
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
                connection.sendall(request)
                assert connection.recv(15) == b"HTTP/1.1 200 OK"
        assert large.request("GET", LARGE).status == 200
    assert {line["event"] for line in lines} == {"request"}
    assert {line["status"] for line in lines} == {200}


@pytest.mark.parametrize("query", ["verb=Identify", "verb=ListRecords&metadataPrefix=oai_dc"])
def test_an_absent_database_is_503_and_says_when_to_come_back(
    without_database: RunningServer, query: str
) -> None:
    answer = without_database.get(query)
    assert answer.status == 503
    assert 0 < int(answer.headers["retry-after"]) <= 3600
    assert answer.headers["content-type"] == "text/plain; charset=UTF-8"


def test_a_request_that_needs_no_database_is_answered_without_one(
    without_database: RunningServer,
) -> None:
    assert b'code="badVerb"' in without_database.get("verb=nothing").body


def test_health_is_of_the_process_and_readiness_of_the_store(
    server: RunningServer, without_database: RunningServer
) -> None:
    assert server.request("GET", "/healthz").status == 200
    assert server.request("GET", "/readyz").status == 200
    assert without_database.request("GET", "/healthz").status == 200
    assert without_database.request("GET", "/readyz").status == 503


def test_a_fault_of_ours_is_500_in_one_line_and_logged_and_the_next_request_is_answered(
    server: RunningServer, sqlite_store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: int = 0) -> None:
        raise ZeroDivisionError("a secret")

    with monkeypatch.context() as patch, structlog.testing.capture_logs() as lines:
        patch.setattr(sqlite_store, "snapshot", fail)
        answer = server.request("GET", "/oai?verb=ListSets")
    assert answer.status == 500
    assert answer.body == b"A fault of this service; its log has the details\n"
    (bug,) = [line for line in lines if line["event"] == "bug"]
    assert isinstance(bug["exc_info"], ZeroDivisionError)
    assert [line["status"] for line in lines if line["event"] == "request"] == [500]
    assert server.request("GET", "/oai?verb=ListSets").status == 200


def test_a_request_is_one_line_in_the_log(server: RunningServer) -> None:
    with structlog.testing.capture_logs() as lines:
        server.get("verb=ListRecords&metadataPrefix=oai_dc", user_agent="a harvester")
    (line,) = [line for line in lines if line["event"] == "request"]
    assert line["verb"] == "ListRecords"
    assert ("metadataPrefix", "oai_dc") in line["arguments"]
    assert line["records"] == 3
    assert line["bytes"] > 1000
    assert line["milliseconds"] > 0
    assert line["user_agent"] == "a harvester"
