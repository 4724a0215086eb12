"""The ports, implemented in memory: what the provider reads, and what the pipeline writes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from oaipmh.ingest.ports import (
    Batch,
    NewRun,
    Outcome,
    PreparedItem,
    QuarantineEntry,
    Run,
    RunState,
)
from oaipmh.metadata.description import Statement
from oaipmh.protocol.datestamp import Granularity
from oaipmh.protocol.request import Request, parse_request
from oaipmh.protocol.response import MetadataFormat, SetDescription, StoredRecord
from oaipmh.protocol.syntax import deepest_sets, set_ancestors
from oaipmh.protocol.writer import header_xml
from oaipmh.provider.keyring import Keyring, TokenSecret
from oaipmh.provider.ports import ListPage, Selection, StoredItem
from oaipmh.provider.repository import Repository

NOW = 1_704_110_400  # 2024-01-01T12:00:00Z
OAI_DC = MetadataFormat("oai_dc", "http://x.org/dc.xsd", "http://x.org/dc/")
OTHER = MetadataFormat("other", "http://x.org/other.xsd", "http://x.org/other/")


@dataclass(frozen=True)
class FakeRecord:
    """A record; its key is its number, and so is what tells its identifier from others'."""

    key: int
    datestamp: int = NOW - 1000
    sets: tuple[str, ...] = ()
    deleted: bool = False
    metadata_prefix: str = "oai_dc"
    on_the_fly: bool = False

    @property
    def identifier(self) -> str:
        """The item's identifier."""
        return identifier(self.key)

    @property
    def stored(self) -> StoredRecord:
        """The record as bytes."""
        header = header_xml(self.identifier, deepest_sets(set(self.sets)), deleted=self.deleted)
        payload = b"" if self.deleted or self.on_the_fly else b"<metadata><x/></metadata>"
        return StoredRecord(self.datestamp, header, payload, self.key)

    def is_in(self, selection: Selection) -> bool:
        """Whether a list selects it."""
        sets = {above for spec in self.sets for above in set_ancestors(spec)}
        return (
            self.metadata_prefix == selection.metadata_prefix
            and (selection.set_spec is None or selection.set_spec in sets)
            and selection.first <= self.datestamp <= selection.last
        )


def identifier(number: int) -> str:
    """The identifier of a fake record's item."""
    return f"oai:test.example.org:{number}"


@dataclass
class FakeStore:
    """A `ReadStore` that is its own `Snapshot`."""

    records: Sequence[FakeRecord] = ()
    set_specs: Sequence[str] = ()
    without_formats: Sequence[str] = ()
    watermark: int = NOW
    loading: bool = False
    opened: bool = True
    is_local: bool = True
    asked_for: int = 0
    read_items: list[int] = field(default_factory=list)

    @contextmanager
    def snapshot(self, at_least: int = 0) -> Iterator["FakeStore"]:
        """Open one consistent read."""
        self.asked_for = at_least
        yield self

    def clock_is_moved(self, now: int, *, opens_list: bool) -> bool:  # noqa: ARG002 - the port's
        """Whether moving it would change nothing."""
        return self.watermark >= now

    def move_clock(self, *, opens_list: bool) -> int:  # noqa: ARG002 - the port's
        """Nothing moves: a test sets the watermark itself."""
        return self.watermark

    def earliest_datestamp(self) -> int | None:
        """The least datestamp."""
        return min((record.datestamp for record in self.records), default=None)

    def metadata_prefixes(self, identifier: str) -> Sequence[str] | None:
        """The formats of an item; None when it is unknown."""
        found = [one.metadata_prefix for one in self.records if one.identifier == identifier]
        return found if found or identifier in self.without_formats else None

    def record(self, identifier: str, metadata_prefix: str) -> StoredRecord | None:
        """One record."""
        wanted = (identifier, metadata_prefix)
        return next(
            (one.stored for one in self.records if (one.identifier, one.metadata_prefix) == wanted),
            None,
        )

    def has_sets(self) -> bool:
        """Whether there are sets."""
        return bool(self.set_specs)

    def sets(self, after: str, limit: int) -> Sequence[SetDescription]:
        """Sets, in order."""
        beyond = [SetDescription(one, one) for one in sorted(self.set_specs) if one > after]
        return beyond[:limit]

    def count_sets(self) -> int:
        """How many sets there are."""
        return len(self.set_specs)

    def page(
        self, selection: Selection, after: tuple[int, int], limit: int, *, headers_only: bool
    ) -> ListPage:
        """The records that come next."""
        found = sorted(
            (one for one in self._selected(selection) if (one.datestamp, one.key) > after),
            key=lambda one: (one.datestamp, one.key),
        )
        records = [_seen(one.stored, headers_only) for one in found]
        return ListPage(records[:limit], more=len(records) > limit)

    def items(self, keys: Sequence[int]) -> Iterator[StoredItem]:
        """The items of records: the title is all that they have, and a container about it."""
        for key in keys:
            self.read_items.append(key)
            title = Statement("title", f"Item {key}")
            yield StoredItem(identifier(key), (title,), [b"<rights/>"])

    def count(self, selection: Selection) -> int:
        """How many records a list selects."""
        return len(self._selected(selection))

    def _selected(self, selection: Selection) -> list[FakeRecord]:
        return [one for one in self.records if one.is_in(selection)]


