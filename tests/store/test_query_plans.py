"""The hot queries are ranges of an index, in its order: no sort, no scan, on both databases."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, Select, event

from oaipmh.store import (
    SqlStore,
    known,
    renderable,
    repairs,
    restamping,
    sizes,
    snapshot,
    virtual_sets,
)
from oaipmh.store.compiled import Compiled
from oaipmh.store.engine import read_engine, reading
from tests.support.databases import execute, migrated_sqlite
from tests.support.loading import item, load

VALUES = {
    "metadata_prefix": "oai_dc",
    "set_spec": "a",
    "first": 0,
    "last": 2**40,
    "after_datestamp": 0,
    "after_key": -1,
    "limit": 3,
    "identifier": "oai:test.example.org:1",
    "item_id": 1,
    "identifiers": [f"oai:test.example.org:{number}" for number in range(9)],
    "item_ids": list(range(1, 9)),
    "prefixes": ["oai_dc", "other"],
    "now": 2**40,
    "after": "",
    "after_item": 7,
    "before": 7,
    "whole_first": 0,
    "whole_last": 2**40,
    "start_first": 0,
    "start_last": 2**40,
    "end_first": 0,
    "end_last": 2**40,
}
HOT = {
    "whole list": snapshot.PAGES[False, False],
    "whole headers": snapshot.PAGES[False, True],
    "set list": snapshot.PAGES[True, False],
    "set headers": snapshot.PAGES[True, True],
    "whole size, its ends": sizes.ENDS[False],
    "set size, its ends": sizes.ENDS[True],
    "whole size": sizes.SIZES[False],
    "set size": sizes.SIZES[True],
    "get record": snapshot.RECORD,
    "long payload": snapshot.PAYLOAD,
    "items of a page": snapshot.ITEMS_OF,
    "long description": snapshot.DESCRIPTION,
    "item by identifier": snapshot.ITEM_ID,
    "formats of an item": snapshot.ITEM_PREFIXES,
    "items of a batch": known.ITEMS,
    "records of a batch": known.RECORDS,
    "sets of a batch": known.SETS,
    "next prefix": snapshot.NEXT_PREFIX,
    "earliest": snapshot.EARLIEST,
    "sets": snapshot.SETS,
    "items a rule is applied to": virtual_sets.ITEMS,
    "records stamped anew": restamping.ROWS,
    "items rendered anew": renderable.ITEMS,
    "items rendered by name": renderable.NAMED_ITEMS,
    "items whose embargo has ended": renderable.DUE_ITEMS,
    "records to be compared": renderable.RECORDS,
}


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def filled(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    """A database with enough records for a planner to prefer an index, of each kind in turn."""
    if request.param == "postgresql":
        url = request.getfixturevalue("postgres").migrated_database()
    else:
        url = migrated_sqlite(tmp_path_factory.mktemp("plans") / "store.db")
    store = SqlStore(url)
    load(store, (item(number, "a" if number % 10 else "b") for number in range(3000)))
    store.dispose()
    if request.param == "postgresql":
        execute(url, "ANALYZE")
    engine = read_engine(url)
    yield engine
    engine.dispose()


@pytest.mark.parametrize("name", HOT)
def test_a_hot_query_is_an_index_range_without_sort_or_scan(filled: Engine, name: str) -> None:
    with reading(filled) as connection:
        if connection.dialect.name == "postgresql":
            # A table this small is read whole more cheaply; what counts is that an index serves.
            connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        hot = HOT[name]
        if isinstance(hot, Compiled):
            hot = hot.statement(connection.dialect.name)
        plan = _plan(connection, hot)
    assert not re.search(
        r"Seq Scan|Sort|SCAN (items|records|sets|set_records|list_stretches|embargoes)|TEMP B-TREE",
        plan,
    )
    assert re.search(
        r"Index (Only )?Scan|USING (COVERING )?INDEX|USING (INTEGER )?PRIMARY KEY", plan
    )


@pytest.mark.parametrize("statement", [repairs.COUNT, repairs.PAGE])
def test_what_was_repaired_is_found_by_an_index_of_nothing_else(
    filled: Engine, statement: Select[Any]
) -> None:
    with reading(filled) as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        plan = _plan(connection, statement)
    assert "ix_items_item_id" in plan
    assert not re.search(r"Sort|TEMP B-TREE", plan)


def _plan(connection: Connection, statement: Select[Any]) -> str:
    """What the database says of the very statement and parameters that it is sent."""
    sent: list[tuple[str, Any]] = []
    event.listen(connection, "before_cursor_execute", lambda _c, _u, sql, *r: sent.append((sql, r)))
    keys = "[1, 2]" if connection.dialect.name == "sqlite" else [1, 2]
    connection.execute(statement, VALUES | {"keys": keys}).all()
    sql, (parameters, *_) = sent[0]
    explain = "EXPLAIN QUERY PLAN" if connection.dialect.name == "sqlite" else "EXPLAIN"
    rows = connection.exec_driver_sql(f"{explain} {sql}", parameters)
    return "\n".join(str(row[-1]) for row in rows)
