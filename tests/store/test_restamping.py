"""Records stamped anew: all since a datestamp, in every list, and nothing of them but that."""

import io
import json
from typing import Any

import pytest
from lxml import etree
from sqlalchemy import select

from models import Record, SetRecord
from oaipmh.crosswalks import CROSSWALKS, Crosswalk
from oaipmh.metadata.resource import Resource
from oaipmh.protocol.response import MetadataFormat
from oaipmh.readers import jsonl
from oaipmh.store import SqlStore
from oaipmh.store.engine import read_engine, reading
from oaipmh.store.restamping import Restamping
from tests.support.databases import execute
from tests.support.loading import item, load, pipeline
from tests.support.membership import check_membership, datestamps
from tests.support.sizes import check_sizes

OLD = 1_577_836_800  # 2020-01-01T00:00:00Z
NEW = 1_609_459_200  # 2021-01-01T00:00:00Z
TITLE = MetadataFormat("title", "http://x/x.xsd", "http://x/")


def _title(_: Resource) -> etree._Element:
    return etree.Element("{http://x/}title")


BOTH = (CROSSWALKS["oai_dc"], Crosswalk(TITLE, 1, lambda _: (), _title))


def rows(url: str, *columns: Any) -> set[tuple[Any, ...]]:
    """What the columns hold, in all rows."""
    engine = read_engine(url)
    with reading(engine) as connection:
        found = {tuple(row) for row in connection.execute(select(*columns))}
    engine.dispose()
    return found


def run_all(store: SqlStore, task: Restamping, limit: int = 2) -> int:
    """Stamp anew to the end; how many records."""
    count = 0
    while True:
        batch = store.restamp(task, limit)
        count += batch.records
        for prefix in ("oai_dc", "title"):
            check_sizes(store, prefix)
        if batch.done:
            return count


@pytest.fixture
def filled(store: SqlStore) -> SqlStore:
    """Six items in two formats, in sets; 4 deleted, 5 moved to another set; 0 and 1 are old."""
    store.begin_load("test", force=True)
    dates = ["2020-01-01", "2020-01-01", *["2021-01-01"] * 4]
    for wave in (
        [item(n, "a:b", "c", datestamp=date) for n, date in enumerate(dates)],
        [{"identifier": "oai:test.example.org:4", "deleted": True, "datestamp": "2021-01-01"}],
        [item(5, "a", datestamp="2021-01-01")],
    ):
        load_both(store, wave)
    store.end_load()
    return store


def load_both(store: SqlStore, items: list[dict[str, Any]]) -> None:
    """Take items in, in both formats, under their own datestamps."""
    lines = "\n".join(json.dumps(one) for one in items).encode()
    pipeline(store, BOTH, keep_datestamps=True).take("test", jsonl.read(io.BytesIO(lines)))


def test_all_since_a_datestamp_is_stamped_and_nothing_else_is_changed(
    database_url: str, filled: SqlStore
) -> None:
    content = (
        Record.item_id,
        Record.metadata_prefix,
        Record.deleted,
        Record.header,
        Record.payload,
    )
    before = rows(database_url, *content)
    listed = (SetRecord.set_id, SetRecord.metadata_prefix, SetRecord.item_id)
    members = rows(database_url, *listed)
    task = filled.begin_restamping(NEW)
    assert run_all(filled, task) == 8
    assert rows(database_url, *content) == before
    for number in range(6):
        stamps = datestamps(filled, number)
        assert set(stamps) == {"oai_dc", "title"}
        for stamp in stamps.values():
            assert stamp == OLD if number < 2 else stamp > task.until
    assert rows(database_url, *listed) == members
    check_membership(filled, range(6))
    dated = (SetRecord.item_id, SetRecord.metadata_prefix, SetRecord.datestamp)
    assert rows(database_url, *dated) <= rows(
        database_url, Record.item_id, Record.metadata_prefix, Record.datestamp
    )


def test_killed_it_goes_on_and_stamps_nothing_twice(database_url: str, filled: SqlStore) -> None:
    first = filled.begin_restamping(NEW)
    assert filled.restamp(first, 3).records == 3
    done = [number for number in range(6) if datestamps(filled, number)["oai_dc"] > NEW]
    assert len(done) == 3
    # Killed; almost an hour has passed before it is run again.
    execute(database_url, "UPDATE clock SET watermark = watermark + 3000")
    second = filled.begin_restamping(NEW)
    assert second == first
    assert run_all(filled, second) == 5
    assert all(datestamps(filled, number)["oai_dc"] < first.until + 2_900 for number in done)
    (run,) = filled.runs(1)
    assert (run.kind, run.state) == ("restamp", "complete")
    assert run.counts["read"] == run.counts["updated"] == 8
    third = filled.begin_restamping(NEW)
    assert third.run_id != first.run_id, "that one is over"


def test_one_that_was_killed_long_ago_is_begun_anew(database_url: str, filled: SqlStore) -> None:
    first = filled.begin_restamping(NEW)
    assert filled.restamp(first, 3).records == 3
    execute(database_url, "UPDATE clock SET watermark = watermark + 86400")
    second = filled.begin_restamping(NEW)
    assert second.until > first.until
    assert run_all(filled, second) == 8


def test_it_ends_although_the_repository_clock_stands_still(
    database_url: str, filled: SqlStore
) -> None:
    execute(database_url, "UPDATE clock SET watermark = watermark + 86400")
    task = filled.begin_restamping(OLD)
    assert run_all(filled, task, 3) == 12
    assert {stamp for n in range(6) for stamp in datestamps(filled, n).values()} == {task.until + 1}
    assert run_all(filled, filled.begin_restamping(OLD), 3) == 0, "none would be changed"


def test_what_comes_in_meanwhile_is_left_alone(database_url: str, filled: SqlStore) -> None:
    task = filled.begin_restamping(NEW)
    execute(database_url, "UPDATE clock SET watermark = watermark + 100")
    load(filled, [item(6)])
    execute(database_url, "UPDATE clock SET watermark = watermark + 100")
    assert run_all(filled, task) == 8
    assert datestamps(filled, 6) == {"oai_dc": task.until + 101}


def test_items_are_stamped_by_their_identifiers(filled: SqlStore) -> None:
    names = [f"oai:test.example.org:{number}" for number in (0, 4, 9)]
    before = filled.begin_restamping(NEW).until
    assert filled.restamp_items(names) == set(names[:2])
    for number in (0, 4):
        assert all(stamp >= before for stamp in datestamps(filled, number).values())
    assert datestamps(filled, 1)["oai_dc"] == OLD
    check_membership(filled, range(6))
