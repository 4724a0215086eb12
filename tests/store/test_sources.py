"""Sources: one process alone harvests each, and each host; a dead one is taken over."""

from random import Random

import pytest

from oaipmh.ingest.ports import Batch, LeaseLost, NewRun, NewSource, RunState
from oaipmh.ingest.sources import MAX_NAME_BYTES, BadSource, check_source
from oaipmh.ingest.views import SourceView
from oaipmh.store import SqlStore
from oaipmh.store.sources import SourceExists
from tests.store.test_runs import incoming
from tests.support.databases import execute
from tests.support.loading import item, load, pipeline
from tests.unit.fakes import identifier

URL = "https://one.example.org/oai"


def add(store: SqlStore, name: str = "one", base_url: str = URL, every: int | None = 60) -> int:
    """Record a source."""
    return store.add_source(NewSource(name, base_url, every_seconds=every))


def test_a_source_is_kept_as_it_was_given(store: SqlStore) -> None:
    given = NewSource("a", URL, "oai_qdc", "physics", "from:one", post=True, every_seconds=3600)
    source_id = store.add_source(given)
    found = store.source("a")
    assert found is not None
    assert found == store.source_by_id(source_id)
    assert [found] == store.sources()
    fields = ("name", "base_url", "metadata_prefix", "set_spec", "set_prefix", "post")
    assert [getattr(found, one) for one in fields] == [getattr(given, one) for one in fields]
    assert (found.every_seconds, found.progress, found.lease_owner) == (3600, {}, None)
    assert store.source("b") is None


def test_a_name_stands_for_one_source(store: SqlStore) -> None:
    add(store)
    with pytest.raises(SourceExists, match="'one'"):
        add(store, base_url="https://two.example.org/oai")


