"""Writing items: compare, stamp, store. Runs inside one short transaction that holds the clock.

Datestamp and deletion belong to the record: an item that enters a format is stamped there, one that
leaves it becomes a tombstone there only, and the other formats' records stay as they are.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import orjson
from sqlalchemy import Connection, func, select

from models import Item
from oaipmh.ingest.ports import Changed, Outcome, PreparedItem, RenderedRecord
from oaipmh.protocol.datestamp import format_utc_day
from oaipmh.protocol.syntax import deepest_sets
from oaipmh.protocol.writer import header_xml
from oaipmh.store.changes import Changes
from oaipmh.store.known import (
    NO_DIGEST,
    Known,
    know_items,
    know_records,
    know_sets,
    same_sets,
)
from oaipmh.store.sets import ensure_sets
from oaipmh.store.virtual_sets import read_virtual_sets, ruled_sets

_UNKNOWN_TOMBSTONE_PREFIX = "oai_dc"
_TOMBSTONE = RenderedRecord(b"", 0)


@dataclass(frozen=True, slots=True)
class _Arrival:
    """An item that comes in, the sets it belongs in now, and what the store has of it."""

    item: PreparedItem
    belongs: set[str]
    stored: Known
    outcome: Outcome

    @property
    def named(self) -> set[str]:
        """The sets that its tombstone is found in, now or later."""
        return self.belongs.union(self.item.set_specs, self.stored.ever)


class ItemWriter:
    """Writes one batch of items, no identifier twice, all stamped alike unless they keep theirs.

    An item is in the sets that its writer assigns, and in those whose rule holds for it.
    `source_id` is the harvested source that owns the items, if any.
    """

    def __init__(self, connection: Connection, stamp: int, source_id: int | None = None) -> None:
        self._connection = connection
        self._stamp = stamp
        self._source_id = source_id
        self._day = format_utc_day(stamp)
        self._virtual_sets = read_virtual_sets(connection)
        self._next_id = (connection.execute(_MAX_ITEM_ID).scalar() or 0) + 1

    def write(
        self, items: Sequence[PreparedItem], expected: Mapping[str, bytes | None]
    ) -> tuple[list[Outcome], list[int]]:
        """Store what has changed; say what became of each item, and its key.

        Raises:
            Changed: an item's digest is not the one expected.
        """
        known = know_items(self._connection, [item.identifier for item in items])
        _refuse_unexpected(known, expected)
        know_records(self._connection, known.values())
        know_sets(self._connection, known.values())
        arrivals = [self._arrival(item, known.get(item.identifier)) for item in items]
        self._store(arrivals, known)
        return [one.outcome for one in arrivals], [one.stored.item_id for one in arrivals]

    def _arrival(self, item: PreparedItem, stored: Known | None) -> _Arrival:
        belongs = self._belongs(item)
        outcome = _outcome(item, belongs, stored)
        if stored is None:
            stored = Known(self._next_id, item.identifier, NO_DIGEST)
            self._next_id += 1
        return _Arrival(item, belongs, stored, outcome)

    def _belongs(self, item: PreparedItem) -> set[str]:
        if item.deleted:
            return set()
        return {*item.set_specs, *ruled_sets(self._virtual_sets, item.description, self._day)}

    def _store(self, arrivals: Sequence[_Arrival], known: Mapping[str, Known]) -> None:
        changed = [one for one in arrivals if one.outcome is not Outcome.UNCHANGED]
        changes = Changes(
            ensure_sets(self._connection, {spec for one in changed for spec in one.named})
        )
        for one in arrivals:
            if one.outcome is not Outcome.UNCHANGED:
                kind = "changed_items" if one.item.identifier in known else "new_items"
                changes.item(kind, one.stored, **self._values(one.item))
            elif one.stored.source_id != self._source_id:
                changes.item("other_sources", one.stored, source_id=self._source_id)
        for one in changed:
            assigned = () if one.item.deleted else one.item.set_specs
            changes.sets(one.stored, one.named, current=one.belongs, assigned=assigned)
            # What says the same as before may have records from before its embargo ended.
            if one.item.embargo_end is not None or one.item.digest != one.stored.digest:
                changes.embargo(one.stored, one.item.embargo_end)
            self._add_records(changes, one)
        changes.write(self._connection, self._stamp)

    def _values(self, item: PreparedItem) -> dict[str, object]:
        return {
            "identifier": item.identifier,
            "digest": NO_DIGEST if item.deleted else item.digest,
            "description": orjson.Fragment(item.statements),
            "abouts": [about.decode() for about in item.abouts],
            "repairs": list(item.repairs),
            "source_id": self._source_id,
        }

    def _add_records(self, changes: Changes, one: _Arrival) -> None:
        item, stored = one.item, one.stored
        kept, leaving = set(), stored.live.keys() - item.records.keys()
        if _same_content(item, one.belongs, stored):
            leaving = _live(item, stored).keys() - item.records.keys()
            kept = {prefix for prefix, _ in stored.live.items() & _versions(item).items()}
        entering = item.records.keys() - (kept if item.datestamp is None else set())
        if item.deleted and not stored.datestamps:
            leaving = {_UNKNOWN_TOMBSTONE_PREFIX}
        elif item.deleted and (item.datestamp is not None or not stored.live):
            leaving = set(stored.datestamps)  # tombstones that get another date or set
        for prefix in sorted(entering):
            self._add_record(changes, one, prefix, item.records[prefix])
        for prefix in sorted(leaving):
            self._add_record(changes, one, prefix, _TOMBSTONE)

    def _add_record(
        self, changes: Changes, one: _Arrival, prefix: str, rendered: RenderedRecord
    ) -> None:
        deleted = rendered is _TOMBSTONE
        specs = one.named if deleted else one.belongs
        changes.record(
            one.stored,
            prefix,
            self._stamp if one.item.datestamp is None else one.item.datestamp,
            specs,
            deleted=deleted,
            crosswalk_version=rendered.crosswalk_version,
            header=header_xml(one.item.identifier, deepest_sets(specs), deleted=deleted),
            payload=rendered.payload,
            payload_digest=rendered.payload_digest,
        )


def known_ids(connection: Connection, identifiers: Sequence[str]) -> list[int]:
    """The keys of those items that the store knows."""
    return [one.item_id for one in know_items(connection, identifiers).values()]


def live_identifiers(connection: Connection, identifiers: Sequence[str]) -> set[str]:
    """Those whose items the store has, and not as tombstones."""
    known = know_items(connection, identifiers).values()
    return {one.identifier for one in known if one.digest != NO_DIGEST}


def _refuse_unexpected(known: Mapping[str, Known], expected: Mapping[str, bytes | None]) -> None:
    for identifier, digest in expected.items():
        stored = known.get(identifier)
        if (stored.digest if stored else NO_DIGEST) != (digest or NO_DIGEST):
            raise Changed(identifier)


def _outcome(item: PreparedItem, belongs: set[str], stored: Known | None) -> Outcome:
    if stored is None:
        return Outcome.DELETED if item.deleted else Outcome.CREATED
    if item.deleted:
        same = not stored.live and stored.ever.issuperset(item.set_specs)
        dated = _dated(item, list(stored.datestamps.values()))
        return Outcome.UNCHANGED if same and dated else Outcome.DELETED
    live = _live(item, stored)
    same = _same_content(item, belongs, stored) and live == _versions(item)
    dated = _dated(item, [stored.datestamps[prefix] for prefix in live])
    return Outcome.UNCHANGED if same and dated else Outcome.UPDATED


def _same_content(item: PreparedItem, belongs: set[str], stored: Known) -> bool:
    """Whether it says the same as before, and is in the same sets by their rules of today."""
    return item.digest == stored.digest and same_sets(belongs, stored.current)


def _versions(item: PreparedItem) -> dict[str, int]:
    """The crosswalk version of each record the item should have."""
    return {prefix: rendered.crosswalk_version for prefix, rendered in item.records.items()}


def _live(item: PreparedItem, stored: Known) -> dict[str, int]:
    """The crosswalk version of each live record that whoever writes the item answers for.

    Records of other formats, as one that is no longer served, stay while the item says the same.
    """
    return {prefix: of for prefix, of in stored.live.items() if prefix in item.formats}


def _dated(item: PreparedItem, datestamps: Sequence[int]) -> bool:
    """Whether the datestamps are the one the item wants to keep, if any."""
    return item.datestamp is None or all(one == item.datestamp for one in datestamps)


_MAX_ITEM_ID = select(func.max(Item.item_id))
