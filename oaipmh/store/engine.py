"""Connections and transactions: one way to read, one way to write, on either database.

A read is one snapshot (SQLite: an explicit BEGIN, since the driver's default gives each SELECT its
own; PostgreSQL: REPEATABLE READ READ ONLY). A write takes the lock it needs at its start, and waits
for it no longer than it is told to.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from typing import Any

import orjson
import psycopg
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, ExceptionContext
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from oaipmh.provider.ports import StoreUnavailable
from oaipmh.store.compiled import Reader
from oaipmh.store.postgresql import postgresql_read_engine, postgresql_write_engine
from oaipmh.store.urls import parse_url

_WAIT = "lock_wait_seconds"
_ASK_AGAIN_SECONDS = 0.002
# https://www.sqlite.org/rescode.html: busy, absent, full, or no database at all.
_SQLITE_UNAVAILABLE = (
    "SQLITE_BUSY",
    "SQLITE_CANTOPEN",
    "SQLITE_CORRUPT",
    "SQLITE_FULL",
    "SQLITE_IOERR",
    "SQLITE_LOCKED",
    "SQLITE_NOTADB",
    "SQLITE_PROTOCOL",
    "SQLITE_READONLY",
)
# PostgreSQL, appendix A: connection, rollback, resources, intervention, system, lock, read-only.
_SQLSTATE_READ_ONLY = "25006"
_SQLSTATE_UNAVAILABLE = ("08", "40", "53", "57", "58", "55P03", _SQLSTATE_READ_ONLY)
_DRIVER_ERRORS = (sqlite3.Error, psycopg.Error)
# Of a new file. Records of 2 to 3 kB fill these pages, and are read with a quarter of the calls.
_SQLITE_PAGE_BYTES = 16_384
_READER_CACHE_KIB = 8_192  # some pages of lists by set; the system has the file in its own
_WRITER_CACHE_KIB = 16_384


def read_engine(url: str) -> Engine:
    """An engine whose every transaction is one snapshot that writes nothing."""
    parsed = parse_url(url)
    if parsed.get_backend_name() == "sqlite":
        engine = _sqlite_engine(parsed, _READER_CACHE_KIB)
        event.listen(engine, "begin", _begin_snapshot)
        return engine
    return postgresql_read_engine(parsed, _JSON)


def write_engine(url: str) -> Engine:
    """An engine for transactions that stamp."""
    parsed = parse_url(url)
    if parsed.get_backend_name() == "sqlite":
        engine = _sqlite_engine(parsed, _WRITER_CACHE_KIB)
        event.listen(engine, "begin", _begin_write)
        return engine
    return postgresql_write_engine(parsed, _JSON)


def leave_when_read_only(writes: Engine, reads: Engine) -> None:
    """Give up connections to what is found to be no primary any more: the next find the new one."""

    def on_error(context: ExceptionContext) -> None:
        if getattr(context.original_exception, "sqlstate", None) == _SQLSTATE_READ_ONLY:
            context.is_disconnect = True
            reads.dispose()

    event.listen(writes, "handle_error", on_error)


def is_local(engine: Engine) -> bool:
    """Whether a read is microseconds in this process, and no round trip."""
    return engine.dialect.name == "sqlite"


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One snapshot.

    Raises:
        StoreUnavailable: the database cannot be reached or is busy.
    """
    with unavailable_on_failure(), engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def snapshot_reader(engine: Engine) -> Iterator[Reader]:
    """One snapshot for compiled statements; on SQLite without SQLAlchemy's part of a transaction.

    Raises:
        StoreUnavailable: the database cannot be reached or is busy.
    """
    if not is_local(engine):
        with reading(engine) as connection:
            yield Reader.over(connection)
        return
    with unavailable_on_failure(), closing(engine.raw_connection()) as pooled:
        driver: Any = pooled.driver_connection
        driver.execute("BEGIN")
        yield Reader(engine.dialect, driver.execute)
        driver.execute("COMMIT")


