"""Runs: what each brought is recorded, and what a whole one has not met can be deleted."""

from collections.abc import Sequence

import pytest

from oaipmh.ingest.pipeline import Pipeline
from oaipmh.ingest.ports import LeaseLost, Missing, NewRun, Run, RunState
from oaipmh.ingest.replacing import Guarded, delete_missing
from oaipmh.ingest.running import running
from oaipmh.metadata.description import Statement
from oaipmh.readers.incoming import IncomingItem, Unreadable
from oaipmh.store import SqlStore, trimming
from tests.support.databases import count_rows, execute
from tests.support.loading import item, load, pipeline


def incoming(number: int, *sets: str, title: str = "T") -> IncomingItem:
    """An item as a reader gives it."""
    statements = (Statement("title", title),)
    identifier = f"oai:test.example.org:{number}"
    return IncomingItem("here", b"", identifier, set_specs=sets, description=statements)


def whole(store: SqlStore, url: str, source_id: int | None = None) -> Pipeline:
    """A pipeline for a whole run; what is there already was written long before it began."""
    execute(url, "UPDATE records SET datestamp = datestamp - 1000")
    execute(url, "UPDATE set_records SET datestamp = datestamp - 1000")
    run = store.begin_run(NewRun("import", "test", source_id, whole=True))
    return pipeline(store, run=run)


def live(store: SqlStore) -> set[int]:
    """The numbers of the items that are not deleted, of the first twenty."""
    found = {n: store.item(f"oai:test.example.org:{n}") for n in range(20)}
    return {n for n, one in found.items() if one is not None and one.description}


def test_a_run_says_what_it_brought_and_where_it_ended(store: SqlStore) -> None:
    load(store, [item(1), item(2)])
    with running(store, NewRun("import", "a file", options={"set": "a"})) as run:
        pipeline(store, run=run).take(
            "a file", [incoming(1, title="New"), incoming(3), Unreadable("line 9", b"?", "bad")]
        )
    (ended, _) = store.runs(9)
    assert (ended.kind, ended.source, ended.state) == ("import", "a file", "complete")
    assert store.run(ended.run_id) == ended
    assert ended.ended is not None
    assert ended.position == "a file, line 9"
    assert ended.options == {"set": "a"}
    assert ended.counts == {
        "read": 3,
        "created": 1,
        "updated": 1,
        "unchanged": 0,
        "deleted": 0,
        "repaired": 0,
        "quarantined": 1,
    }


def test_a_run_that_fails_says_why(store: SqlStore) -> None:
    with pytest.raises(ZeroDivisionError), running(store, NewRun("import", "x")):
        raise ZeroDivisionError("by nothing")
    assert store.runs(1)[0].state == RunState.FAILED.value
    assert store.runs(1)[0].note == "ZeroDivisionError: by nothing"


def test_the_note_of_a_run_that_was_refused_is_the_message_alone(store: SqlStore) -> None:
    with pytest.raises(Guarded), running(store, NewRun("import", "x")):
        raise Guarded("would delete too much")
    assert store.runs(1)[0].note == "would delete too much"


def test_what_a_whole_run_has_not_met_is_deleted(store: SqlStore, database_url: str) -> None:
    load(store, [item(n) for n in range(20)])
    taking = whole(store, database_url)
    taking.take("test", [incoming(n) for n in range(2, 20)])
    delete_missing(taking, store, "test", None, doubtful=taking.unidentified, force=False)
    assert live(store) == set(range(2, 20))
    assert taking.summary.deleted == 2
    tombstone = store.item("oai:test.example.org:0")
    assert tombstone is not None
    assert [record.deleted for record in tombstone.records] == [True]


