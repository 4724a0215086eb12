"""Virtual sets: sets with a rule that says which items are in them (docs/adr/0008).

A writer reads the rules in its own transaction, which holds the clock's lock, and so does whoever
changes one: no item is ever written by a rule that is no longer, or not yet, the set's.
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager

from sqlalchemy import Connection, bindparam, or_, select, update

from models import Item, Set
from oaipmh.ingest.views import Preview, VirtualSet
from oaipmh.metadata.access_rights import description_on
from oaipmh.metadata.description import Description, Statement
from oaipmh.metadata.rule import Rule
from oaipmh.protocol.datestamp import format_utc_day
from oaipmh.store.clock import database_now
from oaipmh.store.known import NO_DIGEST
from oaipmh.store.sets import ensure_sets

_PREVIEW_ITEMS = 1000
_EXAMPLES = 5


def read_virtual_sets(connection: Connection) -> list[VirtualSet]:
    """The virtual sets, as this transaction has them, in the order of their setSpecs."""
    return [
        VirtualSet(
            row.set_id,
            row.set_spec,
            None if row.rule is None else Rule.from_json(row.rule),
            row.applied_to,
        )
        for row in connection.execute(_VIRTUAL_SETS)
    ]


def ruled_sets(virtual_sets: Sequence[VirtualSet], description: Description, day: str) -> set[str]:
    """The setSpecs of those whose rule holds for a description on a day (YYYY-MM-DD)."""
    if not virtual_sets:
        return set()
    read = description_on(day, description)
    return {one.set_spec for one in virtual_sets if one.rule is not None and one.rule.matches(read)}


def set_rule(connection: Connection, set_spec: str, rule: Rule | None) -> None:
    """Give a set another rule, or none, to be applied to all items; the same changes nothing.

    The set is made where it is missing, unless it is to have no rule anyway.
    """
    found = {one.set_spec: one.rule for one in read_virtual_sets(connection)}.get(set_spec)
    if found == rule:
        return
    set_id = ensure_sets(connection, [set_spec])[set_spec]
    content = None if rule is None else rule.to_json()
    connection.execute(update(Set).where(Set.set_id == set_id).values(rule=content, applied_to=0))


def preview_rule(
    snapshot: Callable[[], AbstractContextManager[Connection]],
    rule: Rule,
    on_batch: Callable[[Preview], None],
) -> Preview:
    """What a rule would take in. Each batch is read from a snapshot of its own, and told of."""
    after, found = 0, Preview()
    while True:
        with snapshot() as connection:
            rows = connection.execute(ITEMS, {"after_item": after, "limit": _PREVIEW_ITEMS}).all()
            day = format_utc_day(database_now(connection))
        if not rows:
            return found
        after = rows[-1].item_id
        live = [row for row in rows if row.digest != NO_DIGEST]
        matching = [
            row.identifier
            for row in live
            if rule.matches(description_on(day, described(row.description)))
        ]
        found = Preview(
            found.matching + len(matching),
            found.items + len(live),
            (*found.examples, *matching)[:_EXAMPLES],
        )
        on_batch(found)


def described(statements: Iterable[Iterable[str | None]]) -> Description:
    """The description that a row has."""
    return tuple(map(Statement._make, statements))


_VIRTUAL_SETS = (
    select(Set.set_id, Set.set_spec, Set.rule, Set.applied_to)
    .where(or_(Set.rule.is_not(None), Set.applied_to.is_not(None)))
    .order_by(Set.set_spec)
)
ITEMS = (
    select(Item.item_id, Item.identifier, Item.digest, Item.description)
    .where(Item.item_id > bindparam("after_item"))
    .order_by(Item.item_id)
    .limit(bindparam("limit"))
)
"""The next items, in the order of their keys."""
