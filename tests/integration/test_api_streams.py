"""`POST /api/records`: a stream goes in, and a stream comes out, over real HTTP."""

import gzip
import http.client
import json
import socket
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from oaipmh.ingest.pipeline import BATCH_ITEMS
from oaipmh.readers.jsonl import MAX_LINE_BYTES
from oaipmh.store import SqlStore
from tests.support.api import NDJSON, Api, lines
from tests.support.killing import wait_until
from tests.support.loading import item, load

GONE = {"identifier": "oai:test.example.org:1", "deleted": True}


def test_each_line_is_answered_by_one_and_the_last_sums_up(
    api: Api, sqlite_store: SqlStore
) -> None:
    load(sqlite_store, [item(1), item(2)])
    sent = [GONE, item(2), item(3, title="a\x01"), {"identifier": "no uri"}]
    *results, summary = api.stream(lines(sent) + b"\n{nonsense\n")
    by_position = {one["position"]: one for one in results}
    assert [by_position[f"line {n}"]["outcome"] for n in (1, 2, 3, 4, 6)] == [
        "deleted",
        "unchanged",
        "created",
        "quarantined",
        "quarantined",
    ]
    assert len(results) == 5
    assert by_position["line 3"]["identifier"] == "oai:test.example.org:3"
    assert "title" in by_position["line 3"]["repairs"][0]
    assert "no uri" in by_position["line 4"]["reason"]
    assert summary.pop("seconds") >= 0
    assert summary == {
        "read": 5,
        "created": 1,
        "updated": 0,
        "unchanged": 1,
        "deleted": 1,
        "repaired": 1,
        "quarantined": 2,
    }
    assert {entry.position for entry in sqlite_store.quarantine(10)} == {"line 4", "line 6"}


def test_a_stream_is_a_run_of_its_own_named_by_its_key(api: Api, sqlite_store: SqlStore) -> None:
    api.stream(lines([item(1)]), "?set=ours")
    api.stream(lines([item(1)]))
    latest, first = sqlite_store.runs(10)
    assert {(run.kind, run.source, run.state) for run in (latest, first)} == {
        ("api stream", "test", "complete")
    }
    assert first.options == {"set": "ours", "replace": False}
    assert (first.counts["created"], latest.counts["updated"]) == (1, 1)


def test_every_item_may_be_put_into_a_set_and_sets_be_named(
    api: Api, sqlite_store: SqlStore
) -> None:
    named = {"setSpec": "ours", "setName": "Our own"}
    api.stream(lines([named, item(1, "a")]), "?set=ours:new")
    found = sqlite_store.item("oai:test.example.org:1")
    assert found is not None
    assert found.sets == ["a", "ours:new"]
    assert api.json("GET", "/sets/ours")["setName"] == "Our own"


@pytest.mark.parametrize("content_type", [NDJSON, "application/jsonl", f"{NDJSON}; charset=utf-8"])
@pytest.mark.parametrize("coding", ["gzip", "identity"])
def test_it_may_be_gzipped(api: Api, content_type: str, coding: str) -> None:
    body = lines([item(1), item(2)])
    sent = gzip.compress(body) if coding == "gzip" else body
    *_, summary = api.stream(sent, content_type=content_type, content_encoding=coding)
    assert summary["created"] == 2


