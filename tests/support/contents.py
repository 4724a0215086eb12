"""What a store holds, read behind its back: each item with its state, statements and sets."""

from typing import Any

from sqlalchemy import select

from models import Item, ItemSet, Quarantine, Set
from oaipmh.store.engine import read_engine, reading

Content = dict[str, tuple[tuple[tuple[str, str], ...] | None, frozenset[str]]]
"""Identifier -> (its statements, the sets it was put into); statements of None: deleted."""


def contents(database_url: str) -> Content:
    """All items of a store."""
    sets: dict[str, set[str]] = {}
    rows = _rows(
        database_url,
        select(Item.identifier, Set.set_spec)
        .join_from(ItemSet, Item, ItemSet.item_id == Item.item_id)
        .join(Set, ItemSet.set_id == Set.set_id)
        .where(ItemSet.assigned, ItemSet.current),
    )
    for identifier, set_spec in rows:
        sets.setdefault(identifier, set()).add(set_spec)
    found: Content = {}
    for identifier, digest, description in _rows(
        database_url, select(Item.identifier, Item.digest, Item.description)
    ):
        statements = tuple((statement[0], statement[1]) for statement in description)
        found[identifier] = (statements if digest else None, frozenset(sets.get(identifier, ())))
    return found


def quarantined(database_url: str) -> list[bytes]:
    """The bytes of all that was refused, in order, without the ends of lines."""
    return sorted(raw.rstrip() for (raw,) in _rows(database_url, select(Quarantine.raw)))


def _rows(database_url: str, statement: Any) -> list[Any]:
    engine = read_engine(database_url)
    try:
        with reading(engine) as connection:
            return list(connection.execute(statement).all())
    finally:
        engine.dispose()
