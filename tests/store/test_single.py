"""One item written on a condition, on both databases."""

import threading

import pytest

from oaipmh.crosswalks import CROSSWALKS
from oaipmh.crosswalks.formats import Formats
from oaipmh.ingest.clean import Refused
from oaipmh.ingest.ports import Changed, Outcome
from oaipmh.ingest.single import Written, write_one
from oaipmh.metadata.description import Statement
from oaipmh.readers.incoming import IncomingItem
from oaipmh.store import SqlStore

IDENTIFIER = "oai:test.example.org:1"


def write(store: SqlStore, title: str, *expected: bytes | None, deleted: bool = False) -> Written:
    description = () if deleted else (Statement("title", title),)
    item = IncomingItem("PUT", b"", IDENTIFIER, deleted=deleted, description=description)
    run = store.day_run("test", "2026-01-01")
    conditions = dict.fromkeys([IDENTIFIER], *expected) if expected else {}
    return write_one(store, run, item, Formats([CROSSWALKS["oai_dc"]]), conditions)


def test_what_is_written_tells_the_digest_that_is_stored(store: SqlStore) -> None:
    written = write(store, "T\x01")
    assert written.outcome is Outcome.CREATED
    assert written.digest == store.digest(IDENTIFIER)
    assert len(written.repairs) == 1
    gone = write(store, "", deleted=True)
    assert (gone.outcome, gone.digest) == (Outcome.DELETED, None)


def test_an_item_that_has_changed_is_left_as_it_is(store: SqlStore) -> None:
    first = write(store, "1", None).digest
    with pytest.raises(Changed):
        write(store, "2", None)
    second = write(store, "2", first).digest
    with pytest.raises(Changed):
        write(store, "3", first)
    assert store.digest(IDENTIFIER) == second
    write(store, "", second, deleted=True)
    write(store, "4", None)


def test_what_is_refused_is_raised_and_neither_stored_nor_kept(store: SqlStore) -> None:
    with pytest.raises(Refused):
        write(store, "\x01")
    assert store.digest(IDENTIFIER) is None
    assert store.quarantine(10) == []


def test_of_writers_that_expect_the_same_one_wins(store: SqlStore) -> None:
    digest = write(store, "0").digest
    barrier, outcomes = threading.Barrier(4), []

    def race(title: str) -> None:
        barrier.wait()
        try:
            outcomes.append(write(store, title, digest).outcome)
        except Changed:
            outcomes.append(None)

    writers = [threading.Thread(target=race, args=[f"{number + 1}"]) for number in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert sorted(outcomes, key=str) == [None, None, None, Outcome.UPDATED]
