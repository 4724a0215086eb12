"""deploy/nginx.conf in front of two nodes. Where there is no nginx, these tests are skipped."""

import json
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from socket import MSG_PEEK
from socketserver import BaseRequestHandler, ThreadingTCPServer
from urllib.parse import urlsplit

import httpx2
import pytest
from sickle import Sickle

from oaipmh.ingest.views import KeyScope
from oaipmh.store import SqlStore
from tests.support.api import NDJSON
from tests.support.composed import Service
from tests.support.databases import migrated_sqlite
from tests.support.killing import wait_until
from tests.support.loading import item, load, load_sample, sample_items
from tests.support.nginx import NGINX, Nginx
from tests.support.processes import free_port, served
from tests.support.server import RunningServer

pytestmark = pytest.mark.skipif(NGINX is None, reason="nginx is not installed")

SAMPLE = {one["identifier"] for one in sample_items() if "identifier" in one}
NODES = ("api-1", "api-2")
IDENTIFY = {"verb": "Identify"}
TRUST = {
    name: value
    for name, value in Service("api-1").environment(database=1, replica=1).items()
    if name == "FORWARDED_ALLOW_IPS"
}


@dataclass
class Front:
    """An nginx, its nodes' addresses, logs and store; the first node can be stopped."""

    nginx: Nginx
    nodes: list[str]
    logs: list[Path]
    store: SqlStore
    first: ExitStack

    def ask(self, query: str, **headers: str) -> httpx2.Response:
        """Ask as a harvester."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        return httpx2.get(f"{self.nginx.harvesters}/oai?{query}", headers=sent, timeout=30)

    def ask_raw(self, target: str, source: str = "127.0.0.1", **headers: str) -> tuple[int, str]:
        """Ask for exactly this, from this address: status and body."""
        port = urlsplit(self.nginx.harvesters).port
        connection = HTTPConnection("127.0.0.1", port, timeout=30, source_address=(source, 0))
        with closing(connection):
            sent = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request("GET", target, headers=sent)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()


@pytest.fixture(scope="module")
def front() -> Iterator[Front]:
    """Two nodes behind nginx."""
    # Not in pytest's folders, where nginx's workers, who are nobody, may not go.
    with tempfile.TemporaryDirectory(prefix="oaipmh-nginx-") as place, ExitStack() as running:
        folder = Path(place)
        url = migrated_sqlite(folder / "store.db")
        store = SqlStore(url)
        running.callback(store.dispose)
        load_sample(store)
        first = running.enter_context(ExitStack())
        settings = {**TRUST, "OAIPMH_PAGE_SIZE": "10"}
        logs = [folder / name for name in NODES]
        urls = [
            one.enter_context(served(url, log=log, **settings))
            for one, log in zip((first, running), logs, strict=True)
        ]
        nodes = [urlsplit(one).netloc for one in urls]
        nginx = Nginx(folder, dict(zip(NODES, nodes, strict=True)))
        running.callback(nginx.stop)
        nginx.start()
        yield Front(nginx, nodes, logs, store, first)


class Dying(BaseRequestHandler):
    """Takes a request, and is gone before it answers."""

    def handle(self) -> None:
        self.request.recv(65_536)


@contextmanager
def dying_node() -> Iterator[str]:
    """The address of a node that dies of every request."""
    with ThreadingTCPServer(("127.0.0.1", 0), Dying) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,)).start()
        try:
            yield f"127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()


@contextmanager
def loading(store: SqlStore) -> Iterator[None]:
    """A load that keeps datestamps is under way: no list can be served."""
    store.begin_load("test", force=True)
    try:
        yield
    finally:
        store.end_load()


def test_nginx_takes_the_configuration_without_a_warning(front: Front) -> None:
    assert "warn" not in front.nginx.check()


def test_a_harvest_over_both_nodes_outlives_one_of_them(front: Front) -> None:
    before = len(front.nginx.log())
    records = Sickle(f"{front.nginx.harvesters}/oai").ListRecords(metadataPrefix="oai_dc")
    found = {next(records).header.identifier for _ in range(55)}
    front.first.close()
    found |= {record.header.identifier for record in records}
    # A POST only asks, so it is asked of the other node as well.
    posted = [httpx2.post(f"{front.nginx.harvesters}/oai", data=IDENTIFY) for _ in range(4)]
    assert found == SAMPLE
    assert {answer.status_code for answer in posted} == {200}
    log = front.nginx.log()[before:]
    assert {line["status"] for line in log} == {200}
    answered = [line["nodes"].split(", ")[-1] for line in log]
    assert set(answered[:6]) == set(front.nodes)
    assert set(answered[6:]) == {front.nodes[1]}


def test_without_nodes_harvesters_are_told_to_come_back(front: Front, tmp_path: Path) -> None:
    assert front.nginx.health_check() == 0
    alone = Nginx(tmp_path, {name: f"127.0.0.1:{free_port()}" for name in NODES})
    alone.start()
    try:
        for _ in range(8):
            answer = httpx2.get(f"{alone.harvesters}/oai", params=IDENTIFY)
            assert (answer.status_code, answer.headers["retry-after"]) == (503, "10")
        assert alone.health_check() != 0
    finally:
        alone.stop()


def test_what_only_asks_is_asked_again_and_what_writes_is_not(front: Front, tmp_path: Path) -> None:
    with dying_node() as dying:
        beside = Nginx(tmp_path, dict(zip(NODES, (dying, front.nodes[1]), strict=True)))
        beside.start()
        try:
            written = [httpx2.post(f"{beside.managers}/api/records") for _ in range(2)]
            asked = [httpx2.post(f"{beside.harvesters}/oai", data=IDENTIFY) for _ in range(2)]
        finally:
            beside.stop()
    assert sorted(answer.status_code for answer in written) == [401, 502]
    assert {answer.status_code for answer in asked} == {200}
    assert any(dying in line["nodes"] for line in beside.log() if "/oai" in line["request"])


def test_a_nodes_own_503_reaches_the_harvester_and_takes_no_node_out(front: Front) -> None:
    with loading(front.store):
        for _ in range(8):
            answer = front.ask("verb=ListRecords&metadataPrefix=oai_dc")
            assert answer.status_code == 503
            assert "load" in answer.text
            assert int(answer.headers["retry-after"]) > 0
        assert front.ask("verb=Identify").status_code == 200


def test_the_nodes_compress_and_nginx_does_not(front: Front) -> None:
    query = "verb=ListRecords&metadataPrefix=oai_dc"
    packed = front.ask(query, accept_encoding="gzip")
    plain = front.ask(query, accept_encoding="identity")
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.headers["vary"] == plain.headers["vary"] == "Accept-Encoding"
    assert int(packed.headers["content-length"]) < int(plain.headers["content-length"]) / 2


def test_a_large_page_that_a_node_sends_in_pieces_comes_whole_through_nginx(
    sqlite_store: SqlStore, serve: Callable[..., RunningServer], tmp_path: Path
) -> None:
    text = "On light, and on what it falls upon. " * 200
    load(sqlite_store, [item(number, title=text) for number in range(50)])
    node = f"127.0.0.1:{serve(sqlite_store).port}"
    beside = Nginx(tmp_path, dict.fromkeys(NODES, node))
    beside.start()
    try:
        target = "/oai?verb=ListRecords&metadataPrefix=oai_dc"
        for host in (node, urlsplit(beside.harvesters).netloc):
            packed = httpx2.get(f"http://{host}{target}", headers={"accept-encoding": "gzip"})
            assert packed.headers["content-encoding"] == "gzip"
            assert packed.headers["transfer-encoding"] == "chunked"
            assert packed.text.count("<record>") == 50
            assert packed.text.endswith("</OAI-PMH>\n")
    finally:
        beside.stop()


def test_nodes_are_told_the_harvesters_own_address_whatever_it_claims(front: Front) -> None:
    claims = {"x_forwarded_for": "192.0.2.9", "forwarded": "for=192.0.2.9"}
    front.ask_raw("/oai?verb=Identify", "127.0.0.2", **claims)
    wait_until(lambda: any('"127.0.0.2"' in log.read_text("utf-8") for log in front.logs))
    assert all("192.0.2.9" not in log.read_text("utf-8") for log in front.logs)
    wait_until(lambda: any(line["client"] == "127.0.0.2" for line in front.nginx.log()))


def test_harvesters_reach_the_base_url_and_nothing_else(front: Front) -> None:
    for path in ("/api/status", "/readyz", "/healthz", "/oai/x", "/oaix", "/"):
        assert front.ask_raw(path)[0] == 404, path
    for path in ("/oai", "/oai/", "/oai?", "/api/records/x/..%2f..%2f..%2foai"):
        status, body = front.ask_raw(path)
        assert status == 200, path
        assert "badVerb" in body, path


def test_what_is_too_long_is_refused_in_the_nodes_own_words(front: Front) -> None:
    status, words = front.ask_raw(f"/oai?verb=Identify&{'a' * 8192}")
    assert (status, words) == (414, "The query is longer than 8192 bytes: use POST\n")
    posted = httpx2.post(f"{front.nginx.harvesters}/oai", data={"verb": "a" * 65_536})
    assert (posted.status_code, posted.text) == (413, "The body is longer than 65536 bytes\n")


def test_a_stream_of_any_length_is_answered_while_it_comes_in(front: Front) -> None:
    key = front.store.create_key("test", KeyScope.WRITE)
    items = [one for one in sample_items() if "metadata" in one]
    lines = [json.dumps(one) + "\n" for one in items] * 5
    connection = HTTPConnection("127.0.0.1", urlsplit(front.nginx.managers).port, timeout=30)
    with closing(connection):
        connection.putrequest("POST", "/api/records")
        connection.putheader("authorization", f"Bearer {key}")
        connection.putheader("content-type", NDJSON)
        connection.putheader("transfer-encoding", "chunked")
        connection.endheaders()
        for line in lines:
            connection.send(f"{len(line):x}\r\n{line}\r\n".encode())
        assert connection.sock.recv(15, MSG_PEEK) == b"HTTP/1.1 200 OK", "the body goes on"
        connection.send(b"0\r\n\r\n")
        told = [json.loads(line) for line in connection.getresponse().read().splitlines()]
    assert told[-1]["unchanged"] == len(lines)
    assert len(told) == len(lines) + 1
