"""The quarantine: what was refused stays until it is taken or dropped."""

from oaipmh.ingest.ports import NewRun
from oaipmh.metadata.description import Statement
from oaipmh.readers.incoming import IncomingItem, Unreadable
from oaipmh.store import SqlStore
from tests.support.loading import item, load, pipeline


def test_the_same_bytes_refused_again_are_one_entry_where_they_stand_now(store: SqlStore) -> None:
    for position in ("line 3", "line 4"):
        pipeline(store).take("a file", [Unreadable(position, b"{?", "not JSON")], "jsonl")
    (entry,) = store.quarantine(9)
    assert (entry.position, entry.size, entry.input_format) == ("line 4", 2, "jsonl")
    assert entry.run_id == store.runs(1)[0].run_id


def test_what_is_refused_at_a_retry_stays_with_the_run_that_met_it(store: SqlStore) -> None:
    refused = [Unreadable("line 3", b"{?", "not JSON")]
    pipeline(store).take("a file", refused, "jsonl")
    met = store.runs(1)[0].run_id
    retrying = store.begin_run(NewRun("retry", "test"))
    pipeline(store, run=retrying).take("a file", refused, "jsonl")
    (entry,) = store.quarantine(9)
    assert entry.run_id == met != retrying.run_id


def test_what_has_no_bytes_is_told_apart_by_where_it_stood(store: SqlStore) -> None:
    things = [Unreadable(f"line {n}", b"", "broken") for n in (1, 2)]
    pipeline(store).take("a file", things)
    assert len(store.quarantine(9)) == 2


def test_an_item_that_is_taken_leaves_the_quarantine(store: SqlStore) -> None:
    refused = IncomingItem("line 1", b"{}", "oai:test.example.org:1")
    pipeline(store).take("a file", [refused, Unreadable("line 2", b"?", "bad")])
    assert {entry.identifier for entry in store.quarantine(9)} == {"oai:test.example.org:1", None}
    load(store, [item(1)])
    assert [entry.position for entry in store.quarantine(9)] == ["line 2"]


def test_the_quarantine_is_paged_from_the_latest_on(store: SqlStore) -> None:
    pipeline(store).take("a", [Unreadable(f"line {n}", b"%d" % n, "bad") for n in range(5)])
    first = store.quarantine(2)
    then = store.quarantine(9, before=first[-1].quarantine_id)
    assert [entry.position for entry in (*first, *then)] == [f"line {n}" for n in (4, 3, 2, 1, 0)]


def test_one_entry_is_found_and_dropped_by_its_number(store: SqlStore) -> None:
    pipeline(store).take("a", [Unreadable("line 1", b"?", "bad")])
    (entry,) = store.quarantine(9)
    found = store.quarantined(entry.quarantine_id)
    assert found is not None
    assert (found.position, found.reason, found.raw) == ("line 1", "bad", b"?")
    assert store.drop_quarantined(entry.quarantine_id)
    assert not store.drop_quarantined(entry.quarantine_id)
    assert store.quarantined(entry.quarantine_id) is None


def test_a_set_that_is_refused_is_kept_too(store: SqlStore) -> None:
    statement = Statement("title", "T")
    odd = IncomingItem("here", b"raw", "no uri", description=(statement,))
    pipeline(store).take("a", [odd])
    assert "not a URI" in store.quarantine(9)[0].reason
