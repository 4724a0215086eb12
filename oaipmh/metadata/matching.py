"""Comparing a description with a condition, made ready once and then run on many items.

Text is compared without regard to case, nor to how accents are encoded (Unicode 3.13, canonical
caseless matching). Dates are compared as W3CDTF (https://www.w3.org/TR/NOTE-datetime), at the
precision that both have: 2015-03 is neither above nor below 2015, so both at least and at most it.
Of an interval or an uncertain date, as EDTF writes them, that is the first date in it.
"""

import operator
import re
from collections.abc import Callable
from functools import cache
from typing import TypeAlias
from unicodedata import normalize

from oaipmh.metadata.condition import Condition, Operator
from oaipmh.metadata.dates import date_of
from oaipmh.metadata.description import Description, Statement
from oaipmh.metadata.dublin_core import ELEMENT_OF

Test: TypeAlias = Callable[[Description], bool]
_StatementTest: TypeAlias = Callable[[Statement], bool]

_NEGATIVE = (Operator.IS_NOT, Operator.DOES_NOT_EXIST)
_DATED = re.compile(r"([0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?)(?:[T ].*)?", re.DOTALL)


def compile_condition(condition: Condition) -> Test:
    """What tells whether the condition holds for a description.

    A positive condition holds where any of the property's values satisfies it, a negative one
    where none does: `type is not Article` holds for an item without a type.
    """
    properties = _covered(condition.property)
    test = _statement_test(condition)
    found = condition.operator not in _NEGATIVE

    def holds(description: Description) -> bool:
        for statement in description:
            if statement[0] in properties and test(statement):  # by place: it is asked most
                return found
        return not found

    return holds


@cache
def _covered(name: str) -> frozenset[str]:
    """The property and, where it is an element, what refines it."""
    return frozenset(one for one, element in ELEMENT_OF.items() if name in (one, element))


def _statement_test(condition: Condition) -> _StatementTest:
    values = frozenset(_fold(value) for value in condition.values)
    match condition.operator:
        case Operator.EXISTS | Operator.DOES_NOT_EXIST:
            return lambda _: True
        case Operator.IS | Operator.IS_NOT | Operator.IN:
            return lambda one: _fold(one.value) in values or _fold(one.uri) in values
        case Operator.HAS_URI:
            return lambda one: _fold(one.uri) in values
        case Operator.CONTAINS:
            (part,) = values
            return lambda one: part in _fold(one.value)
        case Operator.STARTS_WITH:
            start = tuple(values)
            return lambda one: (
                _fold(one.value).startswith(start) or _fold(one.uri).startswith(start)
            )
        case _:
            return _date_test(_COMPARISONS[condition.operator], condition.values[0])


def _date_test(compare: Callable[[str, str], bool], date: str) -> _StatementTest:
    def test(statement: Statement) -> bool:
        found = _DATED.fullmatch(statement.value)
        dated = date_of(statement.value) if found is None else found[1]
        if dated is None:
            return False
        precision = min(len(dated), len(date))
        return compare(dated[:precision], date[:precision])

    return test


def _fold(text: str | None) -> str:
    if text is None:
        return ""
    if text.isascii():
        return text.lower()
    return normalize("NFC", normalize("NFD", text).casefold())


_COMPARISONS: dict[Operator, Callable[[str, str], bool]] = {
    Operator.AT_LEAST: operator.ge,
    Operator.AT_MOST: operator.le,
    Operator.ABOVE: operator.gt,
    Operator.BELOW: operator.lt,
}
