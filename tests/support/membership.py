"""Which items are in which sets: as harvesters see it, and as it must be."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from oaipmh.metadata.access_rights import description_on
from oaipmh.metadata.rule import Rule
from oaipmh.protocol.syntax import deepest_sets, set_ancestors
from oaipmh.provider.ports import Selection
from oaipmh.store import SqlStore

_NUMBER = re.compile(rb"<identifier>[^<]*:(\d+)</identifier>")
_SET_SPEC = re.compile(rb"<setSpec>([^<]*)</setSpec>")
_TITLE = re.compile(rb"<dc:title[^>]*>([^<]*)<")
EVER = 2**40


def rule(*conditions: str, any_of: bool = False) -> Rule:
    """A rule of conditions in words."""
    return Rule.parse(conditions, any_of=any_of)


def apply_all(store: SqlStore, limit: int = 250) -> int:
    """Apply the rules until all is done; how many items were stamped."""
    changed = 0
    while True:
        batch = store.apply_rules(limit)
        changed += batch.changed
        if batch.done:
            return changed


def listed(store: SqlStore, set_spec: str | None, prefix: str = "oai_dc") -> dict[int, str]:
    """A list by set: the items' numbers, each with the sets its header shows, or `deleted`."""
    with store.snapshot() as snapshot:
        page = snapshot.page(Selection(prefix, set_spec, 0, EVER), (0, -1), 1000, headers_only=True)
    return dict(_read(one.header) for one in page.records)


def _read(header: bytes) -> tuple[int, str]:
    found = _NUMBER.search(header)
    assert found is not None
    if b'status="deleted"' in header:
        return int(found[1]), "deleted"
    return int(found[1]), b" ".join(_SET_SPEC.findall(header)).decode()


def datestamps(store: SqlStore, number: int) -> dict[str, int]:
    """The datestamp of each of an item's records."""
    found = store.item(f"oai:test.example.org:{number}")
    assert found is not None
    return {one.metadata_prefix: one.datestamp for one in found.records}


def check_membership(store: SqlStore, numbers: Iterable[int], day: str = "1970-01-01") -> None:
    """Each item is in the sets it is assigned to and in those whose rule holds, and listed there.

    A live one in these and those above them, and nowhere else; a deleted one in all it ever was in.
    """
    rules = {one.set_spec: one.rule for one in store.virtual_sets() if one.rule is not None}
    with store.snapshot() as snapshot:
        specs = [one.set_spec for one in snapshot.sets("", 1000)]
    lists = {spec: listed(store, spec) for spec in specs}
    for number in numbers:
        found = store.item(f"oai:test.example.org:{number}")
        if found is None:
            continue
        here = {spec for spec in specs if number in lists[spec]}
        if found.records[0].deleted:
            assert not found.sets
            named = set(found.former_sets)
        else:
            read = description_on(day, found.description)
            ruled = {spec for spec, one in rules.items() if one.matches(read)}
            named = ruled.union(found.assigned_sets)
            assert set(found.sets) == named
        assert here == {above for spec in named for above in set_ancestors(spec)}
        shown = "deleted" if found.records[0].deleted else " ".join(deepest_sets(named))
        assert {lists[spec][number] for spec in here} <= {shown}


@dataclass(slots=True)
class SetMirror:
    """A harvester of one set that takes a page at a time, whatever is written between two.

    `held`: an item's number -> the title of the version it has, or None for a deleted one.
    """

    store: SqlStore
    set_spec: str
    held: dict[int, str | None] = field(default_factory=dict)
    _from: int = 0
    _bound: int | None = None
    _after: tuple[int, int] = (0, -1)

    def take_page(self, limit: int = 2) -> bool:
        """Take the next page of a list, or the first of a new one; whether the list ends there."""
        if self._bound is None:
            self.store.move_clock(opens_list=True)
        with self.store.snapshot() as snapshot:
            if self._bound is None:
                self._bound, self._after = snapshot.watermark, (self._from, -1)
            selection = Selection("oai_dc", self.set_spec, self._from, self._bound)
            page = snapshot.page(selection, self._after, limit, headers_only=False)
        for one in page.records:
            number, shown = _read(one.header)
            title = _TITLE.search(one.payload)
            self.held[number] = title[1].decode() if title and shown != "deleted" else None
            self._after = (one.datestamp, one.key)
        if not page.more:
            self._from, self._bound = self._bound, None
        return not page.more

    def catch_up(self) -> None:
        """End the list that is under way, and take one more."""
        while not self.take_page():
            pass
        while not self.take_page():
            pass
