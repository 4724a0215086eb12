"""A database's connections, and a write transaction that holds the clock."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, insert, select

from models import Secret
from oaipmh.store import clock
from oaipmh.store.engine import is_local, read_engine, reading, shown_url, write_engine, writing
from oaipmh.store.schema import check_schema

WRITER_WAIT_SECONDS = 60.0
"""How long a writer waits for the others: none holds the lock for more than a fraction of one."""


class Database:
    """One database, or a primary for writes and a replica for reads."""

    def __init__(self, database_url: str, read_database_url: str | None = None) -> None:
        self.url = shown_url(database_url)
        self._read_url = read_database_url or database_url
        self._writes = write_engine(database_url)
        self._reads = read_engine(self._read_url)
        # For what must see what has just been written, and may not wait for writers.
        self._primary_reads = read_engine(database_url) if read_database_url else self._reads
        self.is_local = is_local(self._reads)

    def check_schema(self) -> None:
        """Make sure that the schema is the one this program wants; see `schema.check_schema`."""
        check_schema(self._read_url, self._reads)

    def dispose(self) -> None:
        """Close every connection."""
        for engine in (self._writes, self._reads, self._primary_reads):
            engine.dispose()

    def secret(self, name: str, new_value: bytes) -> bytes:
        """A secret that every node shares; the given value becomes it if there is none yet."""
        find = select(Secret.value).where(Secret.name == name)
        with reading(self._reads) as connection:
            value = connection.execute(find).scalar()
        if value is None:
            with self._stamping() as (connection, _):
                value = connection.execute(find).scalar()
                if value is None:
                    connection.execute(insert(Secret).values(name=name, value=new_value))
                    value = new_value
        return bytes(value)

    @contextmanager
    def _stamping(self) -> Iterator[tuple[Connection, int]]:
        """A write transaction that holds the clock, and its stamp."""
        with writing(self._writes, wait_seconds=WRITER_WAIT_SECONDS) as connection:
            yield connection, clock.move_clock(connection)
