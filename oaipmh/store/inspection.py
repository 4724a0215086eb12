"""What a manager asks of the store: one item as it stands, and how the whole is."""

import time
from collections import Counter

from sqlalchemy import Connection, Text, cast, func, select

from models import Item, ItemSet, Quarantine, Record, Set
from oaipmh.ingest.views import FormatCount, ItemView, RecordView, SetView, Status
from oaipmh.metadata.description import Statement
from oaipmh.metadata.known_sets import has_former_rule
from oaipmh.metadata.rule import Rule
from oaipmh.protocol.syntax import set_ancestors
from oaipmh.store.clock import database_now, read_clock
from oaipmh.store.repairs import count_repaired
from oaipmh.store.virtual_sets import read_virtual_sets


def find_item(connection: Connection, identifier: str) -> ItemView | None:
    """One item; None when the identifier is unknown."""
    item = connection.execute(select(Item.__table__).where(Item.identifier == identifier)).first()
    if item is None:
        return None
    sets = connection.execute(
        select(Set.set_spec, ItemSet.current, ItemSet.assigned)
        .join_from(ItemSet, Set, ItemSet.set_id == Set.set_id)
        .where(ItemSet.item_id == item.item_id)
        .order_by(Set.set_spec)
    ).all()
    records = connection.execute(
        select(
            Record.metadata_prefix,
            Record.datestamp,
            Record.deleted,
            Record.crosswalk_version,
            Record.payload,
        )
        .where(Record.item_id == item.item_id)
        .order_by(Record.metadata_prefix)
    )
    return ItemView(
        identifier=item.identifier,
        digest=bytes(item.digest),
        sets=[row.set_spec for row in sets if row.current],
        assigned_sets=[row.set_spec for row in sets if row.assigned],
        former_sets=[row.set_spec for row in sets if not row.current],
        description=tuple(Statement(*statement) for statement in item.description),
        abouts=item.abouts,
        repairs=item.repairs,
        records=[RecordView(*row) for row in records],
    )


def find_digest(connection: Connection, identifier: str) -> bytes | None:
    """The digest of an item's content, empty if it is deleted; None when it is unknown."""
    digest = select(Item.digest).where(Item.identifier == identifier)
    return connection.execute(digest).scalar()


def list_sets(connection: Connection) -> list[SetView]:
    """All sets, in the order of their setSpecs; reads which items are in which."""
    sets = connection.execute(select(Set.__table__).order_by(Set.set_spec)).all()
    items = _items_in({row.set_id: row.set_spec for row in sets}, connection)
    return [
        SetView(
            row.set_spec,
            row.set_name,
            row.description,
            items[row.set_spec],
            None if row.rule is None else Rule.from_json(row.rule),
            row.applied_to is not None,
        )
        for row in sets
    ]


def _items_in(specs: dict[int, str], connection: Connection) -> Counter[str]:
    """How many items are in each set, those in several sets below it counted once."""
    items: Counter[str] = Counter()
    # Many items are in the same few sets: those are counted together, by the database.
    for set_ids, count in connection.execute(_ITEMS_BY_SETS):
        below = (specs[int(set_id)] for set_id in set_ids.split(","))
        items.update(dict.fromkeys({one for spec in below for one in set_ancestors(spec)}, count))
    return items


def read_status(connection: Connection) -> Status:
    """Counts of everything; reads every index whole."""
    formats = connection.execute(
        select(Record.metadata_prefix, Record.deleted, func.count())
        .group_by(Record.metadata_prefix, Record.deleted)
        .order_by(Record.metadata_prefix)
    ).all()
    counts = {(row[0], row[1]): row[2] for row in formats}
    return Status(
        clock=read_clock(connection),
        now=database_now(connection),
        this_machine=int(time.time()),
        items=_count(connection, Item),
        repaired=count_repaired(connection),
        relative=connection.execute(_RELATIVE).scalar_one(),
        sets=_count(connection, Set),
        applying=connection.execute(_APPLYING).scalars().all(),
        outgrown=[
            one.set_spec
            for one in read_virtual_sets(connection)
            if has_former_rule(one.set_spec, one.rule)
        ],
        quarantined=_count(connection, Quarantine),
        formats=[
            FormatCount(prefix, counts.get((prefix, False), 0), counts.get((prefix, True), 0))
            for prefix in dict.fromkeys(row[0] for row in formats)
        ],
    )


def _count(connection: Connection, of: type[Item | Set | Quarantine]) -> int:
    return connection.execute(select(func.count()).select_from(of)).scalar_one()


# Without a colon there is no scheme; so much an index can tell.
_RELATIVE = select(func.count()).select_from(Item).where(Item.identifier.not_like("%:%"))
_APPLYING = select(Set.set_spec).where(Set.applied_to.is_not(None)).order_by(Set.set_spec)
_SETS_OF_ITEM = (
    select(func.aggregate_strings(cast(ItemSet.set_id, Text), ",").label("set_ids"))
    .where(ItemSet.current)
    .group_by(ItemSet.item_id)
    .subquery()
)
_ITEMS_BY_SETS = select(_SETS_OF_ITEM.c.set_ids, func.count()).group_by(_SETS_OF_ITEM.c.set_ids)
