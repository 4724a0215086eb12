"""A database's connections, and a write transaction that holds the clock."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager

from sqlalchemy import Connection, Engine

from oaipmh.provider.keyring import TokenSecret
from oaipmh.provider.ports import StoreUnavailable
from oaipmh.store import clock, tokens
from oaipmh.store.engine import (
    is_local,
    leave_when_read_only,
    read_engine,
    reading,
    write_engine,
    writing,
)
from oaipmh.store.schema import check_schema, require_file
from oaipmh.store.urls import shown_url

WRITER_WAIT_SECONDS = 60.0
"""How long a writer waits for the others: none holds the lock for more than a fraction of one."""


class Database:
    """One database, or a primary for writes and a replica for reads."""

    def __init__(self, database_url: str, read_database_url: str | None = None) -> None:
        self.url = shown_url(database_url)
        self._write_url = database_url
        self._read_url = read_database_url or database_url
        self._writes = write_engine(database_url)
        self._reads = read_engine(self._read_url)
        # For what must see what has just been written, and may not wait for writers.
        self._primary_reads = read_engine(database_url) if read_database_url else self._reads
        leave_when_read_only(self._writes, self._primary_reads)
        self._has_replica = self._reads is not self._primary_reads
        self.is_local = is_local(self._reads) and not self._has_replica

    def check_schema(self) -> None:
        """Make sure that the schema is the one this program wants; see `schema.check_schema`."""
        for url in (self._read_url, self._write_url):
            require_file(url)
        with self._reading_latest() as connection:
            check_schema(self._write_url, connection)

    def dispose(self) -> None:
        """Close every connection."""
        for engine in (self._writes, self._reads, self._primary_reads):
            engine.dispose()

    def token_secrets(self, first: bytes) -> Sequence[TokenSecret]:
        """The secrets that sign resumption tokens, which every node shares.

        Where there is none yet, the value given becomes the first. They are the primary's, or the
        replica's while that is down.
        """
        with self._reading_latest() as connection:
            found = tokens.read_token_secrets(connection, clock.database_now(connection))
        if found:
            return found
        with self._stamping() as (connection, _):
            return tokens.ensure_token_secret(connection, first, clock.database_now(connection))

    def rotate_token_secret(self, new_value: bytes) -> TokenSecret:
        """Let another secret sign resumption tokens, as soon as every node can know it."""
        with self._stamping() as (connection, _):
            now = clock.database_now(connection)
            return tokens.rotate_token_secret(connection, new_value, now)

    def _reading_latest(self) -> AbstractContextManager[Connection]:
        """A snapshot of the primary, or of the replica while that is down."""
        return _reading_first(self._primary_reads, self._reads)

    def _reading_anywhere(self) -> AbstractContextManager[Connection]:
        """A snapshot of the replica, or of the primary while that is down."""
        return _reading_first(self._reads, self._primary_reads)

    @contextmanager
    def _stamping(self) -> Iterator[tuple[Connection, int]]:
        """A write transaction that holds the clock, and its stamp."""
        with writing(self._writes, wait_seconds=WRITER_WAIT_SECONDS) as connection:
            yield connection, clock.move_clock(connection)


@contextmanager
def _reading_first(engine: Engine, other: Engine) -> Iterator[Connection]:
    """One snapshot, of the other database only where the first cannot be reached."""
    with ExitStack() as opened:
        try:
            connection = opened.enter_context(reading(engine))
        except StoreUnavailable:
            if other is engine:
                raise
            connection = opened.enter_context(reading(other))
        yield connection
