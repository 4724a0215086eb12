"""Connections and transactions: one way to read, one way to write, on either database.

A read is one snapshot (SQLite: an explicit BEGIN, since the driver's default gives each SELECT its
own; PostgreSQL: REPEATABLE READ READ ONLY). A write takes the lock it needs at its start, and waits
for it no longer than it is told to.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import orjson
import psycopg
from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from oaipmh.provider.ports import StoreUnavailable
from oaipmh.store.postgresql import postgresql_read_engine, postgresql_write_engine

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
_SQLSTATE_UNAVAILABLE = ("08", "40", "53", "57", "58", "55P03", "25006")
_DRIVER_ERRORS = (sqlite3.Error, psycopg.Error)
_SQLITE_CACHE_KIB = 16_384
_SQLITE_MMAP_BYTES = 8 * 1024**3  # of address space: the pages are the system's own cache


def read_engine(url: str) -> Engine:
    """An engine whose every transaction is one snapshot that writes nothing."""
    parsed = _with_driver(url)
    if parsed.get_backend_name() == "sqlite":
        engine = _sqlite_engine(parsed)
        event.listen(engine, "connect", _map_into_memory)
        event.listen(engine, "begin", _begin_snapshot)
        return engine
    return postgresql_read_engine(parsed, **_JSON)


def write_engine(url: str) -> Engine:
    """An engine for transactions that stamp."""
    parsed = _with_driver(url)
    if parsed.get_backend_name() == "sqlite":
        engine = _sqlite_engine(parsed)
        event.listen(engine, "begin", _begin_write)
        return engine
    return postgresql_write_engine(parsed, **_JSON)


def shown_url(url: str) -> str:
    """The URL as a manager may see it: without the password."""
    return make_url(url).render_as_string(hide_password=True)


def missing_file(url: str) -> Path | None:
    """The file of an SQLite database that is not there: to connect would make an empty one."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or not parsed.database:
        return None
    path = Path(parsed.database)
    return None if path.exists() else path.resolve()


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


def _with_driver(url: str) -> URL:
    """The URL with the driver we use: plain `postgresql://` means psycopg 3."""
    parsed = make_url(url)
    if parsed.drivername in ("postgresql", "postgres"):
        return parsed.set(drivername="postgresql+psycopg")
    return parsed


def _sqlite_engine(url: URL) -> Engine:
    engine = create_engine(url, **_JSON)
    event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _: object) -> None:  # noqa: ANN401 - the driver's own
    # The driver must not begin transactions by itself: _begin_snapshot and _begin_write do.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA busy_timeout = 800")
    cursor.execute("PRAGMA journal_mode = WAL")
    # A commit that a harvester may have seen survives a power cut.
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute(f"PRAGMA cache_size = -{_SQLITE_CACHE_KIB}")
    cursor.close()


def _map_into_memory(connection: Any, _: object) -> None:  # noqa: ANN401 - the driver's own
    connection.execute(f"PRAGMA mmap_size = {_SQLITE_MMAP_BYTES}")


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


def _json(value: object) -> str:
    return orjson.dumps(value, default=tuple).decode()


_JSON: dict[str, Any] = {"json_serializer": _json, "json_deserializer": orjson.loads}
