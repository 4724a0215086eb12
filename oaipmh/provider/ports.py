"""What the verbs want of a store: one consistent read at a time, and a clock.

Instants are whole seconds since 1970-01-01T00:00:00Z. A `key` breaks ties among equal datestamps.
"""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from oaipmh.metadata.description import Description
from oaipmh.protocol.response import SetDescription, StoredRecord

BEGINNING = -(2**62)
"""Before all datestamps."""

LATEST = 2**62
"""As what a snapshot should have reached: all that has been committed."""


PAGE_BYTES = 2 * 1024 * 1024
"""A page ends when it has this many bytes, however few its records."""


class StoreUnavailable(Exception):
    """The store cannot answer now, and the harvester should come back: HTTP 503, Retry-After.

    The reason is for everyone; the detail, which may name machines, for the manager alone.
    """

    def __init__(self, reason: str, *, retry_after: int = 10, detail: str = "") -> None:
        super().__init__(reason)
        self.retry_after = retry_after
        self.detail = detail


class LoadUnderWay(StoreUnavailable):
    """A load that keeps datestamps is unfinished: a list served now would hide what it brings."""

    def __init__(self) -> None:
        reason = "A load that keeps datestamps is under way: lists wait until it has finished"
        super().__init__(reason, retry_after=300)


@dataclass(frozen=True, slots=True)
class Selection:
    """What a list selects: one format, perhaps one set, and datestamps first..last inclusive."""

    metadata_prefix: str
    set_spec: str | None
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class ListPage:
    """Some records of a list, in order, and whether the list goes on after them."""

    records: Sequence[StoredRecord]
    more: bool


class StoredItem(NamedTuple):
    """What an item's records are made of."""

    identifier: str
    description: Description
    abouts: Sequence[bytes]


class Snapshot(Protocol):
    """The store as it was at one moment.

    `watermark` is the repository clock at that moment: all that was ever stamped earlier is here.
    `loading` is set while a load that keeps datestamps is unfinished. `opened`: it is recorded that
    lists are served; a copy that does not show it may lack a load that came before.
    """

    watermark: int
    loading: bool
    opened: bool

    def earliest_datestamp(self) -> int | None:
        """The least datestamp of any record; None when there are no records."""

    def metadata_prefixes(self, identifier: str) -> Sequence[str] | None:
        """The formats an item has records in; None when the identifier is unknown."""

    def record(self, identifier: str, metadata_prefix: str) -> StoredRecord | None:
        """One record."""

    def has_sets(self) -> bool:
        """Whether the repository has sets at all."""

    def sets(self, after: str, limit: int) -> Sequence[SetDescription]:
        """Sets in the order of their setSpecs, from the first beyond `after`."""

    def count_sets(self) -> int:
        """How many sets there are."""

    def page(
        self, selection: Selection, after: tuple[int, int], limit: int, *, headers_only: bool
    ) -> ListPage:
        """The records whose (datestamp, key) come next after the given pair, in that order.

        At most `limit`, and fewer where they are large; with `headers_only`, without payloads. A
        live record that has none must be made, from its item.
        """

    def items(self, keys: Sequence[int]) -> Iterator[StoredItem]:
        """The items of records, in the order of the records' keys."""

    def count(self, selection: Selection) -> int:
        """How many records a list selects."""


class ReadStore(Protocol):
    """Where the verbs read.

    `is_local`: a read takes microseconds in this process, where elsewhere it is a round trip.
    """

    is_local: bool

    def snapshot(self, at_least: int = 0) -> AbstractContextManager[Snapshot]:
        """Open one consistent read whose watermark has reached `at_least`, if there is one.

        Else it is the freshest there is, and its own watermark says how fresh.

        Raises:
            StoreUnavailable: no database can be reached.
        """

    def clock_is_moved(self, now: int, *, opens_list: bool) -> bool:
        """Whether `move_clock` would change nothing, having been called within this second."""

    def move_clock(self, *, opens_list: bool) -> int:
        """Move the repository clock up to now, waiting for writers in flight but not long.

        Returns the watermark, which a snapshot should have reached; 0 if it could not be moved.

        Raises:
            StoreUnavailable: the first list of all cannot be recorded.
        """
