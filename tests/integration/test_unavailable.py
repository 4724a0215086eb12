"""A database that is busy, behind, read-only or silent: harvesters wait a moment, or get 503."""

import shutil
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import make_url

from oaipmh.cli.serve import _load_sample
from oaipmh.store import SqlStore
from oaipmh.web import oai
from tests.support.databases import Postgres, execute
from tests.support.loading import item, load, sample_items
from tests.support.server import RunningServer

LIST = "verb=ListRecords&metadataPrefix=oai_dc"
PAGED = {"page_size": 2, "token_secret": "a secret of this test"}
Serve = Callable[..., RunningServer]


def _replica_as_of_now(url: str, folder: Path) -> str:
    """The URL of a copy that will never catch up."""
    replica = folder / "replica.db"
    shutil.copy(url.removeprefix("sqlite:///"), replica)
    return f"sqlite:///{replica}"


def test_a_list_is_not_served_from_a_replica_that_does_not_know_of_a_load(
    sqlite_url: str, tmp_path: Path, serve: Serve
) -> None:
    store = SqlStore(sqlite_url, _replica_as_of_now(sqlite_url, tmp_path))
    store.begin_load("moved.jsonl", force=False)
    server = serve(store, token_secret="a secret of this test")
    answer = server.get(LIST)
    assert answer.status == 503
    assert b"load" in answer.body
    store.end_load()
    assert store.begin_load("moved.jsonl", force=False) is False, "no list has been served yet"


def test_a_list_comes_from_the_primary_where_the_replica_lacks_a_load_that_has_ended(
    sqlite_url: str, tmp_path: Path, serve: Serve
) -> None:
    store = SqlStore(sqlite_url, _replica_as_of_now(sqlite_url, tmp_path))
    load(store, [item(1, datestamp="2020-01-01")], keep=True)
    answer = serve(store, token_secret="a secret of this test").get(LIST)
    assert answer.status == 200
    assert b"oai:test.example.org:1<" in answer.body


def _list_begun(url: str, serve: Serve) -> str:
    """The token of a list of four records, of which two have been sent."""
    store = SqlStore(url)
    load(store, [item(number, datestamp="2020-01-01") for number in range(4)], keep=True)
    first = serve(store, **PAGED).get(LIST).body.decode()
    return first.partition("<resumptionToken")[2].partition(">")[2].partition("<")[0]


def test_a_later_page_comes_from_the_primary_where_the_replica_is_behind_the_list(
    sqlite_url: str, tmp_path: Path, serve: Serve
) -> None:
    replica_url = _replica_as_of_now(sqlite_url, tmp_path)
    token = _list_begun(sqlite_url, serve)
    server = serve(SqlStore(sqlite_url, replica_url), **PAGED)
    answer = server.get(f"verb=ListRecords&resumptionToken={token}")
    assert answer.status == 200
    assert answer.body.count(b"<record>") == 2


def test_a_later_page_waits_where_neither_replica_nor_primary_has_reached_the_list(
    sqlite_url: str, tmp_path: Path, serve: Serve
) -> None:
    replica_url = _replica_as_of_now(sqlite_url, tmp_path)
    execute(sqlite_url, "UPDATE clock SET watermark = strftime('%s', 'now') + 100")
    token = _list_begun(sqlite_url, serve)
    execute(sqlite_url, "UPDATE clock SET watermark = watermark - 200")  # a backup is restored
    server = serve(SqlStore(sqlite_url, replica_url), **PAGED)
    answer = server.get(f"verb=ListRecords&resumptionToken={token}")
    assert answer.status == 503
    assert b"behind the list" in answer.body


def test_a_list_goes_on_after_a_restore_although_nobody_writes(
    sqlite_url: str, serve: Serve
) -> None:
    token = _list_begun(sqlite_url, serve)
    execute(sqlite_url, "UPDATE clock SET watermark = watermark - 200")  # a backup is restored
    server = serve(SqlStore(sqlite_url), **PAGED)
    assert server.get(f"verb=ListRecords&resumptionToken={token}").status == 200


def test_many_who_open_lists_while_a_writer_holds_the_lock_wait_together(
    sqlite_url: str, sqlite_store: SqlStore, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(sqlite_store, [item(1)])
    server = serve(sqlite_store)
    assert server.get(LIST).status == 200
    moves: list[bool] = []
    move = sqlite_store.move_clock

    def counted(*, opens_list: bool) -> int:
        moves.append(opens_list)
        return move(opens_list=opens_list)

    monkeypatch.setattr(sqlite_store, "move_clock", counted)
    monkeypatch.setattr(sqlite_store, "clock_is_moved", lambda *_, **__: False)
    holder = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with ThreadPoolExecutor(30) as harvesters:
        answers = list(harvesters.map(lambda _: server.get(LIST).status, range(30)))
    holder.execute("ROLLBACK")
    holder.close()
    assert answers == [200] * 30
    assert len(moves) < 10


def test_a_read_only_primary_still_serves_lists_and_says_503_where_it_cannot(
    postgres: Postgres, serve: Serve
) -> None:
    url = postgres.migrated_database()
    store = SqlStore(url)
    load(store, [item(1)])
    server = serve(store)
    assert server.get(LIST).status == 200
    name = make_url(url).database
    execute(url, f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    store.dispose()
    assert server.get(LIST).status == 200
    store.dispose()


def test_a_database_that_never_answers_is_503(
    sqlite_store: SqlStore, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = serve(sqlite_store)
    released = threading.Event()
    monkeypatch.setattr(sqlite_store, "is_local", False)
    monkeypatch.setattr(sqlite_store, "snapshot", lambda _: released.wait(60))
    monkeypatch.setattr(oai, "_PATIENCE_SECONDS", 0.2)
    answer = server.get("verb=ListSets")
    released.set()
    assert answer.status == 503
    assert int(answer.headers["retry-after"]) > 0


def test_a_sample_whose_loading_was_killed_is_loaded_to_the_end(
    sqlite_store: SqlStore, serve: Serve
) -> None:
    sqlite_store.begin_load("items.jsonl", force=False)  # and the process is killed
    server = serve(sqlite_store)
    assert server.get(LIST).status == 503
    _load_sample(server.settings, sqlite_store)
    assert server.get(LIST).status == 200
    wanted = {one["identifier"] for one in sample_items() if "identifier" in one}
    assert sqlite_store.status().items == len(wanted)
