"""How many records a list has, kept as they are written (docs/adr/0011-list-sizes.md).

Every list is cut into stretches by datestamp. Whoever stamps a record counts it out of the stretch
it stood in, and into the one it comes to; a stretch that is full ends with the second in which it
was filled. A size is then a sum of stretches, and what is counted of the two that it cuts.
"""

from collections import Counter
from typing import Any, TypeAlias

from sqlalchemy import (
    BigInteger,
    BindParameter,
    Connection,
    Insert,
    Text,
    bindparam,
    case,
    delete,
    exists,
    func,
    insert,
    literal,
    select,
    update,
)
from sqlalchemy.sql.elements import ColumnElement

from models import ListStretch, Record, SetRecord
from oaipmh.provider.ports import BEGINNING

WHOLE = 0
"""The place of a set's key where the whole repository is meant."""

FULL = 4_000
"""Records after which a stretch ends; what is counted for a list's size is about as much."""

Moves: TypeAlias = Counter[tuple[int, str, int]]
"""By set, metadataPrefix and datestamp: how many records come there, less those that go."""


def write_moves(connection: Connection, moves: Moves, stamp: int) -> None:
    """Count records into the stretches they come to, and out of those they stood in.

    The caller holds the clock's lock, and no record has a datestamp after `stamp`.
    """
    rows: list[dict[str, Any]] = [
        {"in_list": set_id, "of_format": prefix, "datestamp": datestamp, "more": more}
        for (set_id, prefix, datestamp), more in moves.items()
        if more
    ]
    grown = {(row["in_list"], row["of_format"]) for row in rows if row["more"] > 0}
    lists = [{"in_list": set_id, "of_format": prefix} for set_id, prefix in grown]
    fewer = [row for row in rows if row["more"] < 0]
    if lists:
        connection.execute(_BEGIN, lists)
    if rows:
        connection.execute(_COUNT_IN, rows)
    if fewer:
        connection.execute(_JOIN_EMPTY, fewer)
    if lists:
        connection.execute(
            _END_FULL, [row | {"next_second": stamp + 1, "full": FULL} for row in lists]
        )


def cut_anew(connection: Connection) -> None:
    """Cut every list anew, which reads them all.

    A load that keeps datestamps needs it: what is older than all there is comes to one stretch.
    """
    connection.execute(delete(ListStretch))
    connection.execute(_cut(Record, literal(WHOLE, BigInteger)))
    connection.execute(_cut(SetRecord, SetRecord.set_id.expression))


def _cut(of: type[Record | SetRecord], set_id: ColumnElement[int]) -> Insert:
    """Make the stretches of a table's lists: records of one second are never parted."""
    before = func.rank().over(partition_by=(set_id, of.metadata_prefix), order_by=of.datestamp) - 1
    placed = select(
        set_id.label("set_id"), of.metadata_prefix, of.datestamp, (before // FULL).label("place")
    ).subquery()
    columns = placed.c
    first = case((columns.place == 0, literal(BEGINNING)), else_=func.min(columns.datestamp))
    stretches = select(columns.set_id, columns.metadata_prefix, first, func.count()).group_by(
        columns.set_id, columns.metadata_prefix, columns.place
    )
    return insert(ListStretch).from_select(_COLUMNS, stretches)


_COLUMNS = ("set_id", "metadata_prefix", "first", "records")
_SET: BindParameter[int] = bindparam("in_list", type_=BigInteger)
_PREFIX: BindParameter[str] = bindparam("of_format", type_=Text)
_DATESTAMP: BindParameter[int] = bindparam("datestamp", type_=BigInteger)
_NEXT_SECOND: BindParameter[int] = bindparam("next_second", type_=BigInteger)
_MORE: BindParameter[int] = bindparam("more", type_=BigInteger)
_FULL: BindParameter[int] = bindparam("full", type_=BigInteger)
_OF_LIST = (ListStretch.set_id == _SET, ListStretch.metadata_prefix == _PREFIX)
_FIRST = select(func.max(ListStretch.first)).where(*_OF_LIST)
_LAST_STRETCH = ListStretch.first == _FIRST.scalar_subquery()
_OF_DATESTAMP = ListStretch.first == _FIRST.where(ListStretch.first <= _DATESTAMP).scalar_subquery()

_BEGIN = insert(ListStretch).from_select(
    _COLUMNS,
    select(_SET, _PREFIX, literal(BEGINNING), literal(0)).where(~exists().where(*_OF_LIST)),
)
_COUNT_IN = (
    update(ListStretch).where(*_OF_LIST, _OF_DATESTAMP).values(records=ListStretch.records + _MORE)
)
# One that has nothing left in it may as well belong to the stretch before it.
_JOIN_EMPTY = delete(ListStretch).where(
    *_OF_LIST, _OF_DATESTAMP, ListStretch.records == 0, ListStretch.first > BEGINNING
)
_END_FULL = insert(ListStretch).from_select(
    _COLUMNS,
    select(ListStretch.set_id, ListStretch.metadata_prefix, _NEXT_SECOND, literal(0)).where(
        *_OF_LIST, _LAST_STRETCH, ListStretch.records >= _FULL
    ),
)
