"""How lists are told in a sentence."""

from collections.abc import Sequence

_NAMED_AT_MOST = 5


def some_of(names: Sequence[str], count: int | None = None) -> str:
    """The first few names, and how many more there are; of `count`, if these are not all."""
    more = (len(names) if count is None else count) - _NAMED_AT_MOST
    named = ", ".join(names[:_NAMED_AT_MOST])
    return f"{named} and {more} more" if more > 0 else named
