"""What the verbs read, and the clock that whoever opens a list moves.

Reads go to the replica, if it shows what must be shown; else to the primary (docs/adr/0012).
"""

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress

from sqlalchemy import Engine

from oaipmh.provider.ports import LATEST, LoadUnderWay, StoreUnavailable
from oaipmh.store import clock
from oaipmh.store.database import Database
from oaipmh.store.engine import leave_when_read_only, snapshot_reader, write_engine, writing
from oaipmh.store.snapshot import SqlSnapshot

READER_WAIT_SECONDS = 0.05
"""How long whoever opens a list waits for the writers in flight: about as long as a batch takes."""

FIRST_LIST_WAIT_SECONDS = 0.4
"""How long the first list of all waits, which must be recorded."""

REPLICA_WAIT_SECONDS = 0.4
"""How long a replica is waited for that does not show yet what it must."""

SILENCE_SECONDS = 2.0
"""How long a primary that is there takes at the most to answer, or to refuse."""

_REST_SECONDS = 10.0
_ASK_AGAIN_SECONDS = 0.01
_BEHIND_SECONDS = 1.0


class ListStore(Database):
    """The store as harvesters are answered from it."""

    def __init__(self, database_url: str, read_database_url: str | None = None) -> None:
        super().__init__(database_url, read_database_url)
        # Of its own: a first list may not wait for a connection that writers hold.
        self._moves = write_engine(database_url)
        leave_when_read_only(self._moves, self._primary_reads)
        # The last moves of this process, without and with a first list recorded.
        self._moved_to = {False: 0, True: 0}
        self._is_opened = False
        self._behind_until = 0.0
        self._silent_until = 0.0

    def dispose(self) -> None:
        """Close every connection."""
        self._moves.dispose()
        super().dispose()

    @contextmanager
    def snapshot(self, at_least: int = 0) -> Iterator[SqlSnapshot]:
        """Open one consistent read that has reached `at_least`, or else the freshest there is."""
        with ExitStack() as opened:
            yield self._find(opened, at_least)

    def clock_is_moved(self, now: int, *, opens_list: bool) -> bool:
        """Whether `move_clock` would change nothing: it has been called within this second."""
        if self._moved_to[opens_list] >= now:
            return True
        try:
            with snapshot_reader(self._reads) as reader:
                shown = clock.clock_of(reader)
        except StoreUnavailable:
            if self._has_replica:
                return False
            raise
        self._is_opened = self._is_opened or shown.first_list is not None
        unrecorded = shown.first_list is None and shown.loading_since is None
        return shown.watermark >= now and not (opens_list and unrecorded)

    def move_clock(self, *, opens_list: bool) -> int:
        """Move the clock up to now, waiting a moment for writers in flight.

        If it cannot be had, that is 0, and the snapshot's own watermark bounds the answer: a fact
        that is older, never a false one. Only the first list of all must be recorded first.

        Raises:
            StoreUnavailable: the first list cannot be recorded, a load that keeps datestamps is
                under way, or no database can be reached.
        """
        is_first = opens_list and not self._is_opened
        wait_seconds = FIRST_LIST_WAIT_SECONDS if is_first else READER_WAIT_SECONDS
        try:
            with (
                self._asking_primary(),
                writing(self._moves, wait_seconds=wait_seconds) as connection,
            ):
                watermark = clock.move_clock(connection)
                if opens_list:
                    clock.note_first_list(connection)
        except LoadUnderWay:
            raise
        except StoreUnavailable:
            if opens_list:
                with self.snapshot() as snapshot:
                    if not snapshot.opened:
                        raise
            return 0
        self._moved_to[False] = watermark
        if opens_list:
            self._moved_to[True] = watermark
            self._is_opened = True
        return watermark

    def _find(self, opened: ExitStack, at_least: int) -> SqlSnapshot:
        if not self._has_replica:
            return self._on_primary(opened, at_least)
        with suppress(StoreUnavailable):
            found = self._on_replica(opened, at_least)
            if found is not None:
                return found
        try:
            with self._asking_primary():
                return self._on_primary(opened, at_least)
        except StoreUnavailable:
            return _open(opened, self._reads)

    @contextmanager
    def _asking_primary(self) -> Iterator[None]:
        """Ask the primary, but not where it has just been silent: lists would wait for nothing.

        Raises:
            StoreUnavailable: it does not answer, or did not a moment ago.
        """
        started = time.monotonic()
        if self._has_replica and started < self._silent_until:
            raise StoreUnavailable("The primary database does not answer")
        try:
            yield
        except StoreUnavailable:
            if time.monotonic() - started > SILENCE_SECONDS:
                self._silent_until = time.monotonic() + _REST_SECONDS
            raise

    def _on_replica(self, opened: ExitStack, at_least: int) -> SqlSnapshot | None:
        """The replica's, if it reaches `at_least` within a moment.

        Where that was in vain a moment ago, it is not waited for again.
        """
        if at_least == LATEST:
            return None
        started = time.monotonic()
        end = started + (REPLICA_WAIT_SECONDS if started >= self._behind_until else 0)
        while (found := _open_reached(opened, self._reads, at_least)) is None:
            now = time.monotonic()
            if now >= end:
                self._behind_until = now + _BEHIND_SECONDS
                return None
            time.sleep(_ASK_AGAIN_SECONDS)
        return found

    def _on_primary(self, opened: ExitStack, at_least: int) -> SqlSnapshot:
        """The primary's; one that a failover has set back, or a restore, is moved on first."""
        engine = self._primary_reads
        found = _open_reached(opened, engine, 0 if at_least == LATEST else at_least)
        if found is None:
            self.move_clock(opens_list=False)
            found = _open(opened, engine)
        return found


def _open(opened: ExitStack, engine: Engine) -> SqlSnapshot:
    return SqlSnapshot(opened.enter_context(snapshot_reader(engine)))


def _open_reached(opened: ExitStack, engine: Engine, at_least: int) -> SqlSnapshot | None:
    """A snapshot that stays open if it has reached `at_least`."""
    with ExitStack() as attempt:
        found = _open(attempt, engine)
        if found.watermark < at_least:
            return None
        opened.push(attempt.pop_all())
        return found
