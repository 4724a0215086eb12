"""Runs forgotten after their time, and what killed ones have left; each call is one small step."""

from sqlalchemy import ColumnElement, Connection, Select, delete, exists, func, select, update

from models import Quarantine, Run, RunItem
from oaipmh.ingest.ports import RunState

KEPT_SECONDS = 90 * 86_400
KEPT_RUNS = 100
"""So many of each source, and of each kind that has no source, are kept however old they are."""

KILLED_SECONDS = 7 * 86_400
"""Without a batch for so long, a run is taken for one that was killed."""


def give_up_killed(connection: Connection, now: int) -> None:
    """Record of runs that were killed that they failed: what they have met is of no use to them."""
    killed = update(Run).where(_is_running(), Run.last_batch < now - KILLED_SECONDS)
    ending = {"state": RunState.FAILED.value, "ended": now, "note": "it was killed"}
    connection.execute(killed.values(**ending))


def forget_met(connection: Connection, limit: int) -> int:
    """Forget some of what a run that is over has met; how many, at most `limit`."""
    run_id = connection.execute(_OVER_WITH_ITEMS).scalar()
    if run_id is None:
        return 0
    some = select(RunItem.item_id).where(RunItem.run_id == run_id).limit(limit)
    gone = delete(RunItem).where(RunItem.run_id == run_id, RunItem.item_id.in_(some))
    return connection.execute(gone).rowcount


def old_runs(connection: Connection, now: int, limit: int) -> list[int]:
    """Some runs that are over and may be forgotten: nothing in the quarantine came from them."""
    places = select(Run.run_id, Run.last_batch, Run.state, _PLACE.label("place")).subquery()
    old = select(places.c.run_id).where(
        places.c.place > KEPT_RUNS,
        places.c.last_batch < now - KEPT_SECONDS,
        places.c.state != RunState.RUNNING.value,
    )
    if connection.execute(old.limit(1)).scalar() is None:
        return []
    needed: Select[int | None] = select(Quarantine.run_id).where(Quarantine.run_id.is_not(None))
    unneeded = old.where(places.c.run_id.not_in(needed)).order_by(places.c.run_id).limit(limit)
    return list(connection.execute(unneeded).scalars())


def forget_runs(connection: Connection, run_ids: list[int]) -> None:
    """Forget runs, of which nothing is remembered that they have met."""
    connection.execute(delete(Run).where(Run.run_id.in_(run_ids), ~_HAS_ITEMS))


def _is_running() -> ColumnElement[bool]:
    return Run.state == RunState.RUNNING.value


_PLACE = func.row_number().over(partition_by=[Run.kind, Run.source_id], order_by=Run.run_id.desc())
_HAS_ITEMS = exists(select(RunItem.run_id).where(RunItem.run_id == Run.run_id))
_OVER_WITH_ITEMS = select(Run.run_id).where(~_is_running(), _HAS_ITEMS).limit(1)
