"""What the pipeline writes: runs and their batches, and loads that keep datestamps."""

from collections.abc import Sequence
from contextlib import suppress

from sqlalchemy import Connection, update

from models import Clock
from oaipmh.ingest.ports import Batch, Missing, NewRun, Outcome, PreparedItem, Run, RunState
from oaipmh.ingest.views import (
    ClockReading,
)
from oaipmh.protocol.datestamp import format_utc
from oaipmh.protocol.response import SetDescription
from oaipmh.provider.ports import StoreUnavailable
from oaipmh.store import clock, stretches, trimming
from oaipmh.store import runs as run_rows
from oaipmh.store import sources as source_rows
from oaipmh.store.database import Database
from oaipmh.store.engine import reading
from oaipmh.store.items import ItemWriter, known_ids
from oaipmh.store.quarantine import release_taken, write_quarantine
from oaipmh.store.sets import describe_sets

_FORGOTTEN_ROWS = 10_000
_FORGOTTEN_RUNS = 500


class LoadRefused(Exception):
    """Datestamps may not be kept: harvesters would never see what they hide."""


class LoadStore(Database):
    """The store as items come into it."""

    def now(self) -> int:
        """The time of the database."""
        with self._reading_anywhere() as connection:
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
            items = _still_unmet(connection, run, batch)
            outcomes, item_ids = writer.write(items, batch.expected)
            if batch.items:
                release_taken(connection, [item.identifier for item in batch.items])
            if batch.refused:
                write_quarantine(connection, batch.refused, run.run_id, stamp)
            if run.whole:
                run_rows.note_met(connection, run, [*item_ids, *known_ids(connection, batch.met)])
            became = dict(zip((item.identifier for item in items), outcomes, strict=True))
            outcomes = [became.get(item.identifier, Outcome.UNCHANGED) for item in batch.items]
            run_rows.count_batch(connection, run, batch, outcomes, stamp)
            return outcomes

    def end_run(self, run: Run, state: RunState, note: str = "") -> None:
        """Record how a run ended; the note is for whoever reads of it."""
        with self._stamping() as (connection, stamp):
            run_rows.end_run(connection, run, state, note, stamp)
        with suppress(StoreUnavailable):  # the next run does it
            self.trim_runs()

    def trim_runs(self) -> None:
        """Forget some of the runs that are old, and what runs that are over have met.

        In short transactions, since others write.
        """
        with self._stamping() as (connection, stamp):
            trimming.give_up_killed(connection, stamp)
            forgotten = trimming.forget_met(connection, _FORGOTTEN_ROWS)
        while forgotten:
            with self._stamping() as (connection, _):
                forgotten = trimming.forget_met(connection, _FORGOTTEN_ROWS)
        with reading(self._primary_reads) as connection:
            old = trimming.old_runs(connection, stamp, _FORGOTTEN_RUNS)
        if old:
            with self._stamping() as (connection, _):
                trimming.forget_runs(connection, old)

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
            stretches.cut_anew(connection)
            connection.execute(update(Clock).values(loading_since=None, loading_source=None))

    def count_lists(self) -> None:
        """Count every list anew: a program that knew nothing of their sizes may have written."""
        with self._stamping() as (connection, _):
            stretches.cut_anew(connection)

    def _require_load(self, connection: Connection) -> None:
        if clock.read_clock(connection).loading_since is None:
            raise LoadRefused(
                "Another process has ended the load that keeps datestamps: begin anew"
            )


def _still_unmet(connection: Connection, run: Run, batch: Batch) -> Sequence[PreparedItem]:
    """The batch's items, but of what a whole load lacks those that have come in meanwhile."""
    if batch.unmet is None:
        return batch.items
    identifiers = [item.identifier for item in batch.items]
    unmet = run_rows.still_missing(connection, run, batch.unmet.set_spec, identifiers)
    return [item for item in batch.items if item.identifier in unmet]


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
