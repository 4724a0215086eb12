"""Rendering items anew, a short batch at a time (docs/adr/0014).

What the crosswalks of today make of an item is made outside any transaction. The transaction that
holds the clock's lock then writes and stamps the records whose XML is another, of items that nobody
has changed in between; where a whole batch is as it was, there is none.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, update

from models import Embargo
from oaipmh.crosswalks.formats import Formats
from oaipmh.ingest.ports import RenderedRecord
from oaipmh.ingest.render import embargo_ahead, render_records
from oaipmh.ingest.rendering import Change, Comparison, not_rendered
from oaipmh.metadata.description import Description
from oaipmh.protocol.datestamp import format_utc_day
from oaipmh.protocol.syntax import deepest_sets
from oaipmh.protocol.writer import header_xml
from oaipmh.store.changes import Changes
from oaipmh.store.chunks import chunks
from oaipmh.store.known import NO_DIGEST, Known, know_items, know_records, know_sets
from oaipmh.store.renderable import Kept, Read, read_kept
from oaipmh.store.sets import ensure_sets
from oaipmh.store.virtual_sets import described, read_virtual_sets, ruled_sets

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

    @property
    def prefixes(self) -> list[str]:
        """Their metadataPrefixes."""
        return [one.metadata_prefix for one in self.chosen.crosswalks]


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
class _Anew:
    """An item as it is rendered now."""

    item_id: int
    identifier: str
    digest: bytes
    description: Description
    embargo_end: int | None
    records: Mapping[str, RenderedRecord]


class RenderingBatch:
    """The items of a batch, rendered anew: which wait to be written, which failed; the writing."""

    def __init__(self, rendering: Rendering, read: Read) -> None:
        self._rendering = rendering
        self._prefixes = rendering.prefixes
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
        kept = read_kept(connection, self._prefixes, [one.item_id for one in found])
        belongs = self._belongs(connection, stamp, same, found)
        named = {
            spec for one, specs in zip(found, belongs, strict=True) for spec in one.ever | specs
        }
        changes = Changes(ensure_sets(connection, named))
        for anew, one, specs in zip(same, found, belongs, strict=True):
            compared = self._compare(anew, kept)
            self._count(compared)
            changes.embargo(one, self._embargo_end(anew, one))
            if specs != one.current:
                stamped = {prefix for prefix, record in compared.items() if record.is_stamped}
                changes.move(one, stamp, specs, but=stamped)
                one.ever, one.current = one.ever | specs, specs
            for prefix, record in compared.items():
                if record.is_to_be_written:
                    _write_record(changes, one, prefix, stamp, record)
        changes.write(connection, stamp)

    def _belongs(
        self, connection: Connection, stamp: int, same: Sequence[_Anew], found: Sequence[Known]
    ) -> list[set[str]]:
        """The sets that each is in today: rules read of an embargo that has ended, too."""
        if self._rendering.some is not None:
            return [one.current for one in found]
        virtual_sets, day = read_virtual_sets(connection), format_utc_day(stamp)
        return [
            one.assigned
            | (
                ruled_sets(virtual_sets, anew.description, day)
                if anew.digest != NO_DIGEST
                else set()
            )
            for anew, one in zip(same, found, strict=True)
        ]

    def _sort(self, anew: _Anew, row: Any, kept: Kept) -> None:  # noqa: ANN401 - a row
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

    def _compare(self, anew: _Anew, kept: Kept) -> dict[str, Comparison]:
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
        return _Anew(row.item_id, row.identifier, row.digest, (), None, {})
    description = described(row.description)
    resource = formats.resource(row.identifier, description, day)
    abouts = [about.encode() for about in row.abouts]
    return _Anew(
        row.item_id,
        row.identifier,
        row.digest,
        description,
        embargo_ahead(resource),
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


POSTPONE = (
    update(Embargo)
    .where(
        Embargo.item_id.in_(bindparam("item_ids", expanding=True)),
        Embargo.embargo_end <= bindparam("now"),
    )
    .values(embargo_end=bindparam("later"))
)
