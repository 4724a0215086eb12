"""A property that is worked out when it is first asked for, and then kept."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

_Value = TypeVar("_Value")


class kept(Generic[_Value]):  # noqa: N801 - a decorator
    """As `functools.cached_property`, without the lock that Python 3.11 holds meanwhile.

    The lock takes a tenth of the time that an item's records do. Not for what threads share.
    """

    def __init__(self, work_out: Callable[[Any], _Value]) -> None:
        self._work_out = work_out
        self.__doc__ = work_out.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, instance: Any, owner: type | None = None) -> _Value:  # noqa: ANN401 - as above
        value: _Value = self._work_out(instance)
        instance.__dict__[self._name] = value
        return value
