"""What managers are shown of a store: items, runs, what was refused, keys, and how it all is.

Instants are whole seconds since 1970-01-01T00:00:00Z. `shapes.py` has the same as JSON.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from oaipmh.metadata.description import Description
from oaipmh.metadata.rule import Rule


@dataclass(frozen=True, slots=True)
class RecordView:
    """A record's state in one format."""

    metadata_prefix: str
    datestamp: int
    deleted: bool
    crosswalk_version: int
    payload: bytes


@dataclass(frozen=True, slots=True)
class ItemView:
    """An item as the store has it. `former_sets` are those it has left.

    `digest` changes with its content, and is empty once it is deleted. `assigned_sets` are the sets
    its writer put it into; it is in others by their rules.
    """

    identifier: str
    digest: bytes
    sets: Sequence[str]
    assigned_sets: Sequence[str]
    former_sets: Sequence[str]
    description: Description
    abouts: Sequence[str]
    repairs: Sequence[str]
    records: Sequence[RecordView]


@dataclass(frozen=True, slots=True)
class SetView:
    """A set; `items` are in it now, or in a set below it. `applying`: its rule, not to all yet."""

    set_spec: str
    set_name: str
    description: str | None
    items: int
    rule: Rule | None
    applying: bool


@dataclass(frozen=True, slots=True)
class VirtualSet:
    """A set with a rule, or without one for which the items that its last one took go out again.

    While the rule is being applied to the items there are, `applied_to` is the key of the last one
    done; else None.
    """

    set_id: int
    set_spec: str
    rule: Rule | None
    applied_to: int | None


@dataclass(frozen=True, slots=True)
class Preview:
    """How many items a rule holds for, of how many that are there, and some identifiers of them."""

    matching: int = 0
    items: int = 0
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceView:
    """A harvested source as it is recorded; `progress` is the harvester's own memory."""

    source_id: int
    name: str
    base_url: str
    metadata_prefix: str
    set_spec: str | None
    set_prefix: str | None
    post: bool
    every_seconds: int | None
    due: int | None
    progress: dict[str, Any]
    lease_owner: str | None
    lease_until: int | None


@dataclass(frozen=True, slots=True)
class RunView:
    """A run as it is recorded."""

    run_id: int
    kind: str
    source: str
    source_id: int | None
    options: dict[str, Any]
    started: int
    last_batch: int
    ended: int | None
    state: str
    position: str
    note: str
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class QuarantineView:
    """A refused thing; `size` is of its own bytes, `run_id` the last run that met it."""

    quarantine_id: int
    source: str
    position: str
    reason: str
    since: int
    identifier: str | None
    input_format: str
    run_id: int | None
    size: int


@dataclass(frozen=True, slots=True)
class Quarantined(QuarantineView):
    """A refused thing with its own bytes."""

    raw: bytes


class KeyScope(StrEnum):
    """What a key of the admin API may do."""

    READ = "read"
    WRITE = "write"


@dataclass(frozen=True, slots=True)
class RepairedItem:
    """An item that was mended as it came in, and how, in words. `item_id` is its key."""

    item_id: int
    identifier: str
    repairs: Sequence[str]


@dataclass(frozen=True, slots=True)
class KeyView:
    """A key of the admin API, without what opens."""

    key_id: str
    name: str
    scope: KeyScope
    created: int
    revoked: int | None


MAX_SKEW_SECONDS = 300
"""How far apart clocks may be: a machine that differs more from its database stamps nothing."""


@dataclass(frozen=True, slots=True)
class ClockReading:
    """The clock's row."""

    watermark: int
    first_list: int | None
    loading_since: int | None
    loading_source: str | None


@dataclass(frozen=True, slots=True)
class FormatCount:
    """How many records a format has."""

    metadata_prefix: str
    live: int
    deleted: int


@dataclass(frozen=True, slots=True)
class Why:
    """Whether an item is listed in a format, and what it lacks for it, in words."""

    metadata_prefix: str
    is_listed: bool
    missing: Sequence[str]

    @property
    def is_stale(self) -> bool:
        """Whether the record is not yet what the description makes of it."""
        return self.is_listed == bool(self.missing)


class Sample(NamedTuple):
    """Some items that were rendered to see whether they are `outdated`; what failed, in words."""

    items: int = 0
    outdated: int = 0
    failures: tuple[str, ...] = ()


NO_SAMPLE = Sample()


@dataclass(frozen=True, slots=True)
class Status:
    """How the store is. `applying` are the sets whose rules are yet to be applied to some items.

    `outgrown` are the sets whose rules come from an earlier version of the program.

    `now` is the database's time, and `this_machine` that of the machine which asks.
    `relative` counts identifiers that are relative references: `xs:anyURI`, but no URI.
    """

    clock: ClockReading
    now: int
    this_machine: int
    items: int
    repaired: int
    relative: int
    sets: int
    applying: Sequence[str]
    outgrown: Sequence[str]
    quarantined: int
    formats: Sequence[FormatCount]
    sample: Sample = NO_SAMPLE

    def lacking(self, count: FormatCount) -> int:
        """How many items that are not deleted are not in a format; every one is in oai_dc."""
        present = max((one.live for one in self.formats), default=0)
        return present - count.live
