"""The repository clock: it never goes back, bounds what a snapshot shows, and guards loads."""

import sqlite3
import time

import pytest

from oaipmh.ingest.shapes import store_warnings
from oaipmh.metadata.description import Statement
from oaipmh.protocol.datestamp import format_utc
from oaipmh.provider.ports import StoreUnavailable
from oaipmh.readers.incoming import IncomingItem
from oaipmh.store import LoadRefused, SqlStore, clock
from tests.support.databases import execute
from tests.support.loading import item, load, pipeline


def watermark(store: SqlStore) -> int:
    with store.snapshot() as snapshot:
        return snapshot.watermark


def test_moving_the_clock_brings_it_to_the_time_of_the_database(store: SqlStore) -> None:
    before = store.now()
    store.move_clock(opens_list=False)
    assert before <= watermark(store) <= store.now()
    assert store.clock_is_moved(before, opens_list=False)


def test_the_clock_never_goes_back_and_stamps_with_its_own_time(
    database_url: str, store: SqlStore
) -> None:
    ahead = store.now() + 1000
    execute(database_url, f"UPDATE clock SET watermark = {ahead}")
    store.move_clock(opens_list=False)
    load(store, [item(1)])
    assert watermark(store) == ahead
    found = store.item("oai:test.example.org:1")
    assert found is not None
    assert found.records[0].datestamp == ahead


def test_a_machine_whose_clock_is_wrong_stamps_nothing(
    store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock.time, "time", time.monotonic)
    with pytest.raises(StoreUnavailable, match="differ by"):
        load(store, [item(1)])
    assert store.item("oai:test.example.org:1") is None


def test_a_database_that_is_a_year_ahead_does_not_move_the_clock_and_lists_go_on(
    store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Which of the two is wrong, nobody can tell: what is too late cannot be taken back."""
    load(store, [item(1)])
    store.move_clock(opens_list=True)
    before, now = watermark(store), time.time()
    monkeypatch.setattr(clock.time, "time", lambda: now - 365 * 86_400)
    with pytest.raises(StoreUnavailable, match="differ by"):
        load(store, [item(2)])
    assert store.move_clock(opens_list=True) == 0
    assert watermark(store) == before
    (warning,) = store_warnings(store.status())
    assert "this machine stamps nothing" in warning


def test_a_clock_that_is_a_little_off_stamps(
    store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = time.time()
    for seconds in (-240, 240):
        monkeypatch.setattr(clock.time, "time", lambda seconds=seconds: now + seconds)
        assert store.move_clock(opens_list=True) >= int(now)
        assert store_warnings(store.status()) == []


def test_a_repository_clock_that_is_ahead_is_told_of(database_url: str, store: SqlStore) -> None:
    ahead = store.now() + 1000
    execute(database_url, f"UPDATE clock SET watermark = {ahead}")
    (warning,) = store_warnings(store.status())
    assert f"until {format_utc(ahead)}" in warning


def test_a_snapshot_shows_one_moment_whatever_is_written_meanwhile(store: SqlStore) -> None:
    load(store, [item(1)])
    with store.snapshot() as snapshot:
        seen = snapshot.watermark
        load(store, [item(2)])
        assert snapshot.record("oai:test.example.org:2", "oai_dc") is None
        assert snapshot.watermark == seen
    with store.snapshot() as later:
        assert later.record("oai:test.example.org:2", "oai_dc") is not None


def test_whoever_opens_a_list_does_not_wait_long_for_a_writer(sqlite_url: str) -> None:
    store = SqlStore(sqlite_url)
    store.move_clock(opens_list=True)
    holder = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    before = watermark(store)
    store.move_clock(opens_list=True)
    assert watermark(store) == before
    holder.execute("ROLLBACK")
    holder.close()
    store.dispose()


def test_the_first_list_of_all_is_not_served_before_it_is_recorded(sqlite_url: str) -> None:
    store = SqlStore(sqlite_url)
    holder = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreUnavailable):
        store.move_clock(opens_list=True)
    holder.execute("ROLLBACK")
    holder.close()
    store.dispose()


def test_datestamps_are_kept_only_before_the_first_list(store: SqlStore) -> None:
    assert store.begin_load("test", force=False) is False
    assert store.begin_load("test", force=False) is True
    store.end_load()
    store.move_clock(opens_list=True)
    with pytest.raises(LoadRefused, match="--force"):
        store.begin_load("test", force=False)
    assert store.begin_load("test", force=True) is False


def test_a_datestamp_is_not_kept_when_no_load_is_under_way(store: SqlStore) -> None:
    taking = pipeline(store, keep_datestamps=True)
    dated = IncomingItem(
        "here", b"", "oai:x:1", datestamp="2020-01-01", description=(Statement("title", "T"),)
    )
    with pytest.raises(LoadRefused):
        taking.take("test", [dated])
    assert store.item("oai:x:1") is None
