"""Stamping records anew, a short batch at a time (docs/adr/0012): what they say stays as it is.

Each batch is one transaction that holds the clock's lock and says how far it has come in the row of
its run. What is stamped anew is older than the clock was at the beginning: so nothing is stamped
twice, it ends, and killed, it goes on. Two that stamp anew at once share the work.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, select, tuple_, update

from models import Record, Run
from oaipmh.ingest.ports import NewRun, RunState
from oaipmh.protocol.datestamp import format_utc, parse_datestamp
from oaipmh.store.changes import Changes
from oaipmh.store.compiled import Reader
from oaipmh.store.known import Known, know_items, know_records, know_sets
from oaipmh.store.runs import begin_run
from oaipmh.store.sets import ensure_sets
from oaipmh.store.snapshot import NEXT_PREFIX

KIND = "restamp"
GOES_ON_SECONDS = 3600
"""How long after its last batch one that was stopped is gone on with."""

_BEFORE_ALL_KEYS = -1


@dataclass(frozen=True, slots=True)
class Restamping:
    """Records of the datestamps since..until are being stamped anew, in the run of that number."""

    run_id: int
    since: int
    until: int


@dataclass(frozen=True, slots=True)
class Restamped:
    """What a batch did: how many records it stamped, and whether all is done."""

    records: int
    done: bool


@dataclass(frozen=True, slots=True)
class _Place:
    """The last record that has been stamped anew; in the order of the index."""

    metadata_prefix: str
    datestamp: int
    item_id: int

    @classmethod
    def parse(cls, text: str) -> "_Place":
        if not text:
            return cls("", 0, _BEFORE_ALL_KEYS)
        prefix, datestamp, item_id = text.split(" ")
        return cls(prefix, parse_datestamp(datestamp).first, int(item_id))

    def __str__(self) -> str:
        return f"{self.metadata_prefix} {format_utc(self.datestamp)} {self.item_id}"


def begin_restamping(connection: Connection, since: int, now: int) -> Restamping:
    """Begin, or go on with one from the same datestamp that was stopped within the hour.

    An older one may be of another failover, which has taken back what it did.
    """
    unfinished = (
        select(Run.run_id, Run.options)
        .where(
            Run.kind == KIND,
            Run.state != RunState.COMPLETE.value,
            Run.last_batch > now - GOES_ON_SECONDS,
        )
        .order_by(Run.run_id.desc())
    )
    for row in connection.execute(unfinished):
        if row.options["since"] == since:
            return Restamping(row.run_id, since, row.options["until"])
    until = now - 1  # what is stamped now is as new as it would be made
    asked = NewRun(KIND, f"since {format_utc(since)}", options={"since": since, "until": until})
    return Restamping(begin_run(connection, asked, now).run_id, since, until)


def restamp_batch(connection: Connection, task: Restamping, stamp: int, limit: int) -> Restamped:
    """Stamp the next records anew."""
    its_run = Run.run_id == task.run_id
    text = connection.execute(select(Run.position).where(its_run)).scalar_one()
    rows = _next_rows(connection, task, _Place.parse(text), limit)
    _stamp(connection, rows, stamp)
    values: dict[str, Any] = {
        "last_batch": stamp,
        "read": Run.read + len(rows),
        "updated": Run.updated + len(rows),
    }
    if rows:
        values["position"] = str(_Place(*rows[-1]))
    else:
        values |= {"state": RunState.COMPLETE.value, "ended": stamp}
    connection.execute(update(Run).where(its_run).values(**values))
    return Restamped(len(rows), done=not rows)


def restamp_items(connection: Connection, identifiers: Sequence[str], stamp: int) -> set[str]:
    """Stamp every record of these items anew; those of them that the store knows."""
    known = know_items(connection, identifiers)
    know_records(connection, known.values())
    rows = [
        _Place(prefix, datestamp, one.item_id)
        for one in known.values()
        for prefix, datestamp in one.datestamps.items()
        if datestamp < stamp
    ]
    _stamp(connection, rows, stamp)
    return set(known)


def _next_rows(
    connection: Connection, task: Restamping, place: _Place, limit: int
) -> Sequence[Any]:
    """Records to be stamped anew, all of one format, from the first beyond the place."""
    prefix: str | None = place.metadata_prefix
    after = (place.datestamp, place.item_id)
    while prefix is not None:
        values = {
            "metadata_prefix": prefix,
            "after_datestamp": after[0],
            "after_key": after[1],
            "last": task.until,
            "limit": limit,
        }
        rows = connection.execute(ROWS, values).all()
        if rows:
            return rows
        prefix = NEXT_PREFIX.value(Reader.over(connection), {"after": prefix})
        after = (task.since, _BEFORE_ALL_KEYS)
    return []


def _stamp(connection: Connection, rows: Sequence[Any], stamp: int) -> None:
    """Give records their datestamp, and the places in the sets' lists that come with it."""
    if not rows:
        return
    items = {row.item_id: Known(row.item_id, "", b"") for row in rows}
    know_records(connection, items.values())
    know_sets(connection, items.values())
    changes = Changes(
        ensure_sets(connection, {spec for one in items.values() for spec in one.ever})
    )
    for row in rows:
        changes.restamped_record(items[row.item_id], row.metadata_prefix, stamp)
    changes.write(connection, stamp)


ROWS = (
    select(Record.metadata_prefix, Record.datestamp, Record.item_id)
    .where(
        Record.metadata_prefix == bindparam("metadata_prefix"),
        tuple_(Record.datestamp, Record.item_id)
        > tuple_(bindparam("after_datestamp"), bindparam("after_key")),
        Record.datestamp <= bindparam("last"),
    )
    .order_by(Record.datestamp, Record.item_id)
    .limit(bindparam("limit"))
)