def test_a_gzip_that_is_cut_short_or_none_gives_what_stands_before(api: Api) -> None:
    many = lines([item(number, title="x" * 999) for number in range(600)])
    *results, summary = api.stream(gzip.compress(many)[:-100], content_encoding="gzip")
    assert summary["created"] > 0
    assert summary["quarantined"] == 1
    assert "reading failed" in results[-1]["reason"]
    *_, summary = api.stream(lines([item(1)]), content_encoding="gzip")
    assert (summary["read"], summary["quarantined"]) == (1, 1)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"content_type": "application/json"}, 415),
        ({"content_type": ""}, 415),
        ({"content_encoding": "br"}, 415),
    ],
)
def test_another_kind_of_body_is_refused_with_what_is_accepted(
    api: Api, headers: dict[str, str], status: int
) -> None:
    answer = api("POST", "/records", b"", **{"content_type": NDJSON, **headers})
    assert answer.status == status
    assert {"accept", "accept-encoding"} & answer.headers.keys()


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("?set=a%20b", "query.set"),
        ("?repalce=true", "query.repalce"),
        ("?replace=perhaps", "query.replace"),
        ("?force=true", "query.force"),
        ("?set=a&set=b", "query.set"),
        ("?replace=true&keep_datestamps=true", "query.keep_datestamps"),
    ],
)
def test_a_wrong_parameter_is_refused_and_nothing_taken(
    api: Api, sqlite_store: SqlStore, query: str, field: str
) -> None:
    body = lines([item(1)])
    told = api.refusal(422, "POST", f"/records{query}", body, content_type=NDJSON)
    assert told["errors"][0]["field"] == field
    assert sqlite_store.runs(10) == []


def test_results_come_as_batches_are_stored_while_the_body_still_goes_on(
    api: Api, sqlite_store: SqlStore
) -> None:
    connection, send = _open(api)
    send(lines([item(number) for number in range(BATCH_ITEMS)]))
    response = connection.getresponse()
    first = [json.loads(response.readline()) for _ in range(BATCH_ITEMS)]
    assert {one["outcome"] for one in first} == {"created"}
    assert sqlite_store.status().items == BATCH_ITEMS
    send(lines([item(9999)]))
    send(b"")
    rest = [json.loads(line) for line in response.read().splitlines()]
    assert rest[0]["identifier"] == "oai:test.example.org:9999"
    assert rest[1]["created"] == BATCH_ITEMS + 1
    connection.close()


def test_a_client_that_reads_nothing_until_it_has_sent_all_is_answered_all(api: Api) -> None:
    body = lines([{"identifier": f"no uri {'x' * 900} {number}"} for number in range(12_000)])
    *results, summary = api.stream(body)
    assert len(body) > 10_000_000
    assert len(results) == summary["quarantined"] == 12_000


def test_a_client_that_hangs_up_leaves_an_interrupted_run_and_what_was_stored(
    api: Api, sqlite_store: SqlStore
) -> None:
    load(sqlite_store, [item(9999)])
    connection, send = _open(api, "?replace=true&force=true")
    send(lines([item(number) for number in range(BATCH_ITEMS)]))
    connection.getresponse().readline()
    send(lines([item(8888)]))
    assert connection.sock is not None
    connection.sock.shutdown(socket.SHUT_RDWR)
    connection.close()
    run = _wait_for_end(sqlite_store)
    assert run == "interrupted"
    assert sqlite_store.status().items == BATCH_ITEMS + 1
    assert sqlite_store.digest("oai:test.example.org:9999")  # nothing counts as missing


def test_a_whole_load_deletes_what_it_lacks(api: Api, sqlite_store: SqlStore) -> None:
    load(sqlite_store, [item(number, "a") for number in range(20)])
    load(sqlite_store, [item(100, "b")])
    _pass_a_second(sqlite_store)
    sent = lines([item(number) for number in range(19)])
    *results, summary = api.stream(sent, "?replace=true&set=a")
    assert (summary["deleted"], summary["unchanged"]) == (1, 19)
    assert results[-1]["identifier"] == "oai:test.example.org:19"
    assert sqlite_store.digest("oai:test.example.org:19") == b""
    assert sqlite_store.digest("oai:test.example.org:100")