def test_a_whole_run_that_lacks_too_much_deletes_nothing(
    store: SqlStore, database_url: str
) -> None:
    load(store, [item(n) for n in range(20)])
    taking = whole(store, database_url)
    taking.take("test", [incoming(n) for n in range(17)])
    with pytest.raises(
        Guarded,
        match=r"would delete 15 % of the repository \(3 of 20 items\): oai:test.example.org:17, ",
    ):
        delete_missing(taking, store, "test", None, doubtful=taking.unidentified, force=False)
    assert live(store) == set(range(20))
    delete_missing(taking, store, "test", None, doubtful=taking.unidentified, force=True)
    assert live(store) == set(range(17))


def test_what_could_not_be_read_might_be_any_item(store: SqlStore, database_url: str) -> None:
    load(store, [item(n) for n in range(20)])
    taking = whole(store, database_url)
    taking.take("test", [Unreadable("line 1", b"?", "bad"), *(incoming(n) for n in range(1, 20))])
    with pytest.raises(Guarded, match="could not be read"):
        delete_missing(taking, store, "test", None, doubtful=taking.unidentified, force=False)
    assert 0 in live(store)


def test_an_item_that_was_refused_is_not_missing(store: SqlStore, database_url: str) -> None:
    load(store, [item(n) for n in range(20)])
    taking = whole(store, database_url)
    taking.take("test", [incoming(0, title=" "), *(incoming(n) for n in range(1, 20))])
    delete_missing(taking, store, "test", None, doubtful=taking.unidentified, force=False)
    assert taking.summary.quarantined == 1
    assert live(store) == set(range(20))


def test_a_whole_load_of_a_set_leaves_other_sets_alone(store: SqlStore, database_url: str) -> None:
    load(store, [*(item(n, "a:b") for n in range(10)), item(10, "a_b"), item(11, "c"), item(12)])
    taking = whole(store, database_url)
    taking.take("test", [incoming(n, "a:b") for n in range(9)])
    delete_missing(taking, store, "test", "a", doubtful=taking.unidentified, force=False)
    assert live(store) == {*range(9), 10, 11, 12}


def test_what_was_harvested_is_not_missing_from_an_import(
    store: SqlStore, database_url: str
) -> None:
    run = store.begin_run(NewRun("harvest", "elsewhere", source_id=7))
    pipeline(store, run=run).take("elsewhere", [incoming(1)])
    load(store, [item(n) for n in range(2, 15)])
    taking = whole(store, database_url)
    taking.take("test", [incoming(n) for n in range(3, 15)])
    delete_missing(taking, store, "test", None, doubtful=taking.unidentified, force=False)
    assert live(store) == {1, *range(3, 15)}


def test_what_others_write_while_it_runs_is_not_missing(store: SqlStore, database_url: str) -> None:
    load(store, [item(n) for n in range(10)])
    taking = whole(store, database_url)
    taking.take("test", [incoming(n) for n in range(10)])
    load(store, [item(11, title="Deposited meanwhile")])
    delete_missing(taking, store, "test", None, doubtful=taking.unidentified, force=False)
    assert 11 in live(store)


def test_many_items_are_deleted_in_batches(store: SqlStore, database_url: str) -> None:
    load(store, [item(n) for n in range(600)])
    taking = whole(store, database_url)
    delete_missing(taking, store, "test", None, doubtful=taking.unidentified, force=True)
    assert taking.summary.deleted == 600
    assert store.count_missing(taking.run).present == 0


def test_a_whole_load_of_a_set_leaves_a_set_alone_that_differs_in_capitals(
    store: SqlStore, database_url: str
) -> None:
    load(store, [*(item(n, "art") for n in range(10, 20)), item(1, "ART:x"), item(2, "art:x")])
    replaced = whole(store, database_url)
    replaced.take("test", [incoming(n, "art") for n in range(10, 20)])
    delete_missing(replaced, store, "test", "art", doubtful=0, force=False)
    assert live(store) == {1, *range(10, 20)}


class _WrittenMeanwhile:
    """A store where another writer comes between a list of what is missing and its deletion."""

    def __init__(self, store: SqlStore) -> None:
        self._store = store

    def count_missing(self, run: Run, set_spec: str | None = None) -> Missing:
        """As the store."""
        return self._store.count_missing(run, set_spec)

    def list_missing(
        self, run: Run, set_spec: str | None = None, *, after: str = "", limit: int = 250
    ) -> Sequence[str]:
        """As the store, and then the first is written."""
        found = self._store.list_missing(run, set_spec, after=after, limit=limit)
        if found:
            load(self._store, [item(0, title="New")])
        return found


