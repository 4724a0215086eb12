"""What writing an item does to its records, its sets and its datestamps, on both databases."""

from collections.abc import Sequence
from dataclasses import replace

import psycopg
import pytest
from sqlalchemy.exc import DBAPIError

from oaipmh.crosswalks import CROSSWALKS, Crosswalk
from oaipmh.crosswalks.formats import Formats
from oaipmh.ingest.clean import clean
from oaipmh.ingest.ports import Batch, NewRun, PreparedItem
from oaipmh.ingest.render import prepare
from oaipmh.metadata.description import Statement
from oaipmh.metadata.resource import Resource
from oaipmh.protocol.response import MetadataFormat
from oaipmh.provider.ports import Selection
from oaipmh.readers.incoming import IncomingItem
from oaipmh.store import SqlStore
from tests.support.loading import item, load, pipeline

OLD = "2020-01-01T00:00:00Z"
OLD_SECONDS = 1577836800


def listed(store: SqlStore, set_spec: str | None = None, prefix: str = "oai_dc") -> list[str]:
    """The headers of a list, of all datestamps."""
    with store.snapshot() as snapshot:
        selection = Selection(prefix, set_spec, 0, 2**40)
        page = snapshot.page(selection, (0, -1), 100, headers_only=True)
        count = snapshot.count(selection)
    assert count == len(page.records)
    return [listed.header.decode() for listed in page.records]


def datestamp(store: SqlStore, number: int = 1, prefix: str = "oai_dc") -> int:
    """The datestamp of an item's record."""
    found = store.item(f"oai:test.example.org:{number}")
    assert found is not None
    return next(one.datestamp for one in found.records if one.metadata_prefix == prefix)


def test_the_same_item_again_changes_nothing_not_even_the_datestamp(store: SqlStore) -> None:
    load(store, [item(1, "a", datestamp=OLD)], keep=True)
    assert load(store, [item(1, "a")]).unchanged == 1
    assert datestamp(store) == OLD_SECONDS


@pytest.mark.parametrize(
    "changed", [item(1, "a", title="New"), item(1, "b"), item(1), item(1, "a", "b")]
)
def test_a_change_of_metadata_or_sets_stamps_anew(
    store: SqlStore, changed: dict[str, object]
) -> None:
    load(store, [item(1, "a", datestamp=OLD)], keep=True)
    before = store.now()
    assert load(store, [changed]).updated == 1
    assert datestamp(store) >= before


def test_an_item_is_found_through_all_ancestors_which_exist_and_shows_the_deepest(
    store: SqlStore,
) -> None:
    load(store, [item(1, "a:b:c", "a", "d")])
    for spec in ("a", "a:b", "a:b:c", "d"):
        (header,) = listed(store, spec)
        assert header.count("<setSpec>") == 2
        assert "<setSpec>a:b:c</setSpec><setSpec>d</setSpec>" in header
    with store.snapshot() as snapshot:
        assert [one.set_spec for one in snapshot.sets("", 9)] == ["a", "a:b", "a:b:c", "d"]


def test_a_set_is_not_found_through_a_sibling_that_begins_alike(store: SqlStore) -> None:
    load(store, [item(1, "artifact"), item(2, "art:modern")])
    (header,) = listed(store, "art")
    assert "art:modern" in header


def test_an_item_that_leaves_a_set_is_no_longer_listed_there_and_is_not_deleted(
    store: SqlStore,
) -> None:
    load(store, [item(1, "a:b", "c")])
    load(store, [item(1, "c")])
    assert listed(store, "a") == []
    assert listed(store, "a:b") == []
    (header,) = listed(store, "c")
    assert "deleted" not in header
    assert "a:b" not in header


def test_a_tombstone_is_found_in_every_set_the_item_ever_was_in(store: SqlStore) -> None:
    load(store, [item(1, "a:b")])
    load(store, [item(1, "c")])
    load(store, [{"identifier": "oai:test.example.org:1", "deleted": True}])
    for spec in ("a", "a:b", "c"):
        (header,) = listed(store, spec)
        assert 'status="deleted"' in header
        assert "<setSpec>a:b</setSpec><setSpec>c</setSpec>" in header


def test_a_deleted_item_that_comes_back_is_live_in_its_new_sets_only(store: SqlStore) -> None:
    load(store, [item(1, "a")])
    load(store, [{"identifier": "oai:test.example.org:1", "deleted": True}])
    assert load(store, [item(1, "b")]).updated == 1
    assert listed(store, "a") == []
    (header,) = listed(store, "b")
    assert "deleted" not in header