def test_a_whole_load_that_lacks_too_much_is_refused_unless_forced(
    api: Api, sqlite_store: SqlStore
) -> None:
    load(sqlite_store, [item(number) for number in range(20)])
    _pass_a_second(sqlite_store)
    told = api.refusal(409, "POST", "/records?replace=true", b"", content_type=NDJSON)
    assert "20 of 20" in told["detail"]
    *_, last = api.stream(lines([item(1)]), "?replace=true")
    assert "19 of 20" in last["error"]
    assert (last["unchanged"], last["deleted"]) == (1, 0)
    assert {run.state for run in sqlite_store.runs(2)} == {"failed"}
    assert sqlite_store.status().formats[0].deleted == 0
    *_, last = api.stream(lines([item(1)]), "?replace=true&force=true")
    assert last["deleted"] == 19
    assert "error" not in last


def test_a_line_that_is_too_long_is_quarantined_and_the_stream_goes_on(
    api: Api, sqlite_store: SqlStore
) -> None:
    long = b'{"identifier": "' + b"x" * (100 * 1024 * 1024) + b'"}\n'
    refused, taken, _ = sorted(
        api.stream(long + lines([item(1)])), key=lambda one: str(one.get("position"))
    )[:3]
    assert str(MAX_LINE_BYTES) in str(refused) + str(taken)
    assert sqlite_store.digest("oai:test.example.org:1")
    (entry,) = sqlite_store.quarantine(10)
    assert entry.size < 100_000


def test_a_gzip_bomb_is_one_line_too_long(api: Api, sqlite_store: SqlStore) -> None:
    bomb = gzip.compress(b"x" * (200 * 1024 * 1024), compresslevel=9)
    refused, summary = api.stream(bomb, content_encoding="gzip")
    assert str(MAX_LINE_BYTES) in refused["reason"]
    assert summary["quarantined"] == 1
    assert sqlite_store.status().items == 0


def test_no_more_streams_are_taken_in_than_there_are_threads_for(api: Api) -> None:
    opened = [_open(api) for _ in range(4)]
    for _, send in opened:
        send(lines([item(1)]))
    _wait_for_streams(api, 4)
    answer = api("POST", "/records", b"", content_type=NDJSON)
    assert answer.status == 503
    assert int(answer.headers["retry-after"]) > 0
    assert api("GET", "/runs").status == 200
    for connection, send in opened:
        send(b"")
        assert connection.getresponse().status == 200
        connection.close()
    # A stream's place is free once its answer has been sent, which who reads it may be ahead of.
    wait_until(lambda: api("POST", "/records", b"", content_type=NDJSON).status == 200)


def test_a_stranger_sends_no_stream(api: Api, sqlite_store: SqlStore) -> None:
    replace(api, key="wrong").refusal(401, "POST", "/records", b"", content_type=NDJSON)
    assert sqlite_store.runs(10) == []


def _open(api: Api, query: str = "") -> tuple[http.client.HTTPConnection, Callable[[bytes], None]]:
    """A stream that has begun, and what sends a chunk of it; an empty one is the last."""
    connection = http.client.HTTPConnection("127.0.0.1", api.server.port, timeout=30)
    connection.putrequest("POST", f"/api/records{query}")
    connection.putheader("Authorization", f"Bearer {api.key}")
    connection.putheader("Content-Type", NDJSON)
    connection.putheader("Transfer-Encoding", "chunked")
    connection.endheaders()
    return connection, lambda chunk: connection.send(b"%x\r\n%b\r\n" % (len(chunk), chunk))


def _wait_for_end(store: SqlStore) -> str:
    """How the latest run ended."""
    for run in _latest(store):
        if run != "running":
            return run
    raise AssertionError("the run has not ended")


def _latest(store: SqlStore) -> Iterator[str]:
    for _ in range(20_000):
        yield store.runs(1)[0].state


def _wait_for_streams(api: Api, count: int) -> None:
    for _ in range(2000):
        states = [run["state"] for run in api.json("GET", "/runs")["runs"]]
        if states.count("running") == count:
            return
    raise AssertionError(f"there are no {count} streams")


def _pass_a_second(store: SqlStore) -> None:
    """What was written in the very second that a run begins in does not count as missing."""
    before = store.now()
    while store.now() == before:
        pass
