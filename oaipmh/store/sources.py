"""Harvested repositories as rows: what to ask them, where each harvest stands, who holds it."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import ColumnElement, Connection, case, delete, func, insert, select, update

from models import Item, Run, Source
from oaipmh.ingest.ports import LeaseLost, NewSource, RunState
from oaipmh.ingest.views import SourceView

LEASE_SECONDS = 1200
"""How long a source stays its holder's without a sign of life. A request takes less."""

RETRY_SECONDS = 900
"""How long a source that failed is left alone, if its schedule is not shorter."""


class SourceExists(Exception):
    """There is a source of that name already."""


def add_source(connection: Connection, source: NewSource, now: int) -> int:
    """Record a source; the caller holds the clock's lock. Its schedule, if any, begins now.

    Raises:
        SourceExists: there is one of that name.
    """
    if find_source(connection, source.name) is not None:
        raise SourceExists(f"there is a source {source.name!r} already: choose another name")
    last = connection.execute(select(func.max(Source.source_id))).scalar() or 0
    row = insert(Source).values(
        source_id=last + 1,
        name=source.name,
        due=None if source.every_seconds is None else now,
        progress={},
        **_asked(source),
    )
    connection.execute(row)
    return last + 1


def change_source(connection: Connection, known: SourceView, wanted: NewSource, now: int) -> None:
    """Ask a source for something else, or at other times; the caller holds the clock's lock.

    Another list is harvested from its beginning, and a harvest of the old one that is under way
    loses its lease, so that it cannot store its progress as the new one's. Another list or schedule
    begins now.
    """
    values = _asked(wanted)
    is_other_list = _list_of(known) != _list_of(wanted)
    if is_other_list:
        values |= {"progress": {}, "lease_owner": None, "lease_until": None}
    if known.every_seconds != wanted.every_seconds:
        values["due"] = None if wanted.every_seconds is None else now
    elif is_other_list and wanted.every_seconds is not None:
        values["due"] = now
    connection.execute(update(Source).where(Source.source_id == known.source_id).values(**values))


def make_due(connection: Connection, name: str, now: int) -> None:
    """Let the worker harvest a source next, whatever its schedule; no source, no change."""
    connection.execute(update(Source).where(Source.name == name).values(due=now))


def find_source(connection: Connection, name: str) -> SourceView | None:
    """One source; None when there is none of that name."""
    row = connection.execute(_VIEW.where(Source.name == name)).first()
    return None if row is None else SourceView(*row)


def find_source_by_id(connection: Connection, source_id: int) -> SourceView | None:
    """One source; None when it has been removed."""
    row = connection.execute(_VIEW.where(Source.source_id == source_id)).first()
    return None if row is None else SourceView(*row)


def list_sources(connection: Connection) -> list[SourceView]:
    """Every source, by name."""
    return [SourceView(*row) for row in connection.execute(_VIEW.order_by(Source.name))]


def next_due(connection: Connection, now: int, is_gone: Callable[[str], bool]) -> SourceView | None:
    """The source that has been due longest, and whose host nobody harvests; see `take_lease`."""
    held = select(Source.host, Source.lease_owner).where(Source.lease_until > now)
    busy = {host for host, owner in connection.execute(held) if not (owner and is_gone(owner))}
    row = connection.execute(
        _VIEW.where(Source.due <= now, Source.host.not_in(busy)).order_by(Source.due).limit(1)
    ).first()
    return None if row is None else SourceView(*row)


def take_lease(
    connection: Connection, source_id: int, owner: str, now: int, is_gone: Callable[[str], bool]
) -> str | None:
    """Make the source the owner's: None; or whoever harvests its host now.

    `is_gone` knows of holders that are dead for certain. The caller holds the clock's lock.
    """
    host = select(Source.host).where(Source.source_id == source_id).scalar_subquery()
    holders = connection.execute(
        select(Source.lease_owner).where(Source.host == host, Source.lease_until > now)
    ).scalars()
    for holder in holders:
        if holder is not None and holder != owner and not is_gone(holder):
            return holder
    held = {"lease_owner": owner, "lease_until": now + LEASE_SECONDS}
    connection.execute(update(Source).where(Source.source_id == source_id).values(**held))
    return None


def keep_lease(
    connection: Connection,
    source_id: int,
    owner: str,
    now: int,
    progress: dict[str, Any] | None = None,
) -> None:
    """Show a sign of life, and record the progress, if there is some.

    Raises:
        LeaseLost: another has taken the source over.
    """
    values: dict[str, Any] = {"lease_until": now + LEASE_SECONDS}
    if progress is not None:
        values["progress"] = progress
    kept = connection.execute(update(Source).where(*_held(source_id, owner)).values(**values))
    if not kept.rowcount:
        raise LeaseLost("this source has been taken over, changed or removed meanwhile")


def release_lease(
    connection: Connection, source_id: int, owner: str, now: int, ended: RunState
) -> None:
    """Let the source go, due again when its schedule says.

    Sooner when its harvest failed; one that was interrupted is due as it was.
    """
    every = Source.every_seconds
    due: dict[RunState, Any] = {
        RunState.COMPLETE: now + every,
        RunState.FAILED: now + case((every > RETRY_SECONDS, RETRY_SECONDS), else_=every),
    }
    connection.execute(
        update(Source)
        .where(*_held(source_id, owner))
        .values(lease_owner=None, lease_until=None, due=due.get(ended, Source.due))
    )


def release_items(connection: Connection, source_id: int, limit: int) -> int:
    """Make some of a source's items nobody's; how many."""
    some = select(Item.item_id).where(Item.source_id == source_id).limit(limit)
    freed = update(Item).where(Item.item_id.in_(some)).values(source_id=None)
    return connection.execute(freed).rowcount


def remove_source(connection: Connection, source_id: int) -> None:
    """Forget a source; its items must be nobody's. Its runs stay, as nobody's: keys come again."""
    connection.execute(update(Run).where(Run.source_id == source_id).values(source_id=None))
    connection.execute(delete(Source).where(Source.source_id == source_id))


def host_of(base_url: str) -> str:
    """The host, with its port, that answers for a base URL."""
    return urlsplit(base_url).netloc.rpartition("@")[2].lower()


def _asked(source: NewSource) -> dict[str, Any]:
    return {
        "base_url": source.base_url,
        "host": host_of(source.base_url),
        "metadata_prefix": source.metadata_prefix,
        "set_spec": source.set_spec,
        "set_prefix": source.set_prefix,
        "post": source.post,
        "every_seconds": source.every_seconds,
    }


def _list_of(source: SourceView | NewSource) -> tuple[str | None, ...]:
    """What makes a harvest another one: where it has come to means nothing to any other."""
    return source.base_url, source.metadata_prefix, source.set_spec, source.set_prefix


def _held(source_id: int, owner: str) -> list[ColumnElement[bool]]:
    return [Source.source_id == source_id, Source.lease_owner == owner]


_VIEW = select(
    Source.source_id,
    Source.name,
    Source.base_url,
    Source.metadata_prefix,
    Source.set_spec,
    Source.set_prefix,
    Source.post,
    Source.every_seconds,
    Source.due,
    Source.progress,
    Source.lease_owner,
    Source.lease_until,
)
