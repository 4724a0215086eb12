"""What the verbs read, and the clock that whoever opens a list moves."""

from collections.abc import Iterator
from contextlib import contextmanager

from oaipmh.ingest.views import ClockReading
from oaipmh.provider.ports import LoadUnderWay, StoreUnavailable
from oaipmh.store import clock
from oaipmh.store.database import Database
from oaipmh.store.engine import reading, snapshot_reader, writing
from oaipmh.store.snapshot import SqlSnapshot

READER_WAIT_SECONDS = 0.05
"""How long whoever opens a list waits for the writers in flight: about as long as a batch takes."""

FIRST_LIST_WAIT_SECONDS = 0.4
"""How long the first list of all waits, which must be recorded."""


class ListStore(Database):
    """The store as harvesters are answered from it."""

    @contextmanager
    def snapshot(self) -> Iterator[SqlSnapshot]:
        """Open one consistent read."""
        with snapshot_reader(self._reads) as reader:
            yield SqlSnapshot(reader)

    def clock_is_moved(self, now: int, *, opens_list: bool) -> bool:
        """Whether `move_clock` would change nothing: it has been called within this second."""
        with snapshot_reader(self._reads) as reader:
            reading_ = clock.clock_of(reader)
        return reading_.watermark >= now and not (opens_list and _is_first_list(reading_))

    def move_clock(self, *, opens_list: bool) -> None:
        """Move the clock up to now, waiting a moment for writers in flight.

        If it cannot be had, the snapshot's own watermark bounds the answer: a fact that is older,
        never a false one. Only the first list of all must be recorded first.

        Raises:
            StoreUnavailable: the first list cannot be recorded, a load that keeps datestamps is
                under way, or the database cannot be reached.
        """
        with reading(self._reads) as connection:
            is_first = opens_list and _is_first_list(clock.read_clock(connection))
        wait_seconds = FIRST_LIST_WAIT_SECONDS if is_first else READER_WAIT_SECONDS
        try:
            with writing(self._writes, wait_seconds=wait_seconds) as connection:
                clock.move_clock(connection)
                if opens_list:
                    clock.note_first_list(connection)
        except LoadUnderWay:
            raise
        except StoreUnavailable:
            with reading(self._reads) as connection:
                if opens_list and clock.read_clock(connection).first_list is None:
                    raise


def _is_first_list(reading_: ClockReading) -> bool:
    return reading_.first_list is None and reading_.loading_since is None
