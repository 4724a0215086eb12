"""What the pipeline wants of a store, and what it hands over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Protocol

from oaipmh.metadata.description import Description
from oaipmh.protocol.response import SetDescription


class Outcome(Enum):
    """What became of an item that came in."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    DELETED = "deleted"
    QUARANTINED = "quarantined"


@dataclass(slots=True)
class Summary:
    """What a run did, in items. `repaired` counts within the others.

    read = created + updated + unchanged + deleted + quarantined: nothing vanishes.
    """

    read: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    deleted: int = 0
    repaired: int = 0
    quarantined: int = 0

    def count(self, outcome: Outcome) -> None:
        """One more item that was read, and what became of it."""
        self.read += 1
        setattr(self, outcome.value, getattr(self, outcome.value) + 1)


class RunState(Enum):
    """How a run is, or ended."""

    RUNNING = "running"
    COMPLETE = "complete"
    INTERRUPTED = "interrupted"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class NewRun:
    """A run that begins: its kind (`import`, `delete`, `harvest`, `api`, …) and what it reads.

    `source_id` is the harvested source that owns what comes in, and `owner` who holds its lease. A
    `whole` run remembers every item it meets, so that what it has not met can be deleted. `options`
    is how it was asked for.
    """

    kind: str
    source: str
    source_id: int | None = None
    owner: str | None = None
    whole: bool = False
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Run:
    """A run that is recorded."""

    run_id: int
    source_id: int | None
    whole: bool
    owner: str | None = None


NATIVE_VERSION = 0
"""The version of a record's crosswalk where none has made it: it is served as it came."""


@dataclass(frozen=True, slots=True)
class RenderedRecord:
    """An item's record in one format: its bytes, and the version of its crosswalk.

    One that is made when it is asked for has no bytes, but the digest of those it would have.
    """

    payload: bytes
    crosswalk_version: int
    payload_digest: bytes | None = None


@dataclass(frozen=True, slots=True)
class PreparedItem:
    """An item cleaned and rendered: all that remains is to compare it, stamp it and store it.

    `statements` is the description as JSON, as it is stored. `digest` tells whether the content
    (description, sets, about) is the same as the stored one's. `datestamp` is one to keep, in
    seconds; None lets the repository clock stamp. `formats` are those in which there would be
    records if it had what they want. `embargo_end` is when its embargo ends, if that lies ahead.
    """

    identifier: str
    deleted: bool
    datestamp: int | None
    set_specs: tuple[str, ...]
    description: Description
    statements: bytes
    abouts: tuple[bytes, ...]
    repairs: tuple[str, ...]
    digest: bytes
    records: dict[str, RenderedRecord]
    formats: frozenset[str]
    embargo_end: int | None = None


@dataclass(frozen=True, slots=True)
class QuarantineEntry:
    """Something that could not be taken: where it stood, why not, and its own bytes.

    `input_format` is what reads the bytes; `identifier` is whose they are, where that is known.
    """

    source: str
    position: str
    reason: str
    raw: bytes
    input_format: str
    identifier: str | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """What is stored in one transaction: items (no identifier twice), sets, and what was refused.

    `position` is how far the source has been read. `met` are identifiers that the source holds
    besides the items', for a whole run. `expected` has, for some items, the digest that the stored
    one must still have (None: it must not exist, or be deleted): else nothing is stored.
    `progress` is what the harvester must remember once this is stored. With `unmet`, only those of
    the items are written that the run still has not met.
    """

    items: Sequence[PreparedItem] = ()
    sets: Sequence[SetDescription] = ()
    refused: Sequence[QuarantineEntry] = ()
    position: str = ""
    met: Sequence[str] = ()
    expected: Mapping[str, bytes | None] = field(default_factory=dict)
    progress: Mapping[str, Any] | None = None
    unmet: "Unmet | None" = None


@dataclass(frozen=True, slots=True)
class Unmet:
    """What a whole run has not met of its source; with `set_spec`, of that set of it."""

    set_spec: str | None


@dataclass(frozen=True, slots=True)
class Missing:
    """How many items a whole run has not met, of how many that are there."""

    missing: int
    present: int


class Changed(Exception):
    """An item is not, or no longer, as its writer believed; nothing of the batch was stored."""

    def __init__(self, identifier: str) -> None:
        super().__init__(f"{identifier} has been changed by another writer: read it again")
        self.identifier = identifier


class SourceBusy(Exception):
    """Another process harvests the source, or another one of the same host."""


class LeaseLost(Exception):
    """The source that was being harvested has been taken over, changed or removed."""


@dataclass(frozen=True, slots=True)
class NewSource:
    """A repository to harvest, under a name: its format, perhaps one of its sets.

    `set_prefix` goes before the sets its items come with; `every_seconds` is its schedule.
    """

    name: str
    base_url: str
    metadata_prefix: str = "oai_dc"
    set_spec: str | None = None
    set_prefix: str | None = None
    post: bool = False
    every_seconds: int | None = None


class ItemStore(Protocol):
    """Where items go."""

    def begin_run(self, run: NewRun) -> Run:
        """Record that a run begins."""

    def write_batch(self, run: Run, batch: Batch) -> list[Outcome]:
        """Compare, stamp and store a batch, in one short transaction; the outcome of each item.

        Raises:
            Changed: an item is not as `expected`.
            LeaseLost: the run's owner no longer holds its source.
        """

    def end_run(self, run: Run, state: RunState, note: str = "") -> None:
        """Record how a run ended; the note is for whoever reads of it."""

    def now(self) -> int:
        """The time of the database, in seconds."""


class WholeStore(Protocol):
    """Where a whole run finds what it has not met."""

    def count_missing(self, run: Run, set_spec: str | None = None) -> Missing:
        """How many items of the run's source, or of a set of it, the run has not met."""

    def list_missing(
        self, run: Run, set_spec: str | None = None, *, after: str = "", limit: int = 250
    ) -> Sequence[str]:
        """Identifiers of those items, in order, from the first beyond `after`."""
