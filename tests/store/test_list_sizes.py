"""completeListSize is what the list has, whatever is written, in whatever order (ADR 11)."""

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from hypothesis import given, settings
from hypothesis import strategies as st

from oaipmh.crosswalks import CROSSWALKS
from oaipmh.metadata.description import Statement
from oaipmh.provider.ports import BEGINNING, Selection
from oaipmh.readers.incoming import IncomingItem
from oaipmh.store import SqlStore, stretches
from oaipmh.store.migrations import alembic_config, migrate
from tests.support.databases import count_rows, execute
from tests.support.loading import item, load, pipeline
from tests.support.sizes import SPECS, check_sizes

FEW = 3

_write = st.tuples(
    st.sampled_from(["write", "delete", "keep"]),
    st.lists(st.integers(0, 9), min_size=1, max_size=6, unique=True),
    st.lists(st.sampled_from(SPECS), max_size=2, unique=True),
    st.integers(0, 4),
)


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a stretch be full after a few records."""
    monkeypatch.setattr(stretches, "FULL", FEW)


@pytest.fixture(scope="module")
def migrated() -> Iterator[Path]:
    """An empty, migrated SQLite database to copy."""
    with tempfile.TemporaryDirectory() as folder:
        migrate(f"sqlite:///{folder}/empty.db")
        yield Path(folder) / "empty.db"


def _take(store: SqlStore, url: str, write: tuple[str, list[int], list[str], int]) -> None:
    kind, numbers, sets, tick = write
    execute(url, f"UPDATE clock SET watermark = watermark + {tick}")
    more: dict[str, Any] = {"metadata": {"title": [f"At {tick}"]}}
    if kind == "delete":
        more = {"deleted": True}
    if kind == "keep":
        more["datestamp"] = f"2020-01-01T00:00:0{tick}Z"
    load(store, [item(number, *sets, **more) for number in numbers], keep=kind == "keep")


@given(writes=st.lists(_write, min_size=1, max_size=8))
@settings(max_examples=25)
def test_a_list_has_as_many_records_as_it_says(
    migrated: Path, writes: list[tuple[str, list[int], list[str], int]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{shutil.copy(migrated, folder)}"
        store = SqlStore(url)
        for write in writes:
            _take(store, url, write)
            check_sizes(store)
        store.dispose()


def test_stretches_end_when_they_are_full_and_join_when_they_are_empty(
    store: SqlStore, database_url: str
) -> None:
    for _ in range(5):
        execute(database_url, "UPDATE clock SET watermark = watermark + 10")
        load(
            store,
            [item(number, "a") for number in range(4)],
        )
        load(store, [item(number, "a", title="Again") for number in range(4)])
        check_sizes(store)
    assert count_rows(database_url, "list_stretches") <= 6


def test_a_tombstone_of_a_format_is_counted_out_of_the_lists_it_stood_in(store: SqlStore) -> None:
    oai_dc = CROSSWALKS["oai_dc"]
    second = replace(oai_dc, format=replace(oai_dc.format, metadata_prefix="second"))
    for set_spec, formats in (
        ("a", [oai_dc, second]),
        ("a", [oai_dc]),  # leaves the second format: a tombstone there, in a
        ("c", [oai_dc]),
        ("c", [oai_dc, second]),
    ):
        incoming = IncomingItem(
            "here",
            b"",
            "oai:test.example.org:1",
            set_specs=(set_spec,),
            description=(Statement("title", "A title"),),
        )
        pipeline(store, formats).take("test", [incoming])
        check_sizes(store, "oai_dc")
        check_sizes(store, "second")


def test_the_migration_counts_what_is_there(store: SqlStore, database_url: str) -> None:
    load(
        store,
        [item(number, "a:b", datestamp=f"2020-01-01T00:00:{number:02}Z") for number in range(9)],
        keep=True,
    )
    config = alembic_config(database_url)
    command.downgrade(config, "0002")
    command.upgrade(config, "head")
    check_sizes(store)
    with store.snapshot() as snapshot:
        assert snapshot.count(Selection("oai_dc", "a", BEGINNING, 2**62)) == 9


def test_lists_that_were_written_by_who_does_not_count_are_counted_anew(
    store: SqlStore, database_url: str
) -> None:
    load(store, [item(number, "a:b") for number in range(9)])
    execute(database_url, "DELETE FROM list_stretches WHERE set_id > 0")
    execute(database_url, "UPDATE list_stretches SET records = 1")
    store.count_lists()
    check_sizes(store)
