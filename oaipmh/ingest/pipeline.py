"""The pipeline: a stream of incoming things becomes stored items, in batches, with flat memory.

Each batch is one transaction, in which the run's counts grow too: a run that is killed has lost
nothing that it counted, and running it again finds what it had stored unchanged.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from oaipmh.crosswalks.formats import Formats
from oaipmh.ingest.clean import CleanItem, Refused, clean
from oaipmh.ingest.naming import name
from oaipmh.ingest.ports import (
    Batch,
    ItemStore,
    Outcome,
    PreparedItem,
    QuarantineEntry,
    Run,
    Summary,
    Unmet,
)
from oaipmh.ingest.render import prepare
from oaipmh.ingest.rendering import not_rendered
from oaipmh.metadata.text import clean_text
from oaipmh.protocol.datestamp import format_utc, format_utc_day
from oaipmh.protocol.response import SetDescription
from oaipmh.protocol.syntax import is_set_spec
from oaipmh.readers.incoming import Incoming, IncomingItem, IncomingSet, Unreadable

BATCH_ITEMS = 250
_BATCH_BYTES = 2 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one thing that came in, told once it is stored."""

    source: str
    position: str
    identifier: str | None
    outcome: Outcome
    reason: str = ""
    repairs: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """Where it stood."""
        return f"{self.source}, {self.position}"


@dataclass(slots=True)
class _Waiting:
    """What has been taken in and waits to be stored."""

    items: dict[str, tuple[str, PreparedItem]] = field(default_factory=dict)
    sets: list[SetDescription] = field(default_factory=list)
    refused: list[QuarantineEntry] = field(default_factory=list)
    met: list[str] = field(default_factory=list)
    position: str = ""
    size: int = 0

    def is_full(self) -> bool:
        count = len(self.items) + len(self.sets) + len(self.refused)
        return count >= BATCH_ITEMS or self.size >= _BATCH_BYTES

    def is_empty(self) -> bool:
        return not (self.items or self.sets or self.refused)


