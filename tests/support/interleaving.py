"""A repository in which every step is taken by hand.

Writers wait before they commit, mirrors take a page at a time, and the clock moves when it is told.
"""

import re
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import Connection, event, literal

from oaipmh.ingest.ports import Batch, Outcome, Run
from oaipmh.protocol.datestamp import Granularity, format_utc
from oaipmh.protocol.errors import NoRecordsMatch, NoSetHierarchy
from oaipmh.protocol.request import parse_request
from oaipmh.protocol.response import ListRecords, StoredRecord
from oaipmh.provider.answer import answer
from oaipmh.provider.ports import StoreUnavailable
from oaipmh.store import SqlStore, clock
from tests.support.loading import load
from tests.unit.fakes import repository

_IDENTIFIER = re.compile(rb"<identifier>([^<]*)</identifier>")
_PATIENCE_SECONDS = 60
_REPOSITORY = repository(page_size=2)

Version = tuple[int, bytes | None]
"""A record as a mirror holds it: its datestamp, and its payload, or None for a tombstone."""


class Time:
    """The time of all machines at once."""

    def __init__(self, now: int = 1_800_000_000) -> None:
        self.now = now

    @contextmanager
    def passes(self) -> Iterator[None]:
        """Let the repository clock go by it."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(clock, "_now", lambda _: literal(self.now))
            patch.setattr(clock, "time", SimpleNamespace(time=lambda: self.now))
            yield


class SlowStore(SqlStore):
    """Stamps a batch, and commits it only when it is let go."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self._in_batch = False
        self._stamped, self._free = threading.Event(), threading.Event()
        self._thread: threading.Thread | None = None
        self._failures: list[BaseException] = []
        event.listen(self._writes, "commit", self._hold)

    @property
    def is_holding(self) -> bool:
        """Whether a batch waits."""
        return self._thread is not None

    def begin(self, items: Sequence[dict[str, Any]]) -> None:
        """Write the items, but for the commit."""
        self._stamped.clear()
        self._free.clear()
        self._thread = threading.Thread(target=self._load, args=(items,))
        self._thread.start()
        assert self._stamped.wait(_PATIENCE_SECONDS)
        assert not self._failures, self._failures

    def let_go(self) -> None:
        """Commit what waits."""
        self._free.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        assert not self._failures, self._failures

    def write_batch(self, run: Run, batch: Batch) -> list[Outcome]:
        self._in_batch = True
        try:
            return super().write_batch(run, batch)
        finally:
            self._in_batch = False

    def _load(self, items: Sequence[dict[str, Any]]) -> None:
        try:
            load(self, items)
        except BaseException as error:  # noqa: BLE001 - told to the test, which fails with it
            self._failures.append(error)
        finally:
            self._stamped.set()

    def _hold(self, _: Connection) -> None:
        if self._in_batch:
            self._stamped.set()
            assert self._free.wait(_PATIENCE_SECONDS)


@dataclass
class Follower:
    """A harvester that takes a page at a time, of any node: one full list, and then increments.

    `by_day` makes its `from` a day; `from_last` takes it from the last page's responseDate, and not
    the first's.
    """

    set_spec: str | None = None
    by_day: bool = False
    from_last: bool = False
    records: dict[str, Version] = field(default_factory=dict)
    lists: int = 0
    _from: str | None = None
    _token: str | None = None
    _dates: list[str] = field(default_factory=list)

    def take_page(self, node: SqlStore, now: int) -> bool:
        """Ask for the next page; whether it came."""
        request = parse_request(self._pairs(), Granularity.SECONDS)
        try:
            if request.moves_clock and not node.clock_is_moved(now, opens_list=True):
                node.move_clock(opens_list=True)
            response = answer(request, _REPOSITORY, node, now)
        except StoreUnavailable:
            return False
        self._dates.append(format_utc(response.response_date))
        if isinstance(response.content, ListRecords):
            for record in response.content.records:
                self._take(record)
            position = response.content.position
            self._token = (position.value or None) if position else None
        else:
            (error,) = response.content  # type: ignore[misc]
            assert isinstance(error, NoRecordsMatch | NoSetHierarchy), error
            self._token = None
        if self._token is None:
            self._from = self._dates[-1 if self.from_last else 0]
            self._dates = []
            self.lists += 1
        return True

    def catch_up(self, node: SqlStore, now: int) -> None:
        """End the list that is under way, and take one more, to the end."""
        wanted = self.lists + 2
        while self.lists < wanted:
            assert self.take_page(node, now)

    def _pairs(self) -> list[tuple[str | None, str | None]]:
        verb: tuple[str | None, str | None] = ("verb", "ListRecords")
        if self._token is not None:
            return [verb, ("resumptionToken", self._token)]
        pairs = [verb, ("metadataPrefix", "oai_dc")]
        if self.set_spec is not None:
            pairs.append(("set", self.set_spec))
        if self._from is not None:
            pairs.append(("from", self._from[:10] if self.by_day else self._from))
        return pairs

    def _take(self, record: StoredRecord) -> None:
        found = _IDENTIFIER.search(record.header)
        assert found is not None
        deleted = b'status="deleted"' in record.header
        self.records[found[1].decode()] = (record.datestamp, None if deleted else record.payload)


def contents(store: SqlStore, numbers: Sequence[int]) -> dict[str, tuple[Version, list[str]]]:
    """What the store has of the items: the version of each, and the sets that it is in."""
    found = {}
    for number in numbers:
        item = store.item(f"oai:test.example.org:{number}")
        if item is not None:
            record = item.records[0]
            version = (record.datestamp, None if record.deleted else bytes(record.payload))
            found[item.identifier] = (version, item.sets)
    return found


def judge(follower: Follower, held: dict[str, tuple[Version, list[str]]]) -> None:
    """Hold a mirror to promise 1, whole or by set."""
    if follower.set_spec is None:
        assert follower.records == {name: version for name, (version, _) in held.items()}
        return
    for name, (version, sets) in held.items():
        if any(f"{spec}:".startswith(f"{follower.set_spec}:") for spec in sets):
            assert follower.records.get(name) == version, name
        elif version[1] is None and name in follower.records:
            assert follower.records[name][1] is None, f"{name} was deleted"
