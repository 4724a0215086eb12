"""A condition on a description: a property, an operator, and what to compare with.

Text is compared without regard to case. A property that is an element stands for its refinements
too, as DCMI has it (https://www.dublincore.org/specifications/dublin-core/dcmi-terms/): `date`
finds what is `issued`; a term stands only for itself. How the comparing is done is in
`matching.py`, the form that people write in `condition_text.py`.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from oaipmh.metadata.dublin_core import ELEMENT_OF, suggest_property
from oaipmh.protocol.syntax import XML_ILLEGAL

_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
_KEYS = {"property", "operator", "value"}


class RuleError(ValueError):
    """A rule cannot be understood; the message says which part, and how to mend it."""


class Operator(StrEnum):
    """How a condition compares: with value strings, and some with value URIs."""

    IS = "is"
    IS_NOT = "is not"
    CONTAINS = "contains"
    STARTS_WITH = "starts with"
    HAS_URI = "has uri"
    IN = "in"
    AT_LEAST = ">="
    AT_MOST = "<="
    ABOVE = ">"
    BELOW = "<"
    EXISTS = "exists"
    DOES_NOT_EXIST = "does not exist"


DATE_OPERATORS = (Operator.AT_LEAST, Operator.AT_MOST, Operator.ABOVE, Operator.BELOW)
_OPERATORS = {str(one): one for one in Operator}
_WITHOUT_VALUE = (Operator.EXISTS, Operator.DOES_NOT_EXIST)


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition. `values`: several for `in`, none for the operators of existence, else one.

    Raises:
        RuleError: a part of it is not what it must be.
    """

    property: str
    operator: Operator
    values: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.property not in ELEMENT_OF:
            raise RuleError(
                f"property: {self.property!r} is no Dublin Core element or DCMI term"
                f"{suggest_property(self.property)}"
            )
        self._check_count()
        for value in self.values:
            self._check_value(value)

    def _check_count(self) -> None:
        if self.operator in _WITHOUT_VALUE:
            if self.values:
                raise RuleError(f"value: {str(self.operator)!r} takes none; leave it out")
        elif not self.values:
            raise RuleError(f"value: {str(self.operator)!r} needs one to compare with")
        elif len(self.values) > 1 and self.operator is not Operator.IN:
            raise RuleError(f"value: {str(self.operator)!r} takes one value; several go with 'in'")

    def _check_value(self, value: str) -> None:
        if not value.strip():
            raise RuleError("value: it is empty; 'exists' holds for any value")
        if XML_ILLEGAL.search(value):
            raise RuleError(f"value: {value!r} has a character that no item can have; drop it")
        if self.operator in DATE_OPERATORS and not _DATE.fullmatch(value):
            raise RuleError(
                f"value: {value!r} is no date, and {str(self.operator)!r} compares dates;"
                " write YYYY, YYYY-MM or YYYY-MM-DD"
            )

    def to_json(self) -> dict[str, object]:
        """The condition as JSON has it."""
        content: dict[str, object] = {"property": self.property, "operator": str(self.operator)}
        if self.operator is Operator.IN:
            content["value"] = list(self.values)
        elif self.values:
            content["value"] = self.values[0]
        return content

    @classmethod
    def from_json(cls, content: object) -> "Condition":
        """The condition that JSON has.

        Raises:
            RuleError: it has none.
        """
        if not isinstance(content, dict):
            raise RuleError('expected an object: {"property": …, "operator": …, "value": …}')
        unknown = content.keys() - _KEYS
        if unknown:
            raise RuleError(f"{min(unknown)!r} is no part of a condition; known: {sorted(_KEYS)}")
        name = content.get("property")
        if not isinstance(name, str):
            raise RuleError("property: expected the name of an element or term, such as 'type'")
        return cls(name, _operator(content.get("operator")), _values(content.get("value")))


def _operator(name: object) -> Operator:
    operator = _OPERATORS.get(name) if isinstance(name, str) else None
    if operator is None:
        raise RuleError(f"operator: {name!r} is none; one of: {', '.join(Operator)}")
    return operator


def _values(content: object) -> tuple[str, ...]:
    values = () if content is None else content if isinstance(content, list) else (content,)
    if not all(isinstance(value, str) for value in values):
        raise RuleError("value: expected a text in quotation marks, or a list of such for 'in'")
    return tuple(values)
