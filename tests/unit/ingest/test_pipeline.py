"""The pipeline: nothing vanishes, batches are whole, order is kept."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oaipmh.ingest.pipeline import BATCH_ITEMS, Pipeline, Result
from oaipmh.ingest.ports import Summary
from oaipmh.metadata.description import Statement
from oaipmh.protocol.datestamp import format_utc
from oaipmh.protocol.response import SetDescription
from oaipmh.readers.incoming import Incoming, IncomingItem, IncomingSet, Unreadable
from tests.support.loading import pipeline
from tests.unit.fakes import NOW, FakeItemStore, identifier


def incoming(number: int = 1, title: str = "T", **more: Any) -> IncomingItem:
    """An item as a reader gives it."""
    statements = (Statement("title", title),)
    return IncomingItem("here", b"raw", identifier(number), description=statements, **more)


UNREADABLE = Unreadable("line 7", b"?", "not JSON")


def take(*things: Incoming, store: FakeItemStore | None = None, **options: Any) -> Pipeline:
    """Take things in with a pipeline of their own."""
    taking = pipeline(store or FakeItemStore(), **options)
    assert taking.take("a file", things) == len(things)
    return taking


def test_each_thing_is_counted_by_what_became_of_it() -> None:
    store = FakeItemStore()
    take(incoming(1), incoming(2), store=store)
    taken = take(
        incoming(1),
        incoming(2, "Changed"),
        incoming(3, "Mend\x00ed"),
        incoming(4, deleted=True),
        incoming(5, " "),
        UNREADABLE,
        store=store,
    )
    assert taken.summary == Summary(
        read=6, created=1, updated=1, unchanged=1, deleted=1, repaired=1, quarantined=2
    )


things = st.builds(
    incoming, st.integers(1, 5), st.sampled_from(["A", "B", "\x00", "C\x01"]), deleted=st.booleans()
) | st.just(UNREADABLE)


@given(st.lists(things, max_size=30))
def test_what_was_read_is_the_sum_of_what_became_of_it(stream: list[Incoming]) -> None:
    summary = take(*stream).summary
    assert summary.read == len(stream)
    parts = ("created", "updated", "unchanged", "deleted", "quarantined")
    assert summary.read == sum(asdict(summary)[name] for name in parts)
    assert summary.repaired <= summary.read


def test_what_is_refused_is_kept_with_source_position_reason_and_bytes() -> None:
    told: list[Result] = []
    store = FakeItemStore()
    take(incoming(1, " "), UNREADABLE, store=store, on_result=told.append)
    assert [(one.reason, one.identifier, one.place) for one in told] == [
        (
            "oai:test.example.org:1 has no metadata, and is not marked as deleted",
            identifier(1),
            "a file, here",
        ),
        ("not JSON", None, "a file, line 7"),
    ]
    refused, unreadable = store.quarantine
    assert (refused.source, refused.position, refused.raw) == ("a file", "here", b"raw")
    assert "no metadata" in refused.reason
    assert (unreadable.position, unreadable.reason, unreadable.raw) == ("line 7", "not JSON", b"?")


def test_a_file_may_be_named_anything() -> None:
    store = FakeItemStore()
    pipeline(store, []).take("b\udcffd.jsonl", [UNREADABLE])
    store.quarantine[0].source.encode()
    assert "b" in store.quarantine[0].source


def test_a_later_version_of_an_item_wins_and_both_are_counted() -> None:
    store = FakeItemStore()
    taken = take(incoming(1, "Old"), incoming(2), incoming(1, "New"), store=store)
    assert store.items[identifier(1)].description[0].value == "New"
    assert taken.summary.created == 2
    assert taken.summary.updated == 1


def test_a_long_stream_is_stored_in_batches_while_it_is_read() -> None:
    store = FakeItemStore()
    stored_before_the_last = []

    def stream() -> Iterator[Incoming]:
        for number in range(3 * BATCH_ITEMS):
            if number == 3 * BATCH_ITEMS - 1:
                stored_before_the_last.append(len(store.items))
            yield incoming(number)

    pipeline(store, []).take("a file", stream())
    assert BATCH_ITEMS <= stored_before_the_last[0] <= 2 * BATCH_ITEMS
    assert len(store.items) == 3 * BATCH_ITEMS
    assert max(len(batch) for batch in store.batches) <= BATCH_ITEMS


def test_large_items_make_small_batches() -> None:
    store = FakeItemStore()
    megabyte = b"x" * 1024 * 1024
    things = [
        IncomingItem("here", megabyte, identifier(number), deleted=True) for number in range(6)
    ]
    take(*things, store=store)
    assert max(len(batch) for batch in store.batches) <= 2


def test_what_could_not_be_read_does_not_pile_up_either() -> None:
    batches: list[int] = []
    store = FakeItemStore()
    taking = pipeline(store, [], on_batch=lambda _: batches.append(len(store.quarantine)))
    taking.take("a file", [UNREADABLE] * (BATCH_ITEMS + 1))
    assert batches == [BATCH_ITEMS, BATCH_ITEMS + 1]


def test_a_datestamp_is_kept_only_when_asked_for() -> None:
    for keep, kept in ((True, 86_400), (False, None)):
        store = FakeItemStore()
        take(incoming(1, datestamp="1970-01-02"), store=store, keep_datestamps=keep)
        assert store.items[identifier(1)].datestamp == kept


def test_a_datestamp_ahead_of_the_clock_of_the_store_is_refused_and_one_at_it_is_not() -> None:
    store = FakeItemStore()
    at, ahead = (incoming(n, datestamp=format_utc(NOW + n)) for n in (0, 1))
    take(at, ahead, store=store, keep_datestamps=True)
    assert list(store.items) == [identifier(0)]
    assert "ahead" in store.quarantine[0].reason


def test_sets_are_cleaned_and_not_counted_as_items() -> None:
    store = FakeItemStore()
    taken = take(
        IncomingSet("here", " a ", " A\x00 ", " Words "),
        IncomingSet("here", "b", "", " "),
        store=store,
    )
    assert store.set_batches == [[SetDescription("a", "A", "Words"), SetDescription("b", "", None)]]
    assert taken.summary.read == 0


def test_a_set_spec_that_is_none_is_refused() -> None:
    store = FakeItemStore()
    taken = take(IncomingSet("line 9", "not a set\ud800", "X"), store=store)
    assert store.set_batches == []
    assert "setSpec" in store.quarantine[0].reason
    assert store.quarantine[0].position == "line 9"
    assert taken.summary == Summary(read=1, quarantined=1)


def test_a_stream_that_breaks_off_leaves_whole_batches_and_the_error() -> None:
    store = FakeItemStore()

    def stream() -> Iterator[Incoming]:
        yield from (incoming(number) for number in range(BATCH_ITEMS + 1))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        pipeline(store, []).take("a file", stream())
    assert len(store.items) == BATCH_ITEMS


def test_nothing_to_take_is_nothing_stored() -> None:
    store = FakeItemStore()
    taken = take(store=store)
    assert (store.batches, store.set_batches, store.quarantine) == ([], [], [])
    assert taken.summary == Summary()
