"""Runs as rows: what each brought, what a whole one has met, and what it has not."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, insert, or_, select, update

from models import Item, ItemSet, Record, Run, RunItem, Set
from oaipmh.ingest.ports import Batch, LeaseLost, Missing, NewRun, Outcome, RunState
from oaipmh.ingest.ports import Run as BegunRun
from oaipmh.ingest.views import RunView
from oaipmh.store.chunks import chunks

DAY_KIND = "api"
"""The kind of the run that a key's single writes of one day are counted in."""

_NOTHING = b""


def begin_run(connection: Connection, run: NewRun, now: int) -> BegunRun:
    """Record a run; the caller holds the clock's lock, so no one else numbers runs meanwhile."""
    run_id = (connection.execute(select(func.max(Run.run_id))).scalar() or 0) + 1
    connection.execute(
        insert(Run).values(
            run_id=run_id,
            kind=run.kind,
            source=run.source,
            source_id=run.source_id,
            options=dict(run.options),
            started=now,
            last_batch=now,
            state=RunState.RUNNING.value,
            position="",
            note="",
            **dict.fromkeys(_COUNTS, 0),
        )
    )
    return BegunRun(run_id, run.source_id, run.whole, run.owner)


def day_run(connection: Connection, source: str, day: str, now: int) -> BegunRun:
    """The run of a key's single writes in a day, begun if it must be.

    It is complete from the first: each of its writes is whole by itself, and none is left open.
    """
    same_day = Run.options["day"].as_string() == day
    found = select(Run.run_id).where(Run.kind == DAY_KIND, Run.source == source, same_day)
    run_id = connection.execute(found).scalar()
    if run_id is not None:
        return BegunRun(run_id, None, whole=False)
    begun = begin_run(connection, NewRun(DAY_KIND, source, options={"day": day}), now)
    complete = update(Run).where(Run.run_id == begun.run_id)
    connection.execute(complete.values(state=RunState.COMPLETE.value))
    return begun


def count_batch(
    connection: Connection, run: BegunRun, batch: Batch, outcomes: Sequence[Outcome], now: int
) -> None:
    """Add a batch to what its run has brought."""
    counts = {outcome.value: outcomes.count(outcome) for outcome in set(outcomes)}
    counts["quarantined"] = len(batch.refused)
    counts["repaired"] = sum(bool(item.repairs) for item in batch.items)
    counts["read"] = len(outcomes) + len(batch.refused)
    connection.execute(
        update(Run)
        .where(Run.run_id == run.run_id)
        .values(
            last_batch=now,
            position=batch.position,
            **{name: _COUNTS[name] + count for name, count in counts.items() if count},
        )
    )


def end_run(connection: Connection, run: BegunRun, state: RunState, note: str, now: int) -> None:
    """Record how a run ended."""
    ending = {"state": state.value, "ended": now, "note": note}
    connection.execute(update(Run).where(Run.run_id == run.run_id).values(**ending))


def note_met(connection: Connection, run: BegunRun, item_ids: Sequence[int]) -> None:
    """Remember that a whole run has met these items."""
    wanted = set(item_ids)
    for some in chunks(sorted(wanted)):
        wanted -= set(
            connection.execute(
                select(RunItem.item_id).where(
                    RunItem.run_id == run.run_id, RunItem.item_id.in_(some)
                )
            ).scalars()
        )
    if wanted:
        rows = [{"run_id": run.run_id, "item_id": item_id} for item_id in sorted(wanted)]
        connection.execute(insert(RunItem), rows)


def count_missing(connection: Connection, run: BegunRun, set_spec: str | None) -> Missing:
    """How many items of the run's source, or of a set of it, the run has not met."""
    present = select(func.count()).select_from(Item).where(*_present(run, set_spec))
    missing = present.where(*_not_met(connection, run))
    return Missing(
        connection.execute(missing).scalar_one(), connection.execute(present).scalar_one()
    )


def list_missing(
    connection: Connection, run: BegunRun, set_spec: str | None, after: str, limit: int
) -> Sequence[str]:
    """Identifiers of items that a whole run has not met, in order, the first beyond `after`."""
    return (
        connection.execute(
            select(Item.identifier)
            .where(*_present(run, set_spec), *_not_met(connection, run), Item.identifier > after)
            .order_by(Item.identifier)
            .limit(limit)
        )
        .scalars()
        .all()
    )


def still_missing(
    connection: Connection, run: BegunRun, set_spec: str | None, identifiers: Sequence[str]
) -> set[str]:
    """Those of the items that the run still has not met, as this transaction sees it."""
    conditions = (*_present(run, set_spec), *_not_met(connection, run))
    return {
        identifier
        for some in chunks(identifiers)
        for identifier in connection.execute(
            select(Item.identifier).where(Item.identifier.in_(some), *conditions)
        ).scalars()
    }


def list_runs(connection: Connection, limit: int, source_id: int | None = None) -> list[RunView]:
    """The latest runs, the newest first; of one source, if it is given."""
    statement = select(Run).order_by(Run.run_id.desc()).limit(limit)
    if source_id is not None:
        statement = statement.where(Run.source_id == source_id)
    return [_view(row._mapping) for row in connection.execute(statement)]  # noqa: SLF001


def find_run(connection: Connection, run_id: int) -> RunView | None:
    """One run; None when there is none of that number."""
    row = connection.execute(select(Run).where(Run.run_id == run_id)).first()
    return None if row is None else _view(row._mapping)  # noqa: SLF001


def _view(row: Any) -> RunView:  # noqa: ANN401 - a row's mapping
    return RunView(
        **{name: row[name] for name in RunView.__slots__ if name != "counts"},
        counts={name: row[name] for name in _COUNTS},
    )


def _present(run: BegunRun, set_spec: str | None) -> list[ColumnElement[bool]]:
    """Items of the run's source that are not deleted: all, or those in a set or below it."""
    conditions = [
        Item.digest != _NOTHING,
        Item.source_id.is_(None) if run.source_id is None else Item.source_id == run.source_id,
    ]
    if set_spec is not None:
        # A range, for LIKE knows no capital letters on SQLite: `;` comes after `:`.
        below = and_(Set.set_spec >= f"{set_spec}:", Set.set_spec < f"{set_spec};")
        within = or_(Set.set_spec == set_spec, below)
        members = (
            select(ItemSet.item_id)
            .join_from(ItemSet, Set, ItemSet.set_id == Set.set_id)
            .where(within, ItemSet.assigned, ItemSet.current)
        )
        conditions.append(Item.item_id.in_(members))
    return conditions


def _not_met(connection: Connection, run: BegunRun) -> list[ColumnElement[bool]]:
    """Neither met, nor written by anyone since the run began: the source may not show that yet."""
    running = (Run.run_id == run.run_id, Run.state == RunState.RUNNING.value)
    started = connection.execute(select(Run.started).where(*running)).scalar()
    if started is None:  # and what it has met may have been forgotten
        raise LeaseLost("this run has been silent for so long that it was given up: run it again")
    met = select(RunItem.item_id).where(
        RunItem.run_id == run.run_id, RunItem.item_id == Item.item_id
    )
    written = select(Record.item_id).where(
        Record.item_id == Item.item_id, Record.datestamp >= started
    )
    return [~met.exists(), ~written.exists()]


_COUNTS = {
    column.key: column
    for column in (
        Run.read,
        Run.created,
        Run.updated,
        Run.unchanged,
        Run.deleted,
        Run.repaired,
        Run.quarantined,
    )
}
