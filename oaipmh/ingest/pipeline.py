"""The pipeline: a stream of incoming things becomes stored items, in batches, with flat memory.

read = created + updated + unchanged + deleted + quarantined: nothing vanishes. Each batch is one
transaction, so a run that is killed has lost nothing that it counted, and running it again finds
what it had stored unchanged.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from oaipmh.crosswalks import Crosswalk
from oaipmh.ingest.clean import CleanItem, Refused, clean
from oaipmh.ingest.ports import ItemStore, Outcome, PreparedItem, QuarantineEntry
from oaipmh.ingest.render import prepare
from oaipmh.metadata.text import clean_text
from oaipmh.protocol.datestamp import format_utc
from oaipmh.protocol.response import SetDescription
from oaipmh.protocol.syntax import is_set_spec
from oaipmh.readers.incoming import Incoming, IncomingItem, IncomingSet, Unreadable

BATCH_ITEMS = 250
_BATCH_BYTES = 2 * 1024 * 1024


@dataclass(slots=True)
class Summary:
    """What a run did, in items. `repaired` counts within the others."""

    read: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    deleted: int = 0
    repaired: int = 0
    quarantined: int = 0


@dataclass(slots=True)
class Pipeline:
    """Takes incoming things in, for one run.

    `on_quarantine` is told of each thing that was refused; `on_batch` after each batch.
    """

    store: ItemStore
    crosswalks: Sequence[Crosswalk]
    keep_datestamps: bool = False
    on_quarantine: Callable[[QuarantineEntry], None] = lambda _: None
    on_batch: Callable[[Summary], None] = lambda _: None
    summary: Summary = field(default_factory=Summary)
    _items: dict[str, PreparedItem] = field(default_factory=dict)
    _sets: list[SetDescription] = field(default_factory=list)
    _refused: list[QuarantineEntry] = field(default_factory=list)
    _bytes: int = 0
    _now: int = 0

    def take(self, source: str, stream: Iterable[Incoming]) -> int:
        """Take in all of a stream; `source` names it for whoever reads the quarantine.

        Returns how many things the stream had, sets and what could not be read among them.
        """
        source = source.encode("utf-8", "backslashreplace").decode()  # a file may be named anything
        count = 0
        for incoming in stream:
            count += 1
            self._take_one(source, incoming)
            waiting = len(self._items) + len(self._sets) + len(self._refused)
            if waiting >= BATCH_ITEMS or self._bytes >= _BATCH_BYTES:
                self.flush()
        self.flush()
        return count

    def flush(self) -> None:
        """Store what waits."""
        if self._sets:
            self.store.write_sets(self._sets)
        if self._items:
            self._count(self.store.write_items(list(self._items.values())))
        if self._refused:
            self.store.write_quarantine(self._refused)
        for waiting in (self._sets, self._items, self._refused):
            waiting.clear()
        self._bytes = self._now = 0
        self.on_batch(self.summary)

    def _count(self, outcomes: Iterable[Outcome]) -> None:
        for outcome, count in Counter(outcomes).items():
            setattr(self.summary, outcome.value, getattr(self.summary, outcome.value) + count)

    def _take_one(self, source: str, incoming: Incoming) -> None:
        if isinstance(incoming, IncomingSet):
            self._take_set(source, incoming)
            return
        self.summary.read += 1
        self._bytes += len(incoming.raw)
        if isinstance(incoming, Unreadable):
            self._refuse(source, incoming.position, incoming.reason, incoming.raw)
            return
        try:
            self._take_item(incoming)
        except Refused as refused:
            self._refuse(source, incoming.position, str(refused), incoming.raw)

    def _take_item(self, incoming: IncomingItem) -> None:
        item = clean(incoming, keep_datestamp=self.keep_datestamps)
        self._refuse_future(item)
        if item.identifier in self._items:  # a later version of it: one batch, one version
            self.flush()
        self._items[item.identifier] = prepare(item, self.crosswalks)
        self.summary.repaired += bool(item.repairs)

    def _refuse_future(self, item: CleanItem) -> None:
        if item.datestamp is None:
            return
        self._now = self._now or self.store.now()
        if item.datestamp > self._now:
            kept = format_utc(item.datestamp)
            raise Refused(f"{item.identifier}: the datestamp {kept} is ahead of the clock")

    def _take_set(self, source: str, incoming: IncomingSet) -> None:
        spec = incoming.set_spec.strip()
        if not is_set_spec(spec):
            self.summary.read += 1
            raw = ascii(incoming).encode()
            self._refuse(source, incoming.position, f"{spec!r} is no setSpec", raw)
            return
        name = clean_text(incoming.set_name)[0].strip()
        description = clean_text(incoming.description or "")[0].strip()
        self._sets.append(SetDescription(spec, name, description or None))

    def _refuse(self, source: str, position: str, reason: str, raw: bytes) -> None:
        entry = QuarantineEntry(source, position, reason, raw)
        self._refused.append(entry)
        self.summary.quarantined += 1
        self.on_quarantine(entry)
