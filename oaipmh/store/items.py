"""Writing items: compare, stamp, store. Runs inside one short transaction that holds the clock.

Datestamp and deletion belong to the record: an item that enters a format is stamped there, one that
leaves it becomes a tombstone there only, and the other formats' records stay as they are.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, delete, func, insert, select, update

from models import Item, ItemSet, Record, Set, SetRecord
from oaipmh.ingest.ports import Changed, Outcome, PreparedItem, RenderedRecord
from oaipmh.protocol.syntax import deepest_sets, set_ancestors
from oaipmh.protocol.writer import header_xml
from oaipmh.store.chunks import chunks
from oaipmh.store.sets import ensure_sets

_UNKNOWN_TOMBSTONE_PREFIX = "oai_dc"
_TOMBSTONE = RenderedRecord(b"", 0)
_NO_DIGEST = b""


@dataclass(slots=True)
class _Known:
    """What the store has of an item: its records by format, and the sets it was ever in.

    `live` has the crosswalk version of each record that is no tombstone.
    """

    item_id: int
    digest: bytes
    source_id: int | None = None
    datestamps: dict[str, int] = field(default_factory=dict)
    live: dict[str, int] = field(default_factory=dict)
    ever: set[str] = field(default_factory=set)


class ItemWriter:
    """Writes one batch of items, no identifier twice, all stamped alike unless they keep theirs.

    `source_id` is the harvested source that owns them, if any.
    """

    def __init__(self, connection: Connection, stamp: int, source_id: int | None = None) -> None:
        self._connection = connection
        self._stamp = stamp
        self._source_id = source_id
        self._rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self._set_ids: dict[str, int] = {}

    def write(
        self, items: Sequence[PreparedItem], expected: Mapping[str, bytes | None]
    ) -> tuple[list[Outcome], list[int]]:
        """Store what has changed; say what became of each item, and its key.

        Raises:
            Changed: an item's digest is not the one expected.
        """
        known = self._known([item.identifier for item in items])
        _refuse_unexpected(known, expected)
        self._know_sets(list(known.values()))
        next_id = (self._connection.execute(_MAX_ITEM_ID).scalar() or 0) + 1
        outcomes, keys = [], []
        changed: list[tuple[PreparedItem, _Known]] = []
        for item in items:
            stored = known.get(item.identifier)
            outcome = _outcome(item, stored)
            outcomes.append(outcome)
            if stored is None:
                stored = _Known(next_id, _NO_DIGEST)
                next_id += 1
                self._add_item("new_items", item, stored)
            elif outcome is not Outcome.UNCHANGED:
                self._add_item("changed_items", item, stored)
            elif stored.source_id != self._source_id:
                row = {"known_id": stored.item_id, "source_id": self._source_id}
                self._rows["other_sources"].append(row)
            keys.append(stored.item_id)
            if outcome is not Outcome.UNCHANGED:
                changed.append((item, stored))
        self._write_changed(changed)
        return outcomes, keys

    def _write_changed(self, changed: list[tuple[PreparedItem, _Known]]) -> None:
        self._set_ids = ensure_sets(
            self._connection,
            {spec for item, stored in changed for spec in (*item.set_specs, *stored.ever)},
        )
        for item, stored in changed:
            self._add_sets(item, stored)
            self._add_records(item, stored)
        for name, statement in _STATEMENTS.items():
            if self._rows[name]:
                self._connection.execute(statement, self._rows[name])

    def _known(self, identifiers: Sequence[str]) -> dict[str, _Known]:
        known: dict[str, _Known] = {}
        for some in chunks(identifiers):
            items = self._connection.execute(_ITEMS.where(Item.identifier.in_(some)))
            for item in items:
                known[item.identifier] = _Known(item.item_id, item.digest, item.source_id)
        by_id = {stored.item_id: stored for stored in known.values()}
        for some_ids in chunks(list(by_id)):
            for row in self._connection.execute(_RECORDS.where(Record.item_id.in_(some_ids))):
                stored = by_id[row.item_id]
                stored.datestamps[row.metadata_prefix] = row.datestamp
                if not row.deleted:
                    stored.live[row.metadata_prefix] = row.crosswalk_version
        return known

    def _know_sets(self, known: Sequence[_Known]) -> None:
        by_id = {stored.item_id: stored for stored in known}
        for some_ids in chunks(list(by_id)):
            for row in self._connection.execute(_SETS.where(ItemSet.item_id.in_(some_ids))):
                by_id[row.item_id].ever.add(row.set_spec)

    def _add_item(self, kind: str, item: PreparedItem, stored: _Known) -> None:
        self._rows[kind].append(
            {
                "known_id": stored.item_id,
                "identifier": item.identifier,
                "digest": _NO_DIGEST if item.deleted else item.digest,
                "description": item.description,
                "abouts": [about.decode() for about in item.abouts],
                "repairs": list(item.repairs),
                "source_id": self._source_id,
            }
        )

    def _add_sets(self, item: PreparedItem, stored: _Known) -> None:
        """Which sets the item is in now; those it was in stay known for its tombstone."""
        for spec in stored.ever | set(item.set_specs):
            self._rows["changed_sets" if spec in stored.ever else "new_sets"].append(
                {
                    "known_id": stored.item_id,
                    "known_set": self._set_ids[spec],
                    "current": spec in item.set_specs and not item.deleted,
                    "assigned": spec in item.set_specs and not item.deleted,
                }
            )

    def _add_records(self, item: PreparedItem, stored: _Known) -> None:
        kept = set()
        if item.digest == stored.digest and item.datestamp is None:
            kept = {prefix for prefix, _ in stored.live.items() & _versions(item).items()}
        entering = item.records.keys() - kept
        leaving = stored.live.keys() - item.records.keys()
        if item.deleted and not stored.datestamps:
            leaving = {_UNKNOWN_TOMBSTONE_PREFIX}
        elif item.deleted and (item.datestamp is not None or not stored.live):
            leaving = set(stored.datestamps)  # tombstones that get another date or set
        for prefix in sorted(entering):
            self._add_record(item, stored, prefix, item.records[prefix])
        for prefix in sorted(leaving):
            self._add_record(item, stored, prefix, _TOMBSTONE)

    def _add_record(
        self, item: PreparedItem, stored: _Known, prefix: str, rendered: RenderedRecord
    ) -> None:
        deleted = rendered is _TOMBSTONE
        specs = set(item.set_specs) | stored.ever if deleted else set(item.set_specs)
        stamp = self._stamp if item.datestamp is None else item.datestamp
        exists = prefix in stored.datestamps
        self._rows["changed_records" if exists else "new_records"].append(
            {
                "known_id": stored.item_id,
                "known_prefix": prefix,
                "datestamp": stamp,
                "deleted": deleted,
                "crosswalk_version": rendered.crosswalk_version,
                "header": header_xml(item.identifier, deepest_sets(specs), deleted=deleted),
                "payload": rendered.payload,
            }
        )
        if exists:
            self._list("unlisted", stored.ever, stored, prefix, stored.datestamps[prefix])
        self._list("listed", specs, stored, prefix, stamp)

    def _list(
        self, kind: str, specs: set[str], stored: _Known, prefix: str, datestamp: int
    ) -> None:
        """Rows for the record in the lists of the sets and of all sets above them."""
        for above in {above for spec in specs for above in set_ancestors(spec)}:
            self._rows[kind].append(
                {
                    "known_set": self._set_ids[above],
                    "known_prefix": prefix,
                    "known_datestamp": datestamp,
                    "known_id": stored.item_id,
                }
            )


def known_ids(connection: Connection, identifiers: Sequence[str]) -> list[int]:
    """The keys of those items that the store knows."""
    return [
        item.item_id
        for some in chunks(identifiers)
        for item in connection.execute(_ITEMS.where(Item.identifier.in_(some)))
    ]


def live_identifiers(connection: Connection, identifiers: Sequence[str]) -> set[str]:
    """Those whose items the store has, and not as tombstones."""
    return {
        item.identifier
        for some in chunks(identifiers)
        for item in connection.execute(
            _ITEMS.where(Item.identifier.in_(some), Item.digest != _NO_DIGEST)
        )
    }


def _refuse_unexpected(known: Mapping[str, _Known], expected: Mapping[str, bytes | None]) -> None:
    for identifier, digest in expected.items():
        stored = known.get(identifier)
        if (stored.digest if stored else _NO_DIGEST) != (digest or _NO_DIGEST):
            raise Changed(identifier)


def _outcome(item: PreparedItem, stored: _Known | None) -> Outcome:
    if stored is None:
        return Outcome.DELETED if item.deleted else Outcome.CREATED
    if item.deleted:
        same = not stored.live and stored.ever.issuperset(item.set_specs)
        dated = _dated(item, list(stored.datestamps.values()))
        return Outcome.UNCHANGED if same and dated else Outcome.DELETED
    same = item.digest == stored.digest and stored.live == _versions(item)
    dated = _dated(item, [stored.datestamps[prefix] for prefix in stored.live])
    return Outcome.UNCHANGED if same and dated else Outcome.UPDATED


def _versions(item: PreparedItem) -> dict[str, int]:
    """The crosswalk version of each record the item should have."""
    return {prefix: rendered.crosswalk_version for prefix, rendered in item.records.items()}


def _dated(item: PreparedItem, datestamps: Sequence[int]) -> bool:
    """Whether the datestamps are the one the item wants to keep, if any."""
    return item.datestamp is None or all(one == item.datestamp for one in datestamps)


_MAX_ITEM_ID = select(func.max(Item.item_id))
_ITEMS = select(Item.identifier, Item.item_id, Item.digest, Item.source_id)
_RECORDS = select(
    Record.item_id,
    Record.metadata_prefix,
    Record.datestamp,
    Record.deleted,
    Record.crosswalk_version,
)
_SETS = select(ItemSet.item_id, Set.set_spec).join_from(ItemSet, Set, ItemSet.set_id == Set.set_id)

_ID: BindParameter[int] = bindparam("known_id")
_PREFIX: BindParameter[str] = bindparam("known_prefix")
_SET: BindParameter[int] = bindparam("known_set")
_DATESTAMP: BindParameter[int] = bindparam("known_datestamp")

# In the order that the foreign keys ask for; the rows of each are one executemany.
_STATEMENTS = {
    "new_items": insert(Item).values(item_id=_ID),
    "changed_items": update(Item).where(Item.item_id == _ID),
    "other_sources": update(Item).where(Item.item_id == _ID),
    "new_sets": insert(ItemSet).values(item_id=_ID, set_id=_SET),
    "changed_sets": update(ItemSet).where(ItemSet.item_id == _ID, ItemSet.set_id == _SET),
    "new_records": insert(Record).values(item_id=_ID, metadata_prefix=_PREFIX),
    "changed_records": update(Record).where(
        Record.item_id == _ID, Record.metadata_prefix == _PREFIX
    ),
    "unlisted": delete(SetRecord).where(
        SetRecord.set_id == _SET,
        SetRecord.metadata_prefix == _PREFIX,
        SetRecord.datestamp == _DATESTAMP,
        SetRecord.item_id == _ID,
    ),
    "listed": insert(SetRecord).values(
        set_id=_SET, metadata_prefix=_PREFIX, datestamp=_DATESTAMP, item_id=_ID
    ),
}
