"""`/api/sets`, `/api/quarantine`, `/api/runs`, `/api/status`, over real HTTP."""

import json
from collections.abc import Callable
from typing import Any

import pytest
import structlog

from oaipmh.ingest.ports import NewRun
from oaipmh.ingest.running import running
from oaipmh.store import SqlStore
from tests.integration.conftest import Program
from tests.support.api import Api, problem
from tests.support.loading import item, load
from tests.support.server import RunningServer


def test_a_set_is_created_described_and_named_again(api: Api) -> None:
    answer = api("PUT", "/sets/physics:optics", {"setName": "Optics", "setDescription": "On light"})
    assert answer.status == 201
    described = {"setSpec": "physics:optics", "setName": "Optics", "setDescription": "On light"}
    described |= {"rule": None, "applying": False}
    assert json.loads(answer.body) == described
    renamed = api.json("PUT", "/sets/physics:optics", {"setName": "Light"})
    assert renamed == described | {"setName": "Light"}
    assert api.json("GET", "/sets/physics:optics") == renamed
    assert api.json("GET", "/sets/physics")["setName"] == "physics"
    assert b"<setName>Light</setName>" in api.server.ask(verb="ListSets")


def test_sets_are_listed_in_pages(api: Api) -> None:
    for spec in ("c", "a", "b", "a:x"):
        api.json("PUT", f"/sets/{spec}", {"setName": spec.upper()})
    first = api.json("GET", "/sets?limit=3")
    assert [one["setSpec"] for one in first["sets"]] == ["a", "a:x", "b"]
    last = api.json("GET", f"/sets?limit=3&after={first['next']}")
    assert [one["setSpec"] for one in last["sets"]] == ["c"]
    assert last["next"] is None


@pytest.mark.parametrize(
    ("spec", "content", "field"),
    [
        ("a%20b", {"setName": "A"}, "spec"),
        ("", {"setName": "A"}, "spec"),
        ("new", {}, "setName"),
        ("new", {"setName": " \x01"}, "setName"),
        ("new", {"setName": 1}, "setName"),
        ("new", {"setName": "A", "setSpec": "other"}, "setSpec"),
        ("new", {"setName": "A", "name": "A"}, "name"),
    ],
)
def test_what_is_no_set_is_refused_by_its_field(
    api: Api, spec: str, content: Any, field: str
) -> None:
    told = api.refusal(422, "PUT", f"/sets/{spec}", content)
    assert told["errors"][0]["field"] == field
    assert api.json("GET", "/sets")["sets"] == []


def test_an_unknown_set_is_404_and_none_is_deleted(api: Api) -> None:
    api.refusal(404, "GET", "/sets/a")
    answer = api("DELETE", "/sets/a")
    assert answer.status == 405
    assert answer.headers["allow"] == "GET, PUT"


def test_the_quarantine_is_paged_read_retried_and_dropped(api: Api, sqlite_store: SqlStore) -> None:
    api.stream(b"{one\n{two\n{three\n")
    first = api.json("GET", "/quarantine?limit=2")
    (last,) = api.json("GET", f"/quarantine?limit=2&before={first['next']}")["quarantine"]
    positions = [one["position"] for one in (*first["quarantine"], last)]
    assert positions == ["line 3", "line 2", "line 1"]
    place = f"/quarantine/{last['number']}"
    assert api.json("GET", place) == last
    raw = api("GET", f"{place}/raw")
    assert (raw.body, raw.headers["content-type"]) == (b"{one\n", "application/octet-stream")
    retried = api.json("POST", f"{place}/retry")
    assert retried["taken"] is False
    assert retried["results"][0]["outcome"] == "quarantined"
    assert api("DELETE", place).status == 204
    assert len(sqlite_store.quarantine(10)) == 2
    for method, path in (("GET", place), ("GET", f"{place}/raw"), ("DELETE", place)):
        api.refusal(404, method, path)
    api.refusal(404, "POST", f"{place}/retry")


