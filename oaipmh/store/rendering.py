"""Rendering items anew, a short batch at a time (docs/adr/0014).

What the crosswalks of today make of an item is made outside any transaction. The transaction that
holds the clock's lock then writes and stamps the records whose XML is another, of items that nobody
has changed in between; where a whole batch is as it was, there is none.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import Connection, Select, bindparam, func, select, update

from models import Embargo, Item, Record
from oaipmh.crosswalks.formats import Formats
from oaipmh.ingest.ports import RenderedRecord
from oaipmh.ingest.render import embargo_ahead, render_records
from oaipmh.ingest.rendering import Change, Comparison, not_rendered
from oaipmh.protocol.datestamp import format_utc_day
from oaipmh.protocol.syntax import deepest_sets
from oaipmh.protocol.writer import header_xml
from oaipmh.store.changes import Changes
from oaipmh.store.chunks import chunks
from oaipmh.store.clock import database_now
from oaipmh.store.known import NO_DIGEST, Known, know_items, know_records, know_sets
from oaipmh.store.sets import ensure_sets
from oaipmh.store.virtual_sets import described

_Kept: TypeAlias = Mapping[tuple[int, str], RenderedRecord]
"""The live records that the store has, by the item's key and the format."""

RETRY_SECONDS = 3600
"""When an item is tried again that could not be rendered when its embargo had ended."""


@dataclass(frozen=True, slots=True)
class Rendering:
    """In which formats items are rendered anew: all of the repository's, or `some` of them."""

    formats: Formats
    some: Collection[str] | None = None

    @property
    def chosen(self) -> Formats:
        """The formats."""
        return self.formats if self.some is None else self.formats.only(self.some)


class Failure(NamedTuple):
    """An item that could not be rendered, since a crosswalk raised what it should not, and why."""

    item_id: int
    identifier: str
    reason: str

    def __str__(self) -> str:
        return f"{self.identifier} {self.reason}"


@dataclass(frozen=True, slots=True)
class Rendered:
    """What a batch did: how many items it looked at, and what became of their records.

    `counts` are by format and change; items that `failed` stay as they were. `rendered_to` is the
    key of the last item, of the keys up to `last`.
    """

    items: int = 0
    counts: Counter[tuple[str, Change]] = field(default_factory=Counter)
    failed: Sequence[Failure] = ()
    rendered_to: int = 0
    last: int = 0

    @property
    def stamped(self) -> int:
        """How many records were stamped."""
        return sum(n for (_, change), n in self.counts.items() if change is not Change.UNCHANGED)

    @property
    def done(self) -> bool:
        """Whether no item is left."""
        return self.rendered_to >= self.last


@dataclass(frozen=True, slots=True)
class Read:
    """A batch of items as they were read, and their records, at a time of the database."""

    now: int
    rows: Sequence[Any]
    kept: _Kept


@dataclass(frozen=True, slots=True)
class _Anew:
    """An item as it is rendered now."""

    item_id: int
    identifier: str
    digest: bytes
    embargo_end: int | None
    records: Mapping[str, RenderedRecord]


def read_items(
    connection: Connection, rendering: Rendering, items: Select[Any], **values: object
) -> Read:
    """The items that a statement finds, with what is kept of their records."""
    rows = connection.execute(items, values).all()
    kept = _read_kept(connection, rendering, [row.item_id for row in rows])
    return Read(database_now(connection), rows, kept)


def last_item(connection: Connection) -> int:
    """The greatest key of an item."""
    return int(connection.execute(_LAST).scalar() or 0)