def test_a_deletion_again_changes_nothing_and_an_unknown_one_makes_a_tombstone(
    store: SqlStore,
) -> None:
    gone = {"identifier": "oai:test.example.org:9", "deleted": True, "sets": ["a"]}
    assert load(store, [gone]).deleted == 1
    assert load(store, [gone]).unchanged == 1
    (header,) = listed(store, "a")
    assert 'status="deleted"' in header


def test_an_item_is_listed_once_however_often_it_changes(store: SqlStore) -> None:
    for turn in range(5):
        load(store, [item(1, "a:b", title=f"Turn {turn}")])
    assert len(listed(store)) == len(listed(store, "a")) == 1


def _lacks_subject(resource: Resource) -> list[str]:
    return [] if resource.all("subject") else ["subject"]


# A second format, which only items with a subject can have.
SHORT = Crosswalk(
    MetadataFormat("short", "http://x/x.xsd", "http://x/"),
    1,
    _lacks_subject,
    CROSSWALKS["oai_dc"].render,
)


def _take(store: SqlStore, *incoming: IncomingItem, walks: Sequence[Crosswalk]) -> None:
    pipeline(store, walks).take("test", incoming)


def _incoming(*properties: str, set_spec: str = "a") -> IncomingItem:
    statements = tuple(Statement(name, f"Some {name}") for name in properties)
    identifier = "oai:test.example.org:1"
    return IncomingItem("here", b"", identifier, set_specs=(set_spec,), description=statements)


BOTH = (CROSSWALKS["oai_dc"], SHORT)


def test_an_item_that_leaves_a_format_is_deleted_there_only(store: SqlStore) -> None:
    _take(store, _incoming("title", "subject"), walks=BOTH)
    assert "deleted" not in listed(store, "a", "short")[0]
    _take(store, _incoming("title"), walks=BOTH)
    assert "deleted" in listed(store, "a", "short")[0]
    assert "deleted" not in listed(store, "a", "oai_dc")[0]


def test_an_item_that_enters_a_format_keeps_its_datestamp_in_the_others(store: SqlStore) -> None:
    load(store, [item(1, "a", datestamp=OLD, metadata={"title": "T", "subject": "S"})], keep=True)
    before = store.now()
    unchanged = (Statement("title", "T"), Statement("subject", "S"))
    incoming = replace(_incoming(), description=unchanged)
    _take(store, incoming, walks=BOTH)
    assert datestamp(store, prefix="oai_dc") == OLD_SECONDS
    assert datestamp(store, prefix="short") >= before


def test_a_batch_that_fails_leaves_nothing_behind(store: SqlStore) -> None:
    load(store, [item(1)])
    changed, unknown = _prepared(1, "Changed"), _prepared(2, "New")
    no_number = replace(unknown, embargo_end=2**64)
    run = store.begin_run(NewRun("import", "test"))
    with pytest.raises((DBAPIError, psycopg.Error, OverflowError)):
        store.write_batch(run, Batch(items=[changed, no_number]))
    found = store.item("oai:test.example.org:1")
    assert found is not None
    assert found.description[0].value == "Item 1"
    assert store.item("oai:test.example.org:2") is None


def _prepared(number: int, title: str) -> PreparedItem:
    identifier = f"oai:test.example.org:{number}"
    item = IncomingItem("here", b"", identifier, description=(Statement("title", title),))
    formats = Formats([CROSSWALKS["oai_dc"]])
    return prepare(clean(item, identifier, keep_datestamp=False), formats, "2026-01-01")


def test_records_of_a_format_that_is_no_longer_served_stay_while_the_item_says_the_same(
    store: SqlStore,
) -> None:
    both = [CROSSWALKS["oai_dc"], CROSSWALKS["mods"]]
    load(store, [item(1), item(2), item(3)], both)
    before = listed(store, prefix="mods")
    assert load(store, [item(1)], both[:1]).unchanged == 1
    assert listed(store, prefix="mods") == before
    assert load(store, [item(2, title="New")], both[:1]).updated == 1
    load(store, [{"identifier": "oai:test.example.org:3", "deleted": True}], both[:1])
    stays, *deleted = sorted(listed(store, prefix="mods"), key=lambda one: "deleted" in one)
    assert stays == before[0]
    assert all('status="deleted"' in header for header in deleted)
    assert len(deleted) == 2
    load(store, [item(2, title="New")], both)
    assert sum("deleted" in header for header in listed(store, prefix="mods")) == 1
