"""What the pipeline wants of a store, and what it hands over."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from oaipmh.metadata.description import Description
from oaipmh.protocol.response import SetDescription


class Outcome(Enum):
    """What became of an item that was taken in."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class RenderedRecord:
    """An item's record in one format: its bytes, and the version of its crosswalk."""

    payload: bytes
    crosswalk_version: int


@dataclass(frozen=True, slots=True)
class PreparedItem:
    """An item cleaned and rendered: all that remains is to compare it, stamp it and store it.

    `digest` tells whether the content (description, sets, about) is the same as the stored one's.
    `datestamp` is one to keep, in seconds; None lets the repository clock stamp.
    """

    identifier: str
    deleted: bool
    datestamp: int | None
    set_specs: tuple[str, ...]
    description: Description
    abouts: tuple[bytes, ...]
    repairs: tuple[str, ...]
    digest: bytes
    records: dict[str, RenderedRecord]


@dataclass(frozen=True, slots=True)
class QuarantineEntry:
    """Something that could not be taken: where it stood, why not, and its own bytes."""

    source: str
    position: str
    reason: str
    raw: bytes


class ItemStore(Protocol):
    """Where items go."""

    def write_items(self, items: Sequence[PreparedItem]) -> list[Outcome]:
        """Compare, stamp and store items (no identifier twice) in one short transaction."""

    def write_sets(self, sets: Sequence[SetDescription]) -> None:
        """Create sets, or name and describe those that exist."""

    def write_quarantine(self, entries: Sequence[QuarantineEntry]) -> None:
        """Keep what could not be taken; the same thing again is kept once."""

    def now(self) -> int:
        """The time of the database, in seconds."""
