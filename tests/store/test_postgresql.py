"""What is PostgreSQL's own: its connections, what comes over them, and how it stores bytes."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from oaipmh.provider.ports import BEGINNING, PAGE_BYTES, Selection
from oaipmh.store import SqlStore
from oaipmh.store.engine import read_engine, reading, snapshot_reader
from oaipmh.store.snapshot import PAGES, SqlSnapshot
from tests.support.databases import Postgres, execute
from tests.support.loading import item, load

LONG = "long " * 60_000  # so that seven of them are a page
VALUES = {
    "metadata_prefix": "oai_dc",
    "set_spec": "a",
    "last": 2**40,
    "after_datestamp": 0,
    "after_key": -1,
    "limit": 101,
}
TERMINATE = (
    "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


@pytest.fixture
def url(postgres: Postgres) -> str:
    """An empty, migrated database."""
    return postgres.migrated_database()


@pytest.fixture
def opened(url: str) -> Iterator[SqlStore]:
    """A store over it."""
    store = SqlStore(url)
    yield store
    store.dispose()


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    """Reads from it."""
    engine = read_engine(url)
    yield engine
    engine.dispose()


def test_a_connection_that_the_server_has_closed_is_replaced_before_it_is_used(
    url: str, opened: SqlStore
) -> None:
    load(opened, [item(1)])
    assert opened.status().items == 1
    execute(url, TERMINATE)
    assert opened.status().items == 1
    execute(url, TERMINATE)
    assert load(opened, [item(2)]).created == 1


def test_what_is_read_comes_in_binary(engine: Engine) -> None:
    with reading(engine) as connection:
        cursor = connection.exec_driver_sql(r"SELECT '\x00ff'::bytea, 7::bigint").cursor
        assert [column.type_code for column in cursor.description] == [17, 20]
        assert [cursor.pgresult.fformat(column) for column in range(2)] == [1, 1]
        assert cursor.fetchone() == (b"\x00\xff", 7)


def test_a_reader_writes_nothing(engine: Engine) -> None:
    with reading(engine) as connection:
        settings = connection.exec_driver_sql(
            "SELECT current_setting('transaction_read_only'),"
            " current_setting('transaction_isolation')"
        ).one()
    assert tuple(settings) == ("on", "repeatable read")


def test_stored_bytes_are_not_compressed_slowly(engine: Engine) -> None:
    with reading(engine) as connection:
        stored = connection.exec_driver_sql(
            "SELECT attstorage::text, attcompression::text FROM pg_attribute"
            " WHERE attrelid = 'records'::regclass AND attname = 'payload'"
        ).one()
    assert tuple(stored) in {("e", ""), ("x", "l")}


@pytest.mark.parametrize("set_spec", [None, "a"])
def test_long_payloads_stay_in_the_database_until_the_page_comes_to_them(
    opened: SqlStore, engine: Engine, set_spec: str | None
) -> None:
    load(opened, (item(number, "a", title=LONG) for number in range(12)))
    load(opened, [item(12, "a", title="short")])
    with snapshot_reader(engine) as reader:
        rows = list(PAGES[set_spec is not None, False].rows(reader, VALUES))
        assert [row[2] is None for row in rows] == [True] * 12 + [False]
        snapshot = SqlSnapshot(reader)
        selection = Selection("oai_dc", set_spec, BEGINNING, snapshot.watermark)
        page = snapshot.page(selection, (BEGINNING, -1), 100, headers_only=False)
        whole = [snapshot.record(f"oai:test.example.org:{number}", "oai_dc") for number in range(7)]
    assert page.more
    assert [one.payload for one in page.records] == [one and one.payload for one in whole]
    sizes = [len(one.header) + len(one.payload) for one in page.records]
    assert sum(sizes[:-1]) < PAGE_BYTES <= sum(sizes)
