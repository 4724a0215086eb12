"""Lists of values in pieces that every database takes as one statement's parameters."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")
_CHUNK = 500


def chunks(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """Yield the values in pieces of at most 500."""
    for start in range(0, len(values), _CHUNK):
        yield values[start : start + _CHUNK]
