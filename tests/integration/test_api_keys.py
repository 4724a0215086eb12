"""Who may use the admin API: `oaipmh keys`, and what each key opens."""

import json
from dataclasses import replace

import pytest

from oaipmh.ingest.views import KeyScope
from oaipmh.store import SqlStore
from tests.integration.conftest import Program
from tests.support.api import NDJSON, Api, problem
from tests.support.loading import item, load

WRITES = [
    ("PUT", "/records/oai:test.example.org:1", {"metadata": {"title": "T"}}, "application/json"),
    ("DELETE", "/records/oai:test.example.org:1", None, ""),
    ("POST", "/records", json.dumps(item(1)).encode(), NDJSON),
    ("PUT", "/sets/a", {"setName": "A"}, "application/json"),
    ("POST", "/quarantine/1/retry", None, ""),
    ("DELETE", "/quarantine/1", None, ""),
]
READS = ["/records/oai:test.example.org:1", "/sets", "/sets/a", "/quarantine", "/quarantine/1"]
READS += ["/quarantine/1/raw", "/runs", "/runs/1", "/status"]


def test_the_key_is_printed_alone_once_and_its_life_is_listed(
    program: Program, sqlite_store: SqlStore
) -> None:
    (key,) = program("keys", "create", "nightly").stdout.splitlines()
    program("keys", "create", "watcher", "--scope", "read")
    found = sqlite_store.find_key(key)
    assert found is not None
    assert (found.name, found.scope) == ("nightly", KeyScope.WRITE)
    program("keys", "revoke", "nightly")
    assert sqlite_store.find_key(key) is None
    nightly, watcher = program("keys", "list").stdout.splitlines()
    assert nightly.startswith("nightly\twrite\t")
    assert "revoked 20" in nightly
    assert watcher.startswith("watcher\tread\t")
    assert "revoked" not in watcher
    assert key not in nightly
    shown = [json.loads(one) for one in program("keys", "list", "--json").stdout.splitlines()]
    assert [(one["name"], bool(one["revoked"])) for one in shown] == [
        ("nightly", True),
        ("watcher", False),
    ]


def test_a_name_that_was_given_and_one_that_was_not_are_told(program: Program) -> None:
    program("keys", "create", "nightly")
    assert "'nightly'" in program.refusal("keys", "create", "nightly")
    assert "'nobody'" in program("keys", "revoke", "nobody", code=1).stderr


@pytest.mark.parametrize(
    "credentials", [None, "", "nonsense", "oaipmh_0123456789abcdef_" + "A" * 43]
)
def test_without_a_key_that_opens_nothing_is_told_and_nothing_changed(
    api: Api, sqlite_store: SqlStore, credentials: str | None
) -> None:
    _fill(sqlite_store)
    before = _all(sqlite_store)
    stranger = replace(api, key=credentials)
    for path in READS:
        answer = stranger("GET", path)
        assert b"test.example.org" not in answer.body
        problem(answer, 401)
        assert answer.headers["www-authenticate"].startswith("Bearer ")
    for method, path, content, content_type in WRITES:
        problem(stranger(method, path, content, content_type=content_type), 401)
    assert _all(sqlite_store) == before


def test_a_revoked_key_opens_nothing_from_its_next_request_on(
    api: Api, sqlite_store: SqlStore
) -> None:
    assert api("GET", "/runs").status == 200
    sqlite_store.revoke_key("test")
    assert "invalid_token" in api("GET", "/runs").headers["www-authenticate"]


def test_a_key_that_may_only_read_reads_all_and_changes_nothing(
    api: Api, sqlite_store: SqlStore
) -> None:
    _fill(sqlite_store)
    reader = replace(api, key=sqlite_store.create_key("reader", KeyScope.READ))
    for path in READS:
        assert reader("GET", path).status == 200, path
    before = _all(sqlite_store)
    for method, path, content, content_type in WRITES:
        told = problem(reader(method, path, content, content_type=content_type), 403)
        assert "reader" in told["detail"]
    assert _all(sqlite_store) == before


def test_a_key_goes_by_the_bearer_scheme_alone(api: Api) -> None:
    for scheme, status in (("bearer", 200), ("Basic", 401), ("Token", 401)):
        answer = replace(api, key=None)("GET", "/runs", authorization=f"{scheme} {api.key}")
        assert answer.status == status
    assert replace(api, key=None)("GET", f"/runs?key={api.key}").status == 401


def _fill(store: SqlStore) -> None:
    load(store, [item(1, "a"), {"identifier": "no uri"}])


def _all(store: SqlStore) -> tuple[object, ...]:
    with store.snapshot() as snapshot:
        sets = snapshot.sets("", 100)
    return store.item("oai:test.example.org:1"), sets, store.quarantine(10), store.runs(100)
