"""What the store has of the items of a batch, read before anything is compared."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, select

from models import Embargo, Item, ItemSet, Record, Set
from oaipmh.protocol.syntax import deepest_sets
from oaipmh.store.chunks import chunks

NO_DIGEST = b""
"""The digest of a deleted item."""


@dataclass(slots=True)
class Known:
    """What the store has of an item: its records by format, and the sets it was `ever` in.

    `current` are the sets it is in, by its writer's word or by their rules; `assigned` those by its
    writer's word. `live` has the crosswalk version of each record that is no tombstone;
    `embargo_end` is when the embargo ends that lay ahead when the records were made.
    """

    item_id: int
    identifier: str
    digest: bytes
    source_id: int | None = None
    embargo_end: int | None = None
    datestamps: dict[str, int] = field(default_factory=dict)
    live: dict[str, int] = field(default_factory=dict)
    ever: set[str] = field(default_factory=set)
    current: set[str] = field(default_factory=set)
    assigned: set[str] = field(default_factory=set)


def same_sets(some: set[str], others: set[str]) -> bool:
    """Whether an item in the one is in the same sets as in the other, as harvesters see it.

    Who is in `a:b` is in `a` too: to be put into that as well changes nothing.
    """
    return some == others or deepest_sets(some) == deepest_sets(others)


def know_items(connection: Connection, identifiers: Sequence[str]) -> dict[str, Known]:
    """Those of the items that the store has, by identifier; neither records nor sets yet."""
    return {
        row.identifier: Known(*row)
        for some in chunks(identifiers)
        for row in connection.execute(ITEMS, {"identifiers": some})
    }


def know_records(connection: Connection, known: Iterable[Known]) -> None:
    """Add the items' records."""
    by_id = {one.item_id: one for one in known}
    for some in chunks(list(by_id)):
        for row in connection.execute(RECORDS, {"item_ids": some}):
            one = by_id[row.item_id]
            one.datestamps[row.metadata_prefix] = row.datestamp
            if not row.deleted:
                one.live[row.metadata_prefix] = row.crosswalk_version


def know_sets(connection: Connection, known: Iterable[Known]) -> None:
    """Add the sets that the items are or were in."""
    by_id = {one.item_id: one for one in known}
    for some in chunks(list(by_id)):
        for row in connection.execute(SETS, {"item_ids": some}):
            one = by_id[row.item_id]
            one.ever.add(row.set_spec)
            if row.current:
                one.current.add(row.set_spec)
            if row.assigned:
                one.assigned.add(row.set_spec)


_ITEM_IDS: BindParameter[Any] = bindparam("item_ids", expanding=True)
ITEMS = (
    select(Item.item_id, Item.identifier, Item.digest, Item.source_id, Embargo.embargo_end)
    .outerjoin_from(Item, Embargo, Embargo.item_id == Item.item_id)
    .where(Item.identifier.in_(bindparam("identifiers", expanding=True)))
)
RECORDS = select(
    Record.item_id,
    Record.metadata_prefix,
    Record.datestamp,
    Record.deleted,
    Record.crosswalk_version,
).where(Record.item_id.in_(_ITEM_IDS))
SETS = (
    select(ItemSet.item_id, Set.set_spec, ItemSet.current, ItemSet.assigned)
    .join_from(ItemSet, Set, ItemSet.set_id == Set.set_id)
    .where(ItemSet.item_id.in_(_ITEM_IDS))
)
