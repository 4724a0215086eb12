"""How far a harvest has come: all that is needed to go on after being stopped at any moment.

It is stored with the items it came with. The times in it are the source's, never ours: selective
harvesting goes by the repository's clock (section 2.7.1 of OAI-PMH 2.0, and the guidelines at
https://www.openarchives.org/OAI/2.0/guidelines-harvester.htm).
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self

from oaipmh.harvester.windows import Window


@dataclass(frozen=True, slots=True)
class Listed:
    """What one list has given so far; a `token` of None is its beginning, or its end."""

    token: str | None = None
    received: int = 0
    distinct: int = 0
    complete_list_size: int | None = None


@dataclass(frozen=True, slots=True)
class InFlight:
    """A harvest that is under way: the windows still to be listed, the first of them begun.

    `answered` is the source's time when the harvest began, in seconds since 1970. `by_day` says
    that the source was found not to take seconds. `restarts` counts lists begun anew since a token
    was dead, `fruitless` windows that were said to hold more and gave nothing new.
    """

    windows: tuple[Window, ...]
    listed: Listed = Listed()
    answered: int | None = None
    by_day: bool = False
    restarts: int = 0
    fruitless: int = 0


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a target has been harvested.

    `from_` is where the next harvest starts, in seconds since 1970; None is the beginning of time.
    `holes` are windows that could not be had: the next harvest tries them first.
    """

    from_: int | None = None
    in_flight: InFlight | None = None
    holes: tuple[Window, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """What JSON can hold of it: everything."""
        return asdict(self)

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> Self:
        """What `to_json` gave, read back."""
        in_flight = content["in_flight"]
        return cls(
            from_=content["from_"],
            in_flight=None if in_flight is None else _in_flight(in_flight),
            holes=_windows(content["holes"]),
        )


def _in_flight(content: Mapping[str, Any]) -> InFlight:
    parts = {"windows": _windows(content["windows"]), "listed": Listed(**content["listed"])}
    return InFlight(**{**content, **parts})


def _windows(content: list[Mapping[str, Any]]) -> tuple[Window, ...]:
    return tuple(Window(**window) for window in content)