def test_what_is_taken_at_last_leaves_the_quarantine_the_way_it_came(
    api: Api, sqlite_store: SqlStore, program: Program, write_lines: Callable[..., str]
) -> None:
    ahead = item(1, datestamp="2999-01-01T00:00:00Z")
    program("import", write_lines([ahead]), "--keep-datestamps", "--set", "ours", code=1)
    (entry,) = sqlite_store.quarantine(10)
    retried = api.json("POST", f"/quarantine/{entry.quarantine_id}/retry")
    assert retried["taken"] is True
    assert [one["outcome"] for one in retried["results"]] == ["created"]
    assert sqlite_store.quarantine(10) == []
    assert api.json("GET", "/records/oai:test.example.org:1")["sets"] == ["ours"]
    run = sqlite_store.runs(1)[0]
    assert (run.kind, run.source) == ("retry", "test")


def test_runs_are_listed_the_newest_first(api: Api, sqlite_store: SqlStore) -> None:
    for source in ("one", "two"):
        with running(sqlite_store, NewRun("import", source)):
            pass
    listed = api.json("GET", "/runs")["runs"]
    assert [one["source"] for one in listed] == ["two", "one"]
    assert api.json("GET", "/runs?limit=1")["runs"] == listed[:1]
    assert api.json("GET", f"/runs/{listed[1]['run']}") == listed[1]
    api.refusal(404, "GET", "/runs/99")


def test_the_status_and_an_item_are_as_the_commands_print_them(
    api: Api, sqlite_store: SqlStore, program: Program
) -> None:
    load(sqlite_store, [item(1, "a:b", title="a\x01"), {"identifier": "no uri"}])
    printed = program.json("status")
    status = api.json("GET", "/status")
    settings = ("base_url", "warnings", "clock")
    assert {name: status[name] for name in status if name not in settings} == {
        name: printed[name] for name in status if name not in settings
    }
    identifier = "oai:test.example.org:1"
    assert api.json("GET", f"/records/{identifier}") == program.json("show", identifier)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nothing", 404),
        ("GET", "", 404),
        ("GET", "/", 404),
        ("GET", "/records", 405),
        ("PATCH", "/records/oai:test.example.org:1", 405),
        ("OPTIONS", "/status", 405),
        ("GET", "/runs/0", 422),
        ("GET", "/runs/99999999999999999999", 422),
        ("GET", "/runs/one", 422),
        ("GET", "/runs?limit=0", 422),
        ("GET", "/runs?limit=1001", 422),
        ("GET", "/runs?limti=1", 422),
        ("GET", "/quarantine?before=-1", 422),
        ("GET", "/sets?after=%20", 422),
    ],
)
def test_whatever_is_wrong_is_told_as_a_problem(
    api: Api, method: str, path: str, status: int
) -> None:
    api.refusal(status, method, path)


def test_below_the_api_the_service_answers_as_ever(api: Api) -> None:
    assert api.server.request("GET", "/apis").headers["content-type"].startswith("text/plain")
    assert api.server.request("GET", "/oai?verb=Identify").status == 200


def test_a_request_is_one_line_in_the_log_with_the_name_of_its_key_and_not_the_key(
    api: Api,
) -> None:
    with structlog.testing.capture_logs() as logged:
        api.json("GET", "/runs?limit=3")
        api("GET", "/records/oai:x:%0Aforged")
    line, other = [line for line in logged if line["event"] == "api"]
    assert (line["method"], line["target"]) == ("GET", "/api/runs?limit=3")
    assert (line["key"], line["status"]) == ("test", 200)
    assert line["milliseconds"] > 0
    assert (other["status"], other["target"]) == (422, "/api/records/oai:x:%0Aforged")
    assert str(api.key) not in repr(logged)


def test_an_absent_database_is_503_and_says_when_to_come_back(
    serve: Callable[..., RunningServer],
) -> None:
    store = SqlStore("postgresql://nobody@127.0.0.1:1/nothing")
    api = Api(serve(store, token_secret="only for this test"), f"oaipmh_{'0' * 16}_{'A' * 43}")
    for method, path, content in (("GET", "/runs", None), ("PUT", "/sets/a", {"setName": "A"})):
        answer = api(method, path, content)
        assert b"nobody" not in answer.body
        problem(answer, 503)
        assert 0 < int(answer.headers["retry-after"]) <= 3600
    store.dispose()


def test_a_fault_of_ours_is_a_problem_without_its_details(
    api: Api, sqlite_store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: int) -> None:
        raise ZeroDivisionError("a secret")

    monkeypatch.setattr(sqlite_store, "runs", fail)
    with structlog.testing.capture_logs() as logged:
        told = api.refusal(500, "GET", "/runs")
    assert "secret" not in str(told)
    assert [line["event"] for line in logged].count("bug") == 1
