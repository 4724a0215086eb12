"""What every reader yields: items, sets, and what could not be read. Nothing here is judged yet."""

from dataclasses import dataclass, field
from typing import TypeAlias

from oaipmh.metadata.description import Description


@dataclass(frozen=True, slots=True)
class IncomingItem:
    """An item as its source has it. `raw` is the source's own bytes, kept if it is refused.

    `abouts` are XML documents; `datestamp` is text; `position` says where in the source it stands.
    """

    position: str
    raw: bytes
    identifier: str
    deleted: bool = False
    datestamp: str | None = None
    set_specs: tuple[str, ...] = ()
    description: Description = ()
    abouts: tuple[bytes, ...] = ()
    repairs: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class IncomingSet:
    """A set's name and description; an empty name says nothing of it."""

    position: str
    set_spec: str
    set_name: str
    description: str | None = None


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A piece of the source that no item could be made of, and why."""

    position: str
    raw: bytes
    reason: str


Incoming: TypeAlias = IncomingItem | IncomingSet | Unreadable
