"""Static repositories: each item once, from the format that says most of it.

https://www.openarchives.org/OAI/2.0/guidelines-static-repository.htm: a file with a section for
each format, so that an item stands there as often as it has formats.
"""

from dataclasses import dataclass, field

from oaipmh.readers.incoming import Incoming, IncomingItem, Unreadable

MAX_HELD_BYTES = 64 * 1024 * 1024


@dataclass(slots=True)
class BestFormats:
    """Holds back items until the sections have been seen, or until they are 64 MB.

    Then the oldest are let go, and an item that comes in a better format later comes again.
    """

    _held: dict[str, tuple[int, IncomingItem | Unreadable]] = field(default_factory=dict)
    _released: dict[str, int] = field(default_factory=dict)
    _bytes: int = 0

    def take(self, incoming: IncomingItem | Unreadable, rank: int) -> list[Incoming]:
        """Hold an item whose format has a rank, 0 the best; return what can be held no longer."""
        identifier = incoming.identifier
        if not identifier:
            return [incoming]
        if self._has_better(identifier, rank):
            return []
        self._hold(identifier, rank, incoming)
        released: list[Incoming] = []
        while self._bytes > MAX_HELD_BYTES:
            released.append(self._release(next(iter(self._held))))
        return released

    def rest(self) -> list[Incoming]:
        """What is still held, in the order it came."""
        return [self._release(identifier) for identifier in list(self._held)]

    def _has_better(self, identifier: str, rank: int) -> bool:
        held = self._held.get(identifier)
        known = self._released.get(identifier) if held is None else held[0]
        return known is not None and known <= rank

    def _hold(self, identifier: str, rank: int, incoming: IncomingItem | Unreadable) -> None:
        if identifier in self._held:
            self._bytes -= len(self._held[identifier][1].raw)
        self._held[identifier] = (rank, incoming)
        self._bytes += len(incoming.raw)

    def _release(self, identifier: str) -> Incoming:
        rank, incoming = self._held.pop(identifier)
        self._released[identifier] = rank
        self._bytes -= len(incoming.raw)
        return incoming
