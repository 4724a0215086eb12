"""The store as the rest of the program knows it: reads, writes, the clock, the secrets."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import Connection, insert, select, update

from models import Clock, Secret
from oaipmh.ingest.ports import Outcome, PreparedItem, QuarantineEntry
from oaipmh.protocol.datestamp import format_utc
from oaipmh.protocol.response import SetDescription
from oaipmh.provider.ports import LoadUnderWay, StoreUnavailable
from oaipmh.store import clock, inspection
from oaipmh.store.engine import is_local, read_engine, reading, shown_url, write_engine, writing
from oaipmh.store.items import ItemWriter
from oaipmh.store.quarantine import write_quarantine
from oaipmh.store.schema import check_schema
from oaipmh.store.sets import describe_sets
from oaipmh.store.snapshot import SqlSnapshot

WRITER_WAIT_SECONDS = 60.0
"""How long a writer waits for the others: none holds the lock for more than a fraction of one."""

READER_WAIT_SECONDS = 0.4
"""How long whoever opens a list waits for the writers in flight."""


class LoadRefused(Exception):
    """Datestamps may not be kept: harvesters would never see what they hide."""


class SqlStore:
    """A store over one database, or over a primary for writes and a replica for reads."""

    def __init__(self, database_url: str, read_database_url: str | None = None) -> None:
        self.url = shown_url(database_url)
        self._read_url = read_database_url or database_url
        self._writes = write_engine(database_url)
        self._reads = read_engine(self._read_url)
        self.is_local = is_local(self._reads)

    def check_schema(self) -> None:
        """Make sure that the schema is the one this program wants; see `schema.check_schema`."""
        check_schema(self._read_url, self._reads)

    def dispose(self) -> None:
        """Close every connection."""
        self._writes.dispose()
        self._reads.dispose()

    # What the verbs read -------------------------------------------------------------------------

    @contextmanager
    def snapshot(self) -> Iterator[SqlSnapshot]:
        """Open one consistent read."""
        with reading(self._reads) as connection:
            yield SqlSnapshot(connection)

    def clock_is_moved(self, now: int, *, opens_list: bool) -> bool:
        """Whether `move_clock` would change nothing: it has been called within this second."""
        with reading(self._reads) as connection:
            reading_ = clock.read_clock(connection)
        unrecorded = reading_.first_list is None and reading_.loading_since is None
        return reading_.watermark >= now and not (opens_list and unrecorded)

    def move_clock(self, *, opens_list: bool) -> None:
        """Move the clock up to now, waiting a moment for writers in flight.

        If it cannot be had, the snapshot's own watermark bounds the answer: a fact that is older,
        never a false one. Only the first list of all must be recorded first.

        Raises:
            StoreUnavailable: the first list cannot be recorded, a load that keeps datestamps is
                under way, or the database cannot be reached.
        """
        try:
            with writing(self._writes, wait_seconds=READER_WAIT_SECONDS) as connection:
                clock.move_clock(connection)
                if opens_list:
                    clock.note_first_list(connection)
        except LoadUnderWay:
            raise
        except StoreUnavailable:
            with reading(self._reads) as connection:
                if opens_list and clock.read_clock(connection).first_list is None:
                    raise

    # What the pipeline writes --------------------------------------------------------------------

    def now(self) -> int:
        """The time of the database."""
        with reading(self._reads) as connection:
            return clock.database_now(connection)

    def write_items(self, items: Sequence[PreparedItem]) -> list[Outcome]:
        """Compare, stamp and store items (no identifier twice) in one short transaction."""
        with self._stamping() as (connection, stamp):
            if any(item.datestamp is not None for item in items):
                self._require_load(connection)
            return ItemWriter(connection, stamp).write(items)

    def write_sets(self, sets: Sequence[SetDescription]) -> None:
        """Create sets, or name and describe those that exist."""
        with self._stamping() as (connection, _):
            describe_sets(connection, sets)

    def write_quarantine(self, entries: Sequence[QuarantineEntry]) -> None:
        """Keep what could not be taken; the same thing again is kept once."""
        with self._stamping() as (connection, stamp):
            write_quarantine(connection, entries, stamp)

    # A load that keeps datestamps ----------------------------------------------------------------

    def begin_load(self, source: str, *, force: bool) -> bool:
        """Let datestamps be kept until `end_load`; lists answer 503 meanwhile.

        A load that was killed is begun again with this, and goes on. Returns whether one was.

        Raises:
            LoadRefused: a list has been served, or a load of another source is unfinished, and
                `force` is not given.
        """
        with self._stamping() as (connection, stamp):
            now = clock.read_clock(connection)
            if not force:
                _refuse_load(now, source)
            connection.execute(
                update(Clock).values(
                    loading_since=now.loading_since or stamp, loading_source=source
                )
            )
            return now.loading_since is not None

    def end_load(self) -> None:
        """End the load: lists are served again."""
        with self._stamping() as (connection, _):
            connection.execute(update(Clock).values(loading_since=None, loading_source=None))

    def _require_load(self, connection: Connection) -> None:
        if clock.read_clock(connection).loading_since is None:
            raise LoadRefused(
                "Another process has ended the load that keeps datestamps: begin anew"
            )

    # What managers ask ---------------------------------------------------------------------------

    def item(self, identifier: str) -> inspection.ItemView | None:
        """An item as it stands; None when the identifier is unknown."""
        with reading(self._reads) as connection:
            return inspection.find_item(connection, identifier)

    def status(self) -> inspection.Status:
        """How the store is."""
        with reading(self._reads) as connection:
            return inspection.read_status(connection)

    def quarantine(self, limit: int) -> list[inspection.QuarantineView]:
        """What was refused, the latest first."""
        with reading(self._reads) as connection:
            return inspection.list_quarantine(connection, limit)

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


def _refuse_load(now: clock.ClockReading, source: str) -> None:
    if now.loading_since is not None and now.loading_source != source:
        raise LoadRefused(
            f"The load of {now.loading_source} that keeps datestamps is unfinished: finish it first"
            f" (oaipmh import --keep-datestamps {now.loading_source}), or give it up with --force"
        )
    if now.loading_since is None and now.first_list is not None:
        raise LoadRefused(
            f"Lists have been served since {format_utc(now.first_list)}: an item that comes in with"
            " a datestamp of the past stays hidden from every harvester that has been here after"
            " that date. Leave --keep-datestamps out, or give --force to accept that"
        )
