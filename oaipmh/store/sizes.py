"""The size of a list, from its stretches (docs/adr/0011-list-sizes.md).

Whole stretches are summed. Of those that the list's ends cut, what it selects is counted, by the
index: some thousands of records at the most, whatever the size of the list.
"""

from sqlalchemy import BindParameter, Select, bindparam, func, literal, select
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.elements import ColumnElement

from models import ListStretch, Record, Set, SetRecord
from oaipmh.provider.ports import BEGINNING, Selection
from oaipmh.store.compiled import Compiled, Reader
from oaipmh.store.stretches import WHOLE

_NOWHERE = (1, 0)


def list_size(reader: Reader, selection: Selection, watermark: int) -> int:
    """How many records a list selects, where none has a datestamp after the watermark."""
    by_set = selection.set_spec is not None
    wanted = {"set_spec": selection.set_spec, "metadata_prefix": selection.metadata_prefix}
    ends = {"first": selection.first, "last": selection.last}
    low, second, high = ENDS[by_set].row(reader, wanted | ends)
    if low is None or selection.first > selection.last:
        return 0
    cuts_low, cuts_high = selection.first > BEGINNING, selection.last < watermark
    if low == high and (cuts_low or cuts_high):
        parts = {"whole": _NOWHERE, "start": (selection.first, selection.last), "end": _NOWHERE}
    else:
        parts = {
            "whole": (second if cuts_low else low, high - 1 if cuts_high else high),
            "start": (selection.first, second - 1) if cuts_low else _NOWHERE,
            "end": (high, selection.last) if cuts_high else _NOWHERE,
        }
    spans = {
        f"{part}_{end}": value
        for part, span in parts.items()
        for end, value in zip(("first", "last"), span, strict=True)
    }
    return int(SIZES[by_set].value(reader, wanted | spans))


def _in_span(column: InstrumentedAttribute[int], part: str) -> ColumnElement[bool]:
    return column.between(bindparam(f"{part}_first"), bindparam(f"{part}_last"))


def _list_id(*, by_set: bool) -> ColumnElement[int]:
    if not by_set:
        return literal(WHOLE)
    return select(Set.set_id).where(Set.set_spec == bindparam("set_spec")).scalar_subquery()


def _ends(*, by_set: bool) -> Select[int, int, int]:
    """Where the stretches begin that hold the list's ends, and the one after the first of them."""
    column = ListStretch.first
    of_list = (
        ListStretch.set_id == _list_id(by_set=by_set),
        ListStretch.metadata_prefix == _METADATA_PREFIX,
    )
    return select(
        select(func.max(column)).where(*of_list, column <= _FIRST).scalar_subquery(),
        select(func.min(column)).where(*of_list, column > _FIRST).scalar_subquery(),
        select(func.max(column)).where(*of_list, column <= _LAST).scalar_subquery(),
    )


def _size(*, by_set: bool) -> Select[int]:
    list_id = _list_id(by_set=by_set)
    whole = select(func.coalesce(func.sum(ListStretch.records), 0)).where(
        ListStretch.set_id == list_id,
        ListStretch.metadata_prefix == _METADATA_PREFIX,
        _in_span(ListStretch.first, "whole"),
    )
    of = SetRecord if by_set else Record
    counted = select(func.count()).where(of.metadata_prefix == _METADATA_PREFIX)
    if by_set:
        counted = counted.where(SetRecord.set_id == list_id)
    parts = [counted.where(_in_span(of.datestamp, part)) for part in ("start", "end")]
    return select(whole.scalar_subquery() + parts[0].scalar_subquery() + parts[1].scalar_subquery())


_METADATA_PREFIX: BindParameter[str] = bindparam("metadata_prefix")
_FIRST: BindParameter[int] = bindparam("first")
_LAST: BindParameter[int] = bindparam("last")
ENDS = {by_set: Compiled(_ends(by_set=by_set)) for by_set in (False, True)}
SIZES = {by_set: Compiled(_size(by_set=by_set)) for by_set in (False, True)}
