"""The rows that a batch changes, gathered and then written kind by kind.

Whoever gathers them holds the clock's lock, and has read what the store knows of the items.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from models import Embargo, Item, ItemSet, Record, SetRecord
from oaipmh.protocol.syntax import deepest_sets, set_ancestors
from oaipmh.protocol.writer import header_xml
from oaipmh.store.known import Known, same_sets
from oaipmh.store.rows import Model, Rows, delete_rows, insert_rows, update_rows
from oaipmh.store.stretches import WHOLE, Moves, write_moves


@dataclass(slots=True)
class Changes:
    """Rows to be written. `set_ids` has every set that is named, and those above them."""

    set_ids: Mapping[str, int]
    _rows: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    _moves: Moves = field(default_factory=Counter)

    def item(self, kind: str, known: Known, **values: object) -> None:
        """An item's own row: `new_items`, `changed_items` or `other_sources`."""
        self._rows[kind].append({"item_id": known.item_id, **values})

    def embargo(self, known: Known, embargo_end: int | None) -> None:
        """When an item's embargo ends, if that lies ahead."""
        if embargo_end == known.embargo_end:
            return
        if known.embargo_end is not None:
            self._rows["old_embargoes"].append({"item_id": known.item_id})
        if embargo_end is not None:
            self._rows["new_embargoes"].append(
                {"item_id": known.item_id, "embargo_end": embargo_end}
            )

    def sets(
        self,
        known: Known,
        named: Collection[str],
        *,
        current: Collection[str],
        assigned: Collection[str],
    ) -> None:
        """Which of the sets named the item is in now; the others are known for its tombstone."""
        for spec in named:
            self._rows["changed_sets" if spec in known.ever else "new_sets"].append(
                {
                    "item_id": known.item_id,
                    "set_id": self.set_ids[spec],
                    "current": spec in current,
                    "assigned": spec in assigned,
                }
            )

    def move(
        self, known: Known, stamp: int, belongs: set[str], but: AbstractSet[str] = frozenset()
    ) -> bool:
        """Put an item into other sets; whether harvesters see that, and its records are stamped.

        All of them but those of some formats, which are written anyway.
        """
        self.sets(known, known.ever | belongs, current=belongs, assigned=known.assigned)
        if same_sets(known.current, belongs):
            return False
        header = header_xml(known.identifier, deepest_sets(belongs), deleted=False)
        for prefix in sorted(known.live.keys() - but):
            self.stamped_record(known, prefix, stamp, belongs, header=header)
        return True

    def record(
        self, known: Known, prefix: str, stamp: int, specs: Collection[str], **values: object
    ) -> None:
        """A record as it is made or made anew, and its places in the sets' lists."""
        kind = "changed_records" if prefix in known.datestamps else "new_records"
        self._place(kind, known, prefix, stamp, specs, **values)

    def rewritten_record(self, known: Known, prefix: str, **values: object) -> None:
        """A record that is kept in another way, and says the same: it is not stamped."""
        row = {"item_id": known.item_id, "metadata_prefix": prefix}
        self._rows["rewritten_records"].append(row | values)

    def stamped_record(
        self, known: Known, prefix: str, stamp: int, specs: Collection[str], *, header: bytes
    ) -> None:
        """A record that stays what it is, under another datestamp and in other sets."""
        self._place("stamped_records", known, prefix, stamp, specs, header=header)

    def restamped_record(self, known: Known, prefix: str, stamp: int) -> None:
        """A record that stays what it is, under another datestamp, where it stands."""
        specs = known.current if prefix in known.live else known.ever
        self._place("stamped_records", known, prefix, stamp, specs)

    def _place(
        self,
        kind: str,
        known: Known,
        prefix: str,
        stamp: int,
        specs: Collection[str],
        **values: object,
    ) -> None:
        row = {"item_id": known.item_id, "metadata_prefix": prefix, "datestamp": stamp}
        self._rows[kind].append(row | values)
        self._moves[WHOLE, prefix, stamp] += 1
        self._list("listed", known, prefix, stamp, specs)
        if prefix in known.datestamps:
            self._moves[WHOLE, prefix, known.datestamps[prefix]] -= 1
            self._list("unlisted", known, prefix, known.datestamps[prefix], known.ever)

    def _list(
        self, kind: str, known: Known, prefix: str, datestamp: int, specs: Collection[str]
    ) -> None:
        """Put the record into the lists of the sets, or take it out of them."""
        for set_id in self._lists(specs):
            self._rows[kind].append(
                {
                    "set_id": set_id,
                    "metadata_prefix": prefix,
                    "datestamp": datestamp,
                    "item_id": known.item_id,
                }
            )

    def _lists(self, specs: Collection[str]) -> set[int]:
        """The keys of the sets and of all sets above them."""
        return {self.set_ids[above] for spec in specs for above in set_ancestors(spec)}

    def write(self, connection: Connection, stamp: int) -> None:
        """Write them all, in a transaction that stamps with `stamp`."""
        # Not every set an item was ever in lists its record: what goes is counted as it goes.
        if self._rows["unlisted"]:
            self._count(delete_rows(connection, SetRecord, self._rows["unlisted"]), -1)
        for kind, (write_rows, model) in _KINDS.items():
            if self._rows[kind]:
                write_rows(connection, model, self._rows[kind])
        self._count(self._rows["listed"], 1)
        write_moves(connection, self._moves, stamp)

    def _count(self, listed: Rows, more: int) -> None:
        for row in listed:
            self._moves[row["set_id"], row["metadata_prefix"], row["datestamp"]] += more


# In the order that the foreign keys ask for.
_KINDS: dict[str, tuple[Callable[[Connection, Model, Rows], object], Model]] = {
    "old_embargoes": (delete_rows, Embargo),
    "new_items": (insert_rows, Item),
    "changed_items": (update_rows, Item),
    "other_sources": (update_rows, Item),
    "new_embargoes": (insert_rows, Embargo),
    "new_sets": (insert_rows, ItemSet),
    "changed_sets": (update_rows, ItemSet),
    "new_records": (insert_rows, Record),
    "changed_records": (update_rows, Record),
    "stamped_records": (update_rows, Record),
    "rewritten_records": (update_rows, Record),
    "listed": (insert_rows, SetRecord),
}