@dataclass(slots=True)
class Pipeline:
    """Takes incoming things in, for one run.

    `domain` names items that come without a URI; `expected` and `unmet` are as in `Batch`.
    `on_result` is told of
    each thing when it is stored, `on_batch` after each batch. `unidentified` counts what was
    refused of which nobody knows whose it is.
    """

    store: ItemStore
    formats: Formats
    run: Run
    domain: str | None = None
    keep_datestamps: bool = False
    expected: Mapping[str, bytes | None] = field(default_factory=dict)
    unmet: Unmet | None = None
    on_result: Callable[[Result], None] = lambda _: None
    on_batch: Callable[[Summary], None] = lambda _: None
    summary: Summary = field(default_factory=Summary)
    unidentified: int = 0
    _waiting: _Waiting = field(default_factory=_Waiting)
    _source: str = ""
    _input_format: str = "auto"
    _now: int = 0

    def take(
        self,
        source: str,
        stream: Iterable[Incoming],
        input_format: str = "auto",
        *,
        progress: Mapping[str, Any] | None = None,
        met: Sequence[str] = (),
    ) -> int:
        """Take in all of a stream; `source` names it for whoever reads the quarantine.

        `progress` and `met` are stored with the last of it; see `Batch`. Returns how many things
        the stream had, sets and what could not be read among them.

        Raises:
            Changed: an item is not as `expected`.
        """
        # A file may be named anything.
        self._source = source.encode("utf-8", "backslashreplace").decode()
        self._input_format = input_format
        count = 0
        for incoming in stream:
            count += 1
            self._take_one(incoming)
            if self._waiting.is_full():
                self._flush()
        if not self._waiting.is_empty() or progress is not None or met:
            self._flush(progress, met)
        return count

    def _flush(self, progress: Mapping[str, Any] | None = None, met: Sequence[str] = ()) -> None:
        """Have stored what waits."""
        waiting, self._waiting, self._now = self._waiting, _Waiting(), 0
        batch = Batch(
            items=[item for _, item in waiting.items.values()],
            sets=waiting.sets,
            refused=waiting.refused,
            position=waiting.position,
            met=[*waiting.met, *met],
            expected=self.expected,
            progress=progress,
            unmet=self.unmet,
        )
        self._tell(waiting, self.store.write_batch(self.run, batch))

    def _tell(self, waiting: _Waiting, outcomes: Sequence[Outcome]) -> None:
        for (position, item), outcome in zip(waiting.items.values(), outcomes, strict=True):
            self.summary.count(outcome)
            self.summary.repaired += bool(item.repairs)
            self.on_result(
                Result(self._source, position, item.identifier, outcome, repairs=item.repairs)
            )
        for entry in waiting.refused:
            self.summary.count(Outcome.QUARANTINED)
            refused = (entry.position, entry.identifier, Outcome.QUARANTINED, entry.reason)
            self.on_result(Result(entry.source, *refused))
        self.on_batch(self.summary)

    def _take_one(self, incoming: Incoming) -> None:
        self._waiting.position = f"{self._source}, {incoming.position}"
        if isinstance(incoming, IncomingSet):
            self._take_set(incoming)
            return
        self._waiting.size += len(incoming.raw)
        if isinstance(incoming, Unreadable):
            self._refuse(incoming, incoming.reason, incoming.identifier)
            return
        try:
            self._take_item(incoming)
        except Refused as refused:
            self._refuse(incoming, str(refused), refused.identifier)

    def _take_item(self, incoming: IncomingItem) -> None:
        try:
            identifier = name(incoming, self.domain)
        except ValueError as error:
            raise Refused(str(error)) from None
        item = clean(incoming, identifier, keep_datestamp=self.keep_datestamps)
        self._refuse_future(item)
        # A later version, of what was taken or refused: one batch, one version.
        if item.identifier in self._waiting.items or item.identifier in self._waiting.met:
            self._flush()
        self._waiting.items[item.identifier] = (incoming.position, self._prepared(item))

    def _prepared(self, item: CleanItem) -> PreparedItem:
        day = format_utc_day(self._time())
        try:
            return prepare(item, self.formats, day)
        except Exception as error:  # noqa: BLE001 - a fault of a crosswalk: the others must not suffer
            raise Refused(f"{item.identifier} {not_rendered(error)}", item.identifier) from None

    def _refuse_future(self, item: CleanItem) -> None:
        if item.datestamp is None:
            return
        if item.datestamp > self._time():
            kept = format_utc(item.datestamp)
            raise Refused(
                f"{item.identifier}: the datestamp {kept} is ahead of the clock", item.identifier
            )

    def _time(self) -> int:
        """The database's time, asked once a batch."""
        self._now = self._now or self.store.now()
        return self._now

    def _take_set(self, incoming: IncomingSet) -> None:
        spec = incoming.set_spec.strip()
        if not is_set_spec(spec):
            raw = ascii(incoming).encode()
            reason = f"{spec!r} is no setSpec"
            self._refuse(Unreadable(incoming.position, raw, reason, is_item=False), reason)
            return
        set_name = clean_text(incoming.set_name)[0].strip()
        description = clean_text(incoming.description or "")[0].strip()
        self._waiting.sets.append(SetDescription(spec, set_name, description or None))

    def _refuse(
        self, incoming: IncomingItem | Unreadable, reason: str, identifier: str | None = None
    ) -> None:
        place, raw, identifier = (self._source, incoming.position), incoming.raw, identifier or None
        self._waiting.refused.append(
            QuarantineEntry(*place, reason, raw, self._input_format, identifier)
        )
        if identifier is not None:
            self._waiting.met.append(identifier)
        elif isinstance(incoming, IncomingItem) or incoming.is_item:
            self.unidentified += 1