class RenderingBatch:
    """The items of a batch, rendered anew: which wait to be written, which failed; the writing."""

    def __init__(self, rendering: Rendering, read: Read) -> None:
        self._rendering = rendering
        self._prefixes = [one.metadata_prefix for one in rendering.chosen.crosswalks]
        self.counts: Counter[tuple[str, Change]] = Counter()
        self.waiting: list[_Anew] = []
        self.failed: list[Failure] = []
        day = format_utc_day(read.now)
        for row in read.rows:
            try:
                anew = _render(row, rendering.chosen, day)
            except Exception as error:  # noqa: BLE001 - whatever it is, the others must not suffer
                self.failed.append(Failure(row.item_id, row.identifier, not_rendered(error)))
            else:
                self._sort(anew, row, read.kept)

    def write(self, connection: Connection, stamp: int) -> None:
        """Write what waits, in the transaction that stamps with `stamp`."""
        known = know_items(connection, [anew.identifier for anew in self.waiting])
        # Who has changed an item in between has rendered it, too.
        same = [anew for anew in self.waiting if known[anew.identifier].digest == anew.digest]
        found = [known[anew.identifier] for anew in same]
        know_records(connection, found)
        know_sets(connection, found)
        kept = _read_kept(connection, self._rendering, [one.item_id for one in found])
        named = {spec for one in found for spec in one.ever}
        changes = Changes(ensure_sets(connection, named))
        for anew, one in zip(same, found, strict=True):
            compared = self._compare(anew, kept)
            self._count(compared)
            changes.embargo(one, self._embargo_end(anew, one))
            for prefix, record in compared.items():
                if record.is_to_be_written:
                    _write_record(changes, one, prefix, stamp, record)
        changes.write(connection, stamp)

    def _sort(self, anew: _Anew, row: Any, kept: _Kept) -> None:  # noqa: ANN401 - a row
        """Let an item wait where something is to be written, else count it."""
        compared = self._compare(anew, kept)
        if self._embargo_end(anew, row) != row.embargo_end or any(
            one.is_to_be_written for one in compared.values()
        ):
            self.waiting.append(anew)
        else:
            self._count(compared)

    def _embargo_end(self, anew: _Anew, stored: Any) -> int | None:  # noqa: ANN401 - a row, or Known
        """When the embargo ends that is waited for; none only where all formats know of its end."""
        if anew.embargo_end is not None or self._rendering.some is None:
            return anew.embargo_end
        end: int | None = stored.embargo_end
        return end

    def _compare(self, anew: _Anew, kept: _Kept) -> dict[str, Comparison]:
        """The item's records, as they were and as they are now, by format."""
        return {
            prefix: Comparison(
                kept.get((anew.item_id, prefix)),
                anew.records.get(prefix),
                stays_native=prefix in self._rendering.chosen.native,
            )
            for prefix in self._prefixes
        }

    def _count(self, compared: Mapping[str, Comparison]) -> None:
        self.counts.update(
            (prefix, record.change)
            for prefix, record in compared.items()
            if record.change is not None
        )


def _render(row: Any, formats: Formats, day: str) -> _Anew:  # noqa: ANN401 - a row
    if row.digest == NO_DIGEST:
        return _Anew(row.item_id, row.identifier, row.digest, None, {})
    description = described(row.description)
    resource = formats.resource(row.identifier, description, day)
    abouts = [about.encode() for about in row.abouts]
    return _Anew(
        row.item_id,
        row.identifier,
        row.digest,
        embargo_ahead(description, day),
        render_records(resource, abouts, formats),
    )


def postpone(connection: Connection, failed: Iterable[Failure], stamp: int) -> None:
    """Let items whose embargo has ended be tried again later, unless someone has written them."""
    for some in chunks([one.item_id for one in failed]):
        values = {"item_ids": some, "now": stamp, "later": stamp + RETRY_SECONDS}
        connection.execute(POSTPONE, values)


def _write_record(
    changes: Changes, known: Known, prefix: str, stamp: int, record: Comparison
) -> None:
    made = record.made or RenderedRecord(b"", 0)
    values = {
        "crosswalk_version": made.crosswalk_version,
        "payload": made.payload,
        "payload_digest": made.payload_digest,
    }
    if record.change is Change.UNCHANGED:
        changes.rewritten_record(known, prefix, **values)
        return
    deleted = record.made is None
    specs = known.ever if deleted else known.current
    header = header_xml(known.identifier, deepest_sets(specs), deleted=deleted)
    changes.record(known, prefix, stamp, specs, deleted=deleted, header=header, **values)


def _read_kept(connection: Connection, rendering: Rendering, item_ids: Sequence[int]) -> _Kept:
    prefixes = [one.metadata_prefix for one in rendering.chosen.crosswalks]
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
POSTPONE = (
    update(Embargo)
    .where(
        Embargo.item_id.in_(bindparam("item_ids", expanding=True)),
        Embargo.embargo_end <= bindparam("now"),
    )
    .values(embargo_end=bindparam("later"))
)
_LAST = select(func.max(Item.item_id))