def _seen(record: StoredRecord, headers_only: bool) -> StoredRecord:
    return record._replace(payload=b"") if headers_only else record


def repository(
    page_size: int = 3,
    granularity: Granularity = Granularity.SECONDS,
    formats: Iterable[MetadataFormat] = (OAI_DC, OTHER),
) -> Repository:
    """A repository to answer for."""
    return Repository(
        name="Test",
        base_url="http://test.example.org/oai",
        admin_emails=("admin@test.example.org",),
        granularity=granularity,
        page_size=page_size,
        formats={known.metadata_prefix: known for known in formats},
        tokens=Keyring(lambda: [TokenSecret(b"secret")], "test.example.org"),
    )


def asked(
    verb: str, granularity: Granularity = Granularity.SECONDS, /, **arguments: str
) -> Request:
    """A request; `from_` and `set_` are `from` and `set`."""
    pairs = [(name.rstrip("_"), value) for name, value in arguments.items()]
    return parse_request([("verb", verb), *pairs], granularity)


@dataclass
class FakeItemStore:
    """An `ItemStore` that remembers what each call was given, and tells created from unchanged."""

    clock: int = NOW
    batches: list[list[PreparedItem]] = field(default_factory=list)
    set_batches: list[list[SetDescription]] = field(default_factory=list)
    quarantine: list[QuarantineEntry] = field(default_factory=list)
    digests: dict[str, bytes] = field(default_factory=dict)
    ends: list[tuple[RunState, str] | None] = field(default_factory=list)
    met: list[str] = field(default_factory=list)
    progress: Mapping[str, Any] | None = None

    @property
    def items(self) -> dict[str, PreparedItem]:
        """The last version of each item."""
        return {item.identifier: item for batch in self.batches for item in batch}

    def begin_run(self, run: NewRun) -> Run:
        """Remember how each run ends."""
        self.ends.append(None)
        return Run(len(self.ends), run.source_id, run.whole)

    def end_run(self, run: Run, state: RunState, note: str = "") -> None:
        """It is over."""
        self.ends[run.run_id - 1] = (state, note)

    def write_batch(self, run: Run, batch: Batch) -> list[Outcome]:
        """Take items, sets and refusals in."""
        assert run.run_id == len(self.ends)
        identifiers = [item.identifier for item in batch.items]
        assert len(set(identifiers)) == len(identifiers), "the port wants no identifier twice"
        if batch.items:
            self.batches.append(list(batch.items))
        if batch.sets:
            self.set_batches.append(list(batch.sets))
        self.quarantine.extend(batch.refused)
        self.met.extend([*identifiers, *batch.met])
        self.progress = batch.progress
        return [self._outcome(item) for item in batch.items]

    def _outcome(self, item: PreparedItem) -> Outcome:
        before = self.digests.get(item.identifier)
        self.digests[item.identifier] = item.digest
        if item.deleted:
            return Outcome.DELETED
        if before is None:
            return Outcome.CREATED
        return Outcome.UNCHANGED if before == item.digest else Outcome.UPDATED

    def now(self) -> int:
        """The time."""
        return self.clock
