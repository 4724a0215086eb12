r"""Conditions as people write them: `type is Article`, `subject contains "open access"`.

A value may stand in quotation marks, and must where it begins with one; `\"` and `\\` stand for the
characters themselves. Those of `in` are parted by commas, in parentheses or not.
"""

import re

from oaipmh.metadata.condition import Condition, Operator, RuleError

_LONGEST_FIRST = sorted(Operator, key=len, reverse=True)
_SYMBOLS = "|".join(one for one in _LONGEST_FIRST if not one[0].isalpha())
_WORDS = "|".join(one.replace(" ", r"\s+") for one in _LONGEST_FIRST if one[0].isalpha())
_CONDITION = re.compile(
    rf"\s*(?P<property>[^\s<>=]+)"
    rf"(?:\s*(?P<symbol>{_SYMBOLS})|\s+(?P<word>{_WORDS})(?!\S))(?P<value>.*)",
    re.IGNORECASE | re.DOTALL,
)
_QUOTED = r'"(?:[^"\\]|\\.)*"'
_ONE_OF = re.compile(rf'\s*({_QUOTED}|[^",]*[^",\s])\s*(?:,|$)', re.DOTALL)
_ESCAPED = re.compile(r'\\(["\\])')
_PLAIN = re.compile(r"[\w./:#-]+")


def parse_condition(text: str) -> Condition:
    """The condition that the text says.

    Raises:
        RuleError: it says none.
    """
    found = _CONDITION.fullmatch(text)
    if found is None:
        raise RuleError(
            f"{text!r} is no condition: write a property, an operator and a value, such as"
            f" 'type is Article'; operators: {', '.join(Operator)}"
        )
    spelled = found["symbol"] or found["word"]
    operator = Operator(" ".join(spelled.lower().split()))
    value = found["value"].strip()
    try:
        values = _parse_list(value) if operator is Operator.IN else _parse_one(value)
        return Condition(found["property"], operator, values)
    except RuleError as error:
        raise RuleError(f"{text!r}: {error}") from None


def write_condition(condition: Condition) -> str:
    """The condition in words; `parse_condition` reads them."""
    values = ", ".join(_write_value(value) for value in condition.values)
    return f"{condition.property} {condition.operator} {values}".rstrip()


def _parse_one(text: str) -> tuple[str, ...]:
    if not text:
        return ()
    if not text.startswith('"'):
        return (text,)
    if not re.fullmatch(_QUOTED, text, re.DOTALL):
        raise RuleError('value: one quotation mark at its end, and \\" for any inside')
    return (_unquoted(text),)


def _parse_list(text: str) -> tuple[str, ...]:
    if text.startswith("(") and text.endswith(")"):
        text = text[1:-1].strip()
    values, place = [], 0
    while place < len(text):
        found = _ONE_OF.match(text, place)
        if found is None:
            raise RuleError('value: a list is parted by commas: Article, "Book, edited"')
        values.append(_unquoted(found[1]))
        place = found.end()
    return tuple(values)


def _unquoted(text: str) -> str:
    return _ESCAPED.sub(r"\1", text[1:-1]) if text.startswith('"') else text


def _write_value(value: str) -> str:
    # Bare, the word would make `is not` of `is`.
    if _PLAIN.fullmatch(value) and value.lower() != "not":
        return value
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
