"""Applying rules that have changed to the items there are, a short batch at a time (docs/adr/0008).

Each batch is one transaction that holds the clock's lock: it stamps the items whose sets have
changed, and no others, and says in the same transaction how far it has come. Killed, it goes on
from there; two that apply at once share the work.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select, update

from models import Item, Set
from oaipmh.ingest.views import VirtualSet
from oaipmh.protocol.datestamp import format_utc_day
from oaipmh.store.changes import Changes
from oaipmh.store.chunks import chunks
from oaipmh.store.known import NO_DIGEST, Known, know_records, know_sets
from oaipmh.store.sets import ensure_sets
from oaipmh.store.virtual_sets import ITEMS, described, read_virtual_sets, ruled_sets


@dataclass(frozen=True, slots=True)
class Application:
    """What a batch did: items it looked at, and stamped because their sets had changed.

    `set_specs` are the sets whose rules it applied, and none where nothing was left to do.
    `applied_to` is the key of the last item done, of the keys up to `last`.
    """

    set_specs: tuple[str, ...] = ()
    examined: int = 0
    changed: int = 0
    applied_to: int = 0
    last: int = 0
    done: bool = True


def apply_batch(connection: Connection, stamp: int, limit: int) -> Application:
    """Apply all rules to the next items, from the first that some rule is yet to be applied to."""
    virtual_sets = read_virtual_sets(connection)
    waiting = [one for one in virtual_sets if one.applied_to is not None]
    if not waiting:
        return Application()
    after = min(one.applied_to or 0 for one in waiting)
    rows = connection.execute(ITEMS, {"after_item": after, "limit": limit}).all()
    changed = _put_right(connection, stamp, rows, virtual_sets)
    last = connection.execute(_LAST).scalar() or 0
    applied_to = rows[-1].item_id if rows else last
    done = applied_to >= last
    _advance(connection, waiting, None if done else applied_to)
    set_specs = tuple(one.set_spec for one in waiting)
    return Application(set_specs, len(rows), changed, applied_to, last, done)


def _advance(connection: Connection, waiting: list[VirtualSet], applied_to: int | None) -> None:
    """Note how far the rules have come; one that was further on already stays there."""
    behind = [
        one.set_id for one in waiting if applied_to is None or (one.applied_to or 0) < applied_to
    ]
    for some in chunks(behind):
        connection.execute(update(Set).where(Set.set_id.in_(some)).values(applied_to=applied_to))


def _put_right(
    connection: Connection, stamp: int, rows: Sequence[Any], virtual_sets: list[VirtualSet]
) -> int:
    """Put the items into the sets they belong in; how many were stamped for it."""
    day = format_utc_day(stamp)
    found = {row.item_id: Known(row.item_id, row.identifier, row.digest) for row in rows}
    know_sets(connection, found.values())
    wrong = []
    for row in rows:
        known = found[row.item_id]
        belongs = _belongs(known, row.description, virtual_sets, day)
        if belongs != known.current:
            wrong.append((known, belongs))
    know_records(connection, [known for known, _ in wrong])
    named = {spec for known, belongs in wrong for spec in known.ever | belongs}
    changes = Changes(ensure_sets(connection, named))
    changed = sum(changes.move(known, stamp, belongs) for known, belongs in wrong)
    changes.write(connection, stamp)
    return changed


def _belongs(
    known: Known,
    statements: Any,  # noqa: ANN401 - a row's JSON
    virtual_sets: list[VirtualSet],
    day: str,
) -> set[str]:
    """The sets an item belongs in. A deleted one is in none, whatever holds for no description."""
    if known.digest == NO_DIGEST:
        return set()
    return known.assigned | ruled_sets(virtual_sets, described(statements), day)


_LAST = select(func.max(Item.item_id))
