"""The rule of a virtual set: conditions on an item's description, all of which hold, or any.

As JSON: `{"all": [{"property": "type", "operator": "is", "value": "Article"}, …]}`, or `"any"`. As
people write it: `type is Article and issued >= 2015`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from oaipmh.metadata.condition import Condition, RuleError
from oaipmh.metadata.condition_text import parse_condition, write_condition
from oaipmh.metadata.description import Description
from oaipmh.metadata.matching import Test, compile_condition

_ALL, _ANY = "all", "any"


@dataclass(frozen=True, slots=True)
class Rule:
    """Conditions, joined by all or, with `any_of`, by any.

    Raises:
        RuleError: there are none.
    """

    conditions: tuple[Condition, ...]
    any_of: bool = False
    _tests: tuple[Test, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not self.conditions:
            raise RuleError("a rule needs one condition at least, such as 'type is Article'")
        tests = tuple(compile_condition(condition) for condition in self.conditions)
        object.__setattr__(self, "_tests", tests)  # a cache of what the fields say

    def matches(self, description: Description) -> bool:
        """Whether the rule holds for an item of this description."""
        if self.any_of:
            return any(test(description) for test in self._tests)
        return all(test(description) for test in self._tests)

    def __str__(self) -> str:
        """The rule in words."""
        return (" or " if self.any_of else " and ").join(map(write_condition, self.conditions))

    @classmethod
    def parse(cls, conditions: Iterable[str], *, any_of: bool = False) -> "Rule":
        """The rule of conditions in words.

        Raises:
            RuleError: one of them is none.
        """
        return cls(tuple(map(parse_condition, conditions)), any_of)

    def to_json(self) -> dict[str, object]:
        """The rule as JSON has it."""
        conditions = [condition.to_json() for condition in self.conditions]
        return {_ANY if self.any_of else _ALL: conditions}

    @classmethod
    def from_json(cls, content: object) -> "Rule":
        """The rule that JSON has.

        Raises:
            RuleError: it has none.
        """
        if not isinstance(content, dict) or content.keys() not in ({_ALL}, {_ANY}):
            raise RuleError('expected {"all": [conditions]} or {"any": [conditions]}')
        ((joined, conditions),) = content.items()
        if not isinstance(conditions, list):
            raise RuleError(f"{joined}: expected a list of conditions")
        parsed = (_condition(one, f"{joined}[{at}]") for at, one in enumerate(conditions))
        return cls(tuple(parsed), joined == _ANY)


def _condition(content: object, place: str) -> Condition:
    try:
        return Condition.from_json(content)
    except RuleError as error:
        raise RuleError(f"{place}: {error}") from None
