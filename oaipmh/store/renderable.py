"""What is read of items that are rendered anew: themselves, their embargoes, their live records."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy import Connection, Select, bindparam, func, select

from models import Embargo, Item, Record
from oaipmh.ingest.ports import RenderedRecord
from oaipmh.store.chunks import chunks
from oaipmh.store.clock import database_now

Kept: TypeAlias = Mapping[tuple[int, str], RenderedRecord]
"""The live records that the store has, by the item's key and the format."""


@dataclass(frozen=True, slots=True)
class Read:
    """A batch of items as they were read, and their records, at a time of the database."""

    now: int
    rows: Sequence[Any]
    kept: Kept


def read_items(
    connection: Connection, prefixes: Collection[str], items: Select[Any], **values: object
) -> Read:
    """The items that a statement finds, with what is kept of their records in some formats."""
    rows = connection.execute(items, values).all()
    kept = read_kept(connection, prefixes, [row.item_id for row in rows])
    return Read(database_now(connection), rows, kept)


def last_item(connection: Connection) -> int:
    """The greatest key of an item."""
    return int(connection.execute(_LAST).scalar() or 0)


def read_kept(connection: Connection, prefixes: Collection[str], item_ids: Sequence[int]) -> Kept:
    """The live records of some items in some formats."""
    return {
        (row.item_id, row.metadata_prefix): RenderedRecord(
            bytes(row.payload), row.crosswalk_version, row.payload_digest
        )
        for some in chunks(item_ids)
        for row in connection.execute(RECORDS, {"item_ids": some, "prefixes": prefixes})
    }


_ITEMS = select(
    Item.item_id,
    Item.identifier,
    Item.digest,
    Item.description,
    Item.abouts,
    Embargo.embargo_end,
)
WITH_EMBARGO = _ITEMS.outerjoin_from(Item, Embargo, Embargo.item_id == Item.item_id)
"""Items, as rendering reads them."""
ITEMS = (
    WITH_EMBARGO.where(Item.item_id > bindparam("after_item"))
    .order_by(Item.item_id)
    .limit(bindparam("limit"))
)
"""The next items, in the order of their keys."""
NAMED_ITEMS = WITH_EMBARGO.where(Item.identifier.in_(bindparam("identifiers", expanding=True)))
DUE_ITEMS = (
    _ITEMS.join_from(Embargo, Item, Embargo.item_id == Item.item_id)
    .where(Embargo.embargo_end <= bindparam("now"))
    .order_by(Embargo.embargo_end)
    .limit(bindparam("limit"))
)
"""Those whose embargo has ended since their records were made."""
RECORDS = select(
    Record.item_id,
    Record.metadata_prefix,
    Record.payload,
    Record.crosswalk_version,
    Record.payload_digest,
).where(
    Record.item_id.in_(bindparam("item_ids", expanding=True)),
    Record.metadata_prefix.in_(bindparam("prefixes", expanding=True)),
    Record.deleted.is_(False),
)
_LAST = select(func.max(Item.item_id))