def test_what_comes_in_while_the_missing_is_deleted_stays(
    store: SqlStore, database_url: str
) -> None:
    load(store, [item(n) for n in range(3)])
    replaced = whole(store, database_url)
    replaced.take("test", [incoming(2)])
    between = _WrittenMeanwhile(store)
    delete_missing(replaced, between, "test", None, doubtful=0, force=True)
    assert live(store) == {0, 2}
    assert (replaced.summary.deleted, replaced.summary.unchanged) == (1, 1)


def test_what_names_nothing_is_nobodys(store: SqlStore) -> None:
    taking = pipeline(store)
    taking.take("test", [Unreadable("here", b"?", "it has no identifier", "")])
    assert taking.unidentified == 1
    assert store.quarantine(9)[0].identifier is None


def test_a_version_that_is_taken_after_a_refused_one_frees_it(store: SqlStore) -> None:
    refused = Unreadable("line 1", b"?", "bad", "oai:test.example.org:1")
    pipeline(store).take("test", [refused, incoming(1)])
    assert store.quarantine(9) == []


def test_a_whole_run_that_has_ended_remembers_nothing(store: SqlStore, database_url: str) -> None:
    replaced = whole(store, database_url)
    replaced.take("test", [incoming(n) for n in range(5)])
    assert count_rows(database_url, "run_items") == 5
    store.end_run(replaced.run, RunState.COMPLETE)
    assert count_rows(database_url, "run_items") == 0


def age(url: str, days: int) -> None:
    """Let all runs have been so long ago."""
    seconds = days * 86_400
    execute(url, f"UPDATE runs SET started = started - {seconds}, last_batch = started - {seconds}")


def end_runs(store: SqlStore, count: int, kind: str = "import") -> None:
    """Runs that are complete."""
    for _ in range(count):
        store.end_run(store.begin_run(NewRun(kind, "x")), RunState.COMPLETE)


def test_of_old_runs_the_last_of_each_kind_and_source_are_kept(
    store: SqlStore, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trimming, "KEPT_RUNS", 2)
    end_runs(store, 4)
    end_runs(store, 1, "delete")
    age(database_url, 91)
    end_runs(store, 1)
    assert [(run.run_id, run.kind) for run in store.runs(9)] == [
        (6, "import"), (5, "delete"), (4, "import")
    ]  # fmt: skip


def test_a_run_is_kept_while_it_is_young_or_the_quarantine_names_it(
    store: SqlStore, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trimming, "KEPT_RUNS", 1)
    with running(store, NewRun("import", "x")) as run:
        pipeline(store, run=run).take("x", [Unreadable("line 1", b"?", "bad")])
    end_runs(store, 2)
    age(database_url, 89)
    end_runs(store, 1)
    assert len(store.runs(9)) == 4
    age(database_url, 2)
    end_runs(store, 1)
    assert [run.run_id for run in store.runs(9)] == [5, 4, 1]


def test_a_whole_run_that_was_killed_is_given_up_with_what_it_has_met(
    store: SqlStore, database_url: str
) -> None:
    killed = whole(store, database_url)
    killed.take("test", [incoming(n) for n in range(5)])
    age(database_url, 6)
    end_runs(store, 1)
    assert count_rows(database_url, "run_items") == 5
    age(database_url, 2)
    store.trim_runs()
    assert count_rows(database_url, "run_items") == 0
    assert [(run.state, run.note) for run in store.runs(9)] == [
        ("complete", ""), ("failed", "it was killed")
    ]  # fmt: skip
    with pytest.raises(LeaseLost, match="run it again"):
        delete_missing(killed, store, "test", None, doubtful=0, force=True)
    assert live(store) == set(range(5))