@contextmanager
def writing(engine: Engine, *, wait_seconds: float) -> Iterator[Connection]:
    """One transaction that commits at the end of the block.

    Raises:
        StoreUnavailable: the lock could not be had in time, or the database not be reached.
    """
    with unavailable_on_failure(), engine.connect() as connection:
        waiting = connection.execution_options(**{_WAIT: wait_seconds})
        with waiting.begin():
            if waiting.dialect.name == "postgresql":
                waiting.execute(text(f"SET LOCAL lock_timeout = {int(wait_seconds * 1000)}"))
            yield waiting


@contextmanager
def unavailable_on_failure() -> Iterator[None]:
    """Tell a database that cannot be used now from a fault of ours.

    Raises:
        StoreUnavailable: the former.
    """
    try:
        yield
    except PoolTimeout as error:
        detail = "it has no connection to spare"
        raise StoreUnavailable("The database cannot be used now", detail=detail) from error
    except (DBAPIError, *_DRIVER_ERRORS) as error:
        if not _is_unavailability(error):
            raise
        detail = " ".join(str(_original(error)).split())
        raise StoreUnavailable("The database cannot be used now", detail=detail) from error


def _is_unavailability(error: Exception) -> bool:
    """Whether the database is at fault, by its absence or its business, and not our statement."""
    original = _original(error)
    if isinstance(original, sqlite3.Error):
        return getattr(original, "sqlite_errorname", "").startswith(_SQLITE_UNAVAILABLE)
    sqlstate = getattr(original, "sqlstate", None)
    if sqlstate is None:  # it never came to a statement, or lost the connection over it
        lost = isinstance(original, psycopg.OperationalError | psycopg.InterfaceError)
        return lost or (
            isinstance(error, DBAPIError)
            and (error.connection_invalidated or error.statement is None)
        )
    return str(sqlstate).startswith(_SQLSTATE_UNAVAILABLE)


def _original(error: Exception) -> BaseException | None:
    """The driver's own error: SQLAlchemy wraps it, but not while rows are fetched or copied."""
    return error.orig if isinstance(error, DBAPIError) else error


def _sqlite_engine(url: URL, cache_kib: int) -> Engine:
    engine = create_engine(url, **_JSON)
    event.listen(engine, "connect", partial(_prepare_sqlite, cache_kib))
    return engine


def _prepare_sqlite(cache_kib: int, connection: Any, _: object) -> None:  # noqa: ANN401 - the driver's
    # The driver must not begin transactions by itself: _begin_snapshot and _begin_write do.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA busy_timeout = 800")
    cursor.execute(f"PRAGMA page_size = {_SQLITE_PAGE_BYTES}")
    cursor.execute("PRAGMA journal_mode = WAL")
    # A commit that a harvester may have seen survives a power cut.
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute(f"PRAGMA cache_size = -{cache_kib}")
    cursor.close()


def _begin_snapshot(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def _begin_write(connection: Connection) -> None:
    wait = connection.get_execution_options().get(_WAIT, 5)
    _wait_for_lock(connection, wait)
    connection.exec_driver_sql(f"PRAGMA busy_timeout = {int(wait * 1000)}")


def _wait_for_lock(connection: Connection, wait: float) -> None:
    """Begin to write as soon as the writer before has ended.

    SQLite asks again ever more seldom, up to ten times a second, and so finds the lock taken by
    whoever asks more often: a first list would wait behind a load's next batches.
    """
    connection.exec_driver_sql("PRAGMA busy_timeout = 0")
    driver, end = connection.connection.cursor(), time.monotonic() + wait
    while time.monotonic() < end:
        try:
            driver.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorname != "SQLITE_BUSY":
                break
            time.sleep(_ASK_AGAIN_SECONDS)
        else:
            return
    connection.exec_driver_sql("BEGIN IMMEDIATE")  # for the last time: what is wrong is raised


def json_text(value: object) -> str:
    """A value as the columns of JSON have it."""
    return orjson.dumps(value, default=tuple).decode()


_JSON: dict[str, Any] = {"json_serializer": json_text, "json_deserializer": orjson.loads}