def test_the_longest_name_is_kept_even_where_it_cannot_be_compressed(store: SqlStore) -> None:
    letters = Random(1).choices([chr(one) for one in range(0x4E00, 0x9FA5)], k=MAX_NAME_BYTES // 3)
    name = "".join(letters)
    check_source(NewSource(name, URL))
    store.add_source(NewSource(name, URL))
    found = store.source(name)
    assert found is not None
    assert found.name == name
    with pytest.raises(BadSource, match="bytes"):
        check_source(NewSource(name + "xxx", URL))


def test_one_process_harvests_a_source_at_a_time(store: SqlStore) -> None:
    source_id = add(store)
    assert store.take_lease(source_id, "first") is None
    assert store.take_lease(source_id, "second") == "first"
    assert store.take_lease(source_id, "first") is None
    store.release_lease(source_id, "first", RunState.COMPLETE)
    assert store.take_lease(source_id, "second") is None


def test_one_process_harvests_a_host_at_a_time(store: SqlStore) -> None:
    one, two = add(store), add(store, "two", "https://ONE.example.org/oai/other")
    other = add(store, "three", "https://three.example.org/oai")
    assert store.take_lease(one, "first") is None
    assert store.take_lease(two, "second") == "first"
    assert store.take_lease(other, "second") is None


def test_a_holder_that_shows_no_sign_of_life_is_taken_over(
    store: SqlStore, database_url: str
) -> None:
    source_id = add(store)
    store.take_lease(source_id, "dead")
    execute(database_url, "UPDATE sources SET lease_until = lease_until - 100000")
    assert store.take_lease(source_id, "second") is None
    with pytest.raises(LeaseLost):
        store.keep_lease(source_id, "dead")
    store.keep_lease(source_id, "second")


def test_a_holder_that_is_known_to_be_gone_is_taken_over_at_once(store: SqlStore) -> None:
    source_id = add(store)
    store.take_lease(source_id, "dead")
    assert store.take_lease(source_id, "second", lambda owner: owner == "dead") is None


def test_a_batch_is_stored_with_its_progress_or_not_at_all(
    store: SqlStore, database_url: str
) -> None:
    source_id = add(store)
    store.take_lease(source_id, "first")
    run = store.begin_run(NewRun("harvest", "one", source_id, "first"))
    store.write_batch(run, Batch(progress={"token": "a"}))
    found = store.source("one")
    assert found is not None
    assert found.progress == {"token": "a"}
    execute(database_url, "UPDATE sources SET lease_owner = 'second'")
    with pytest.raises(LeaseLost):
        store.write_batch(run, Batch(progress={"token": "b"}))
    assert store.source("one") is not None
    assert store.runs(1)[0].counts["read"] == 0


def test_what_is_due_longest_is_next_and_never_where_a_host_is_busy(
    store: SqlStore, database_url: str
) -> None:
    one = add(store)
    add(store, "two", "https://one.example.org/two")
    add(store, "three", "https://three.example.org/oai")
    add(store, "never", "https://never.example.org/oai", every=None)
    execute(database_url, "UPDATE sources SET due = due - 10 WHERE name = 'one'")
    execute(database_url, "UPDATE sources SET due = due - 5 WHERE name = 'two'")
    due = store.next_due()
    assert due is not None
    assert due.name == "one"
    store.take_lease(one, "first")
    due = store.next_due()
    assert due is not None
    assert due.name == "three"
    store.release_lease(one, "first", RunState.COMPLETE)
    due = store.next_due()
    assert due is not None
    assert due.name == "two"


def test_a_source_is_due_at_once_when_its_holder_is_known_to_be_gone(store: SqlStore) -> None:
    store.take_lease(add(store), "dead")
    assert store.next_due() is None
    due = store.next_due(lambda owner: owner == "dead")
    assert due is not None
    assert due.name == "one"


def test_when_a_source_is_due_again_is_by_how_its_harvest_ended(store: SqlStore) -> None:
    due = []
    for ended in (RunState.INTERRUPTED, RunState.FAILED, RunState.COMPLETE):
        source_id = add(store, f"{ended}", every=100_000)
        store.take_lease(source_id, "me")
        store.release_lease(source_id, "me", ended)
        found = store.source_by_id(source_id)
        assert found is not None
        assert found.due is not None
        due.append(found.due)
    assert due[1] - due[0] > 800
    assert due[2] - due[1] > 90_000


def test_an_item_belongs_to_whom_it_came_from_last(store: SqlStore, database_url: str) -> None:
    source_id = add(store)
    load(store, [item(1)])
    owned = NewRun("harvest", "one", source_id, whole=True)
    assert store.count_missing(store.begin_run(owned)).present == 0
    taking = pipeline(store, run=store.begin_run(owned))
    taking.take("one", [incoming(1, title="Item 1")])
    assert taking.summary.unchanged == 1
    assert store.count_missing(store.begin_run(owned)).present == 1
    execute(database_url, "UPDATE records SET datestamp = datestamp - 1000")
    load(store, [item(1)])
    assert store.count_missing(store.begin_run(owned)).present == 0


def test_the_items_of_a_source_that_is_removed_stay(store: SqlStore) -> None:
    source_id = add(store)
    run = store.begin_run(NewRun("harvest", "one", source_id, whole=True))
    pipeline(store, run=run).take("one", (incoming(n) for n in range(1100)))
    store.remove_source(source_id)
    assert store.source("one") is None
    assert store.count_missing(run).present == 0
    assert store.not_live([identifier(1), "oai:x:1"]) == ["oai:x:1"]


def test_a_source_is_put_once_and_changed_then(store: SqlStore) -> None:
    created, source = store.put_source(NewSource("one", URL))
    assert (created, source.due) == (True, None)
    created, changed = store.put_source(NewSource("one", URL, every_seconds=60))
    assert created is False
    assert changed.source_id == source.source_id
    assert changed.due is not None
    assert store.sources() == [changed]


def test_a_source_that_is_not_as_believed_stays_as_it_is(store: SqlStore) -> None:
    add(store)
    before = store.source("one")

    def refuse(known: SourceView | None) -> None:
        assert known == before
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        store.put_source(NewSource("one", "https://two.example.org/oai"), refuse)
    with pytest.raises(ZeroDivisionError):
        store.remove_source(before.source_id if before else 0, refuse)
    assert store.source("one") == before


def test_a_source_without_a_schedule_is_harvested_once_when_it_is_told_to(store: SqlStore) -> None:
    source_id = add(store, every=None)
    assert store.make_due("two") is None
    assert store.make_due("one") == store.next_due()
    store.take_lease(source_id, "me")
    store.release_lease(source_id, "me", RunState.COMPLETE)
    assert store.next_due() is None


def test_another_list_of_a_source_with_a_schedule_is_due_at_once(
    store: SqlStore, database_url: str
) -> None:
    add(store, every=3600)
    execute(database_url, "UPDATE sources SET due = due + 3600")
    assert store.put_source(NewSource("one", URL, post=True, every_seconds=3600))[1].due
    assert store.next_due() is None
    store.put_source(NewSource("one", "https://two.example.org/oai", every_seconds=3600))
    due = store.next_due()
    assert due is not None
    assert due.base_url == "https://two.example.org/oai"


def test_another_list_leaves_it_to_its_manager_when_a_source_is_due(store: SqlStore) -> None:
    add(store, every=None)
    store.make_due("one")
    assert store.put_source(NewSource("one", URL, set_spec="a"))[1].due is not None


def test_the_runs_of_a_source_that_is_removed_are_not_those_of_the_next(store: SqlStore) -> None:
    removed = add(store)
    store.begin_run(NewRun("harvest", "one", removed))
    store.remove_source(removed)
    assert store.runs(10, add(store, "two")) == []
    assert [run.source for run in store.runs(10)] == ["one"]
