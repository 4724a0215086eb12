"""The store as the rest of the program knows it: reads, writes, the clock, the secrets."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import Connection, insert, select, update

from models import Clock, Secret
from oaipmh.ingest.ports import Batch, Missing, NewRun, NewSource, Outcome, Run, RunState
from oaipmh.ingest.views import (
    ClockReading,
    ItemView,
    KeyScope,
    KeyView,
    Preview,
    Quarantined,
    QuarantineView,
    RepairedItem,
    RunView,
    SetView,
    SourceView,
    Status,
    VirtualSet,
)
from oaipmh.metadata.rule import Rule
from oaipmh.protocol.datestamp import format_utc
from oaipmh.protocol.response import SetDescription
from oaipmh.provider.ports import LoadUnderWay, StoreUnavailable
from oaipmh.store import clock, inspection, repairs
from oaipmh.store import keys as key_rows
from oaipmh.store import quarantine as quarantined
from oaipmh.store import runs as run_rows
from oaipmh.store import sources as source_rows
from oaipmh.store.applying import Application, apply_batch
from oaipmh.store.engine import is_local, read_engine, reading, shown_url, write_engine, writing
from oaipmh.store.items import ItemWriter, known_ids, live_identifiers
from oaipmh.store.quarantine import release_taken, write_quarantine
from oaipmh.store.schema import check_schema
from oaipmh.store.sets import describe_sets, find_set
from oaipmh.store.snapshot import SqlSnapshot
from oaipmh.store.virtual_sets import preview_rule, read_virtual_sets, set_rule

WRITER_WAIT_SECONDS = 60.0
"""How long a writer waits for the others: none holds the lock for more than a fraction of one."""

READER_WAIT_SECONDS = 0.4
"""How long whoever opens a list waits for the writers in flight."""

_BATCH = 500
RULE_BATCH_ITEMS = 250
"""How many items a rule is applied to in one transaction: as many as a load stores in one."""


class LoadRefused(Exception):
    """Datestamps may not be kept: harvesters would never see what they hide."""


class SqlStore:
    """A store over one database, or over a primary for writes and a replica for reads."""

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

    def begin_run(self, run: NewRun) -> Run:
        """Record that a run begins."""
        with self._stamping() as (connection, stamp):
            return run_rows.begin_run(connection, run, stamp)

    def day_run(self, source: str, day: str) -> Run:
        """The run of what a key of the admin API writes singly in a day, begun if it must be."""
        with self._stamping() as (connection, stamp):
            return run_rows.day_run(connection, source, day, stamp)

    def write_batch(self, run: Run, batch: Batch) -> list[Outcome]:
        """Compare, stamp and store a batch, in one short transaction; the outcome of each item.

        Raises:
            Changed: an item is not as `expected`.
            LeaseLost: the run's owner no longer holds its source.
        """
        with self._stamping() as (connection, stamp):
            if run.source_id is not None and run.owner is not None:
                progress = None if batch.progress is None else dict(batch.progress)
                source_rows.keep_lease(connection, run.source_id, run.owner, stamp, progress)
            if any(item.datestamp is not None for item in batch.items):
                self._require_load(connection)
            if batch.sets:
                describe_sets(connection, batch.sets)
            writer = ItemWriter(connection, stamp, run.source_id)
            outcomes, item_ids = writer.write(batch.items, batch.expected)
            if batch.items:
                release_taken(connection, [item.identifier for item in batch.items])
            if batch.refused:
                write_quarantine(connection, batch.refused, run.run_id, stamp)
            if run.whole:
                run_rows.note_met(connection, run, [*item_ids, *known_ids(connection, batch.met)])
            run_rows.count_batch(connection, run, batch, outcomes, stamp)
            return outcomes

    def end_run(self, run: Run, state: RunState, note: str = "") -> None:
        """Record how a run ended; the note is for whoever reads of it."""
        with self._stamping() as (connection, stamp):
            run_rows.end_run(connection, run, state, note, stamp)

    def count_missing(self, run: Run, set_spec: str | None = None) -> Missing:
        """How many items of a whole run's source, or of a set of it, the run has not met."""
        with reading(self._primary_reads) as connection:
            return run_rows.count_missing(connection, run, set_spec)

    def list_missing(
        self, run: Run, set_spec: str | None = None, *, after: str = "", limit: int = 250
    ) -> Sequence[str]:
        """Identifiers of those items, in order, from the first beyond `after`."""
        with reading(self._primary_reads) as connection:
            return run_rows.list_missing(connection, run, set_spec, after, limit)

    def write_sets(self, sets: Sequence[SetDescription]) -> None:
        """Create sets, or name and describe those that exist."""
        with self._stamping() as (connection, _):
            describe_sets(connection, sets)

    # Sources -------------------------------------------------------------------------------------

    def add_source(self, source: NewSource) -> int:
        """Record a repository to harvest; its key.

        Raises:
            SourceExists: there is one of that name.
        """
        with self._stamping() as (connection, stamp):
            return source_rows.add_source(connection, source, stamp)

    def put_source(
        self, wanted: NewSource, judge: Callable[[SourceView | None], None] = lambda _: None
    ) -> tuple[bool, SourceView]:
        """Record a repository to harvest, or change the one of that name; whether it is new.

        `judge` is shown the source as it stands, in the transaction that writes; what it raises
        leaves all as it was.
        """
        with self._stamping() as (connection, stamp):
            known = source_rows.find_source(connection, wanted.name)
            judge(known)
            if known is None:
                source_rows.add_source(connection, wanted, stamp)
            else:
                source_rows.change_source(connection, known, wanted, stamp)
            stored = source_rows.find_source(connection, wanted.name)
        assert stored is not None  # noqa: S101 - it has just been written
        return known is None, stored

    def make_due(self, name: str) -> SourceView | None:
        """Let the worker harvest a source next; None when there is none of that name."""
        with self._stamping() as (connection, stamp):
            source_rows.make_due(connection, name, stamp)
            return source_rows.find_source(connection, name)

    def remove_source(
        self, source_id: int, judge: Callable[[SourceView | None], None] = lambda _: None
    ) -> None:
        """Forget a source, unless `judge` raises. Its items stay, as if they had been imported."""
        freed = _BATCH
        while freed == _BATCH:
            with self._stamping() as (connection, _):
                judge(source_rows.find_source_by_id(connection, source_id))
                freed = source_rows.release_items(connection, source_id, _BATCH)
                if freed < _BATCH:
                    source_rows.remove_source(connection, source_id)

    def source(self, name: str) -> SourceView | None:
        """One source; None when there is none of that name."""
        with reading(self._primary_reads) as connection:
            return source_rows.find_source(connection, name)

    def source_by_id(self, source_id: int) -> SourceView | None:
        """One source; None when it has been removed."""
        with reading(self._primary_reads) as connection:
            return source_rows.find_source_by_id(connection, source_id)

    def sources(self) -> list[SourceView]:
        """Every source, by name."""
        with reading(self._reads) as connection:
            return source_rows.list_sources(connection)

    def next_due(self) -> SourceView | None:
        """The source that has been due longest, and whose host nobody harvests."""
        with reading(self._primary_reads) as connection:
            return source_rows.next_due(connection, clock.database_now(connection))

    def take_lease(
        self, source_id: int, owner: str, is_gone: Callable[[str], bool] = lambda _: False
    ) -> str | None:
        """Make the source the owner's alone: None; or the name of who harvests its host now.

        `is_gone` knows of holders that are dead for certain.
        """
        with self._stamping() as (connection, stamp):
            return source_rows.take_lease(connection, source_id, owner, stamp, is_gone)

    def keep_lease(self, source_id: int, owner: str) -> None:
        """Show a sign of life.

        Raises:
            LeaseLost: another has taken the source over.
        """
        with self._stamping() as (connection, stamp):
            source_rows.keep_lease(connection, source_id, owner, stamp)

    def release_lease(self, source_id: int, owner: str, *, failed: bool) -> None:
        """Let the source go; it is due again when its schedule says, sooner when it failed."""
        with self._stamping() as (connection, stamp):
            source_rows.release_lease(connection, source_id, owner, stamp, failed=failed)

    def not_live(self, identifiers: Sequence[str]) -> Sequence[str]:
        """Those identifiers whose items are unknown here, or deleted."""
        with reading(self._primary_reads) as connection:
            live = live_identifiers(connection, identifiers)
        return [identifier for identifier in identifiers if identifier not in live]

    # Virtual sets --------------------------------------------------------------------------------

    def sets(self) -> list[SetView]:
        """All sets with what a manager wants to know of them; counting reads every membership."""
        with reading(self._reads) as connection:
            return inspection.list_sets(connection)

    def virtual_sets(self) -> list[VirtualSet]:
        """The sets with a rule, or whose last one still has to be taken back from some items."""
        with reading(self._primary_reads) as connection:
            return read_virtual_sets(connection)

    def preview(self, rule: Rule, on_batch: Callable[[Preview], None] = lambda _: None) -> Preview:
        """What a rule would take in, reading every item; `on_batch` is told now and then."""
        return preview_rule(lambda: reading(self._reads), rule, on_batch)

    def set_rule(self, set_spec: str, rule: Rule | None) -> None:
        """Give a set another rule, or none; from now on, what is written is written by it.

        The items there are stay where they are until `apply_rules` has come to them. The set is
        made where it is missing; the rule that it has already changes nothing.
        """
        with self._stamping() as (connection, _):
            set_rule(connection, set_spec, rule)

    def apply_rules(self, limit: int = RULE_BATCH_ITEMS) -> Application:
        """Apply the rules that have changed to the next items, in one short transaction.

        To be called until all is `done`, by anyone, at any time, after a crash too.
        """
        with self._stamping() as (connection, stamp):
            return apply_batch(connection, stamp, limit)

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

    def item(self, identifier: str) -> ItemView | None:
        """An item as it stands; None when the identifier is unknown."""
        with reading(self._primary_reads) as connection:
            return inspection.find_item(connection, identifier)

    def digest(self, identifier: str) -> bytes | None:
        """The digest of an item's content, empty if it is deleted; None when it is unknown."""
        with reading(self._primary_reads) as connection:
            return inspection.find_digest(connection, identifier)

    def find_set(self, set_spec: str) -> SetDescription | None:
        """One set; None when there is none of that setSpec."""
        with reading(self._primary_reads) as connection:
            return find_set(connection, set_spec)

    def status(self) -> Status:
        """How the store is."""
        with reading(self._reads) as connection:
            return inspection.read_status(connection)

    def repaired(self, limit: int, before: int | None = None) -> list[RepairedItem]:
        """Items that were mended, the newest first, from the first whose key is below `before`."""
        with reading(self._reads) as connection:
            return repairs.list_repaired(connection, limit, before)

    def quarantine(self, limit: int, before: int | None = None) -> list[QuarantineView]:
        """What was refused, the latest first, from the first older than the number `before`."""
        with reading(self._primary_reads) as connection:
            return quarantined.list_quarantine(connection, limit, before)

    def quarantined(self, quarantine_id: int) -> Quarantined | None:
        """One refused thing; None when there is none of that number."""
        with reading(self._primary_reads) as connection:
            return quarantined.find_quarantined(connection, quarantine_id)

    def drop_quarantined(self, quarantine_id: int) -> bool:
        """Forget one refused thing; whether there was one of that number."""
        with self._stamping() as (connection, _):
            return quarantined.drop_quarantined(connection, quarantine_id)

    def runs(self, limit: int, source_id: int | None = None) -> list[RunView]:
        """The latest runs, the newest first; of one source, if it is given."""
        with reading(self._primary_reads) as connection:
            return run_rows.list_runs(connection, limit, source_id)

    def run(self, run_id: int) -> RunView | None:
        """One run; None when there is none of that number."""
        with reading(self._primary_reads) as connection:
            return run_rows.find_run(connection, run_id)

    def create_key(self, name: str, scope: KeyScope) -> str:
        """Make a key of the admin API; what is returned is shown once, and stored nowhere.

        Raises:
            KeyRefused: the name cannot be shown, or is another key's.
        """
        with self._stamping() as (connection, stamp):
            return key_rows.create_key(connection, name, scope, stamp)

    def api_keys(self) -> list[KeyView]:
        """Every key there is or was, by name."""
        with reading(self._primary_reads) as connection:
            return key_rows.list_keys(connection)

    def revoke_key(self, name: str) -> bool:
        """Let a key open nothing from now on; whether there is a key of that name."""
        with self._stamping() as (connection, stamp):
            return key_rows.revoke_key(connection, name, stamp)

    def find_key(self, key: str) -> KeyView | None:
        """The key that opens with this; None where none does, or it has been revoked."""
        with reading(self._primary_reads) as connection:
            return key_rows.find_key(connection, key)

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


def _refuse_load(now: ClockReading, source: str) -> None:
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
