"""Workers share sources: each source, and each host, is one worker's at a time."""

import signal
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from oaipmh.ingest.ports import NewSource
from oaipmh.store import SqlStore
from oaipmh.store.sources import LEASE_SECONDS
from tests.support.answering import Answer
from tests.support.contents import contents
from tests.support.databases import execute
from tests.support.faulty import FaultySource
from tests.support.forked import Forked
from tests.support.killing import Commands, wait_until

DAY = 86_400
_MEETING_SECONDS = 0.03


@dataclass
class Meetings:
    """Holds each request a moment, so that another at the same time must meet it."""

    met: int = 0
    _barrier: threading.Barrier = field(default_factory=lambda: threading.Barrier(2))

    def wait(self) -> None:
        try:
            self._barrier.wait(_MEETING_SECONDS)
        except threading.BrokenBarrierError:
            self._barrier.reset()
        else:
            self.met += 1


@dataclass
class WatchedSource(FaultySource):
    """A source that tells whether requests meet, and may be made to wait at its lists."""

    meetings: Meetings | None = None
    asked: threading.Event = field(default_factory=threading.Event)
    open: threading.Event = field(default_factory=threading.Event)

    def answer(
        self, method: str, query: str, body: bytes = b"", headers: dict[str, str] | None = None
    ) -> Answer:
        if self.meetings is not None:
            self.meetings.wait()
        if "resumptionToken" in query:
            self.asked.set()
            self.open.wait(30)
        return super().answer(method, query, body, headers)


@pytest.fixture
def commands(sqlite_store: SqlStore, sqlite_url: str) -> Commands:
    """Runs commands on the test's own store; tests/store holds leases to both databases."""
    return Commands(sqlite_store, sqlite_url)


@pytest.fixture
def waiting() -> Iterator[WatchedSource]:
    """A source that answers a list's first page, and then waits until it is `open`."""
    source = filled(WatchedSource())
    yield source
    source.open.set()


def filled(source: WatchedSource, name: str = "x", count: int = 12) -> WatchedSource:
    """The source with some records."""
    for number in range(count):
        source.put(f"oai:{name}.org:{number}", f"Title {number}")
    return source


def add(store: SqlStore, base_url: str, name: str = "theirs") -> None:
    """A source that is due now, and then every day."""
    store.add_source(NewSource(name, base_url, every_seconds=DAY))


def test_a_killed_workers_source_is_taken_over_at_once_on_its_machine(
    commands: Commands, sqlite_url: str, waiting: WatchedSource
) -> None:
    with waiting.served() as base_url:
        add(commands.store, base_url)
        with commands.start("worker") as worker:
            assert waiting.asked.wait(60)
            worker.kill()
        waiting.open.set()
        assert commands.finish("worker", "--once") == 0
    assert contents(sqlite_url).keys() == waiting.records.keys()
    assert [run.state for run in commands.runs()] == ["complete", "running"]


def test_a_source_held_on_another_machine_is_taken_over_when_its_lease_is_over(
    commands: Commands, sqlite_url: str, waiting: WatchedSource
) -> None:
    waiting.open.set()
    with waiting.served() as base_url:
        add(commands.store, base_url)
        commands.store.take_lease(1, "another.machine/1/abc")
        assert commands.finish("worker", "--once") == 0
        assert (contents(sqlite_url), waiting.requests) == ({}, [])
        execute(sqlite_url, f"UPDATE sources SET lease_until = lease_until - {LEASE_SECONDS + 1}")
        assert commands.finish("worker", "--once") == 0
    assert contents(sqlite_url).keys() == waiting.records.keys()


def test_a_worker_that_was_out_of_the_world_stores_nothing_more(
    commands: Commands, sqlite_url: str, waiting: WatchedSource
) -> None:
    with waiting.served() as base_url:
        add(commands.store, base_url)
        with commands.start("worker", "--once") as worker:
            assert waiting.asked.wait(60)
            worker.send_signal(signal.SIGSTOP)
            waiting.open.set()
            execute(sqlite_url, "UPDATE sources SET lease_until = 0")
            assert commands.finish("worker", "--once") == 0
            waiting.put("oai:x.org:0", "Changed meanwhile")
            assert commands.finish("sources", "run", "theirs") == 0
            whole = contents(sqlite_url)
            worker.send_signal(signal.SIGCONT)
            assert worker.wait(60) == 0
    assert contents(sqlite_url) == whole
    states = [(run.state, "taken over" in run.note) for run in commands.runs()]
    assert states == [("complete", False), ("complete", False), ("failed", True)]


def test_two_workers_never_ask_one_host_at_once(
    commands: Commands, sqlite_url: str, waiting: WatchedSource
) -> None:
    waiting.meetings = Meetings()
    with waiting.served() as base_url:
        add(commands.store, base_url, "one")
        add(commands.store, f"{base_url}/two", "two")
        workers = [commands.start("worker") for _ in range(2)]
        assert waiting.asked.wait(60)
        asked = len(waiting.requests)
        assert commands.finish("worker", "--once") == 0  # it has nothing to do
        assert len(waiting.requests) == asked
        waiting.open.set()
        wait_until(lambda: [run.state for run in commands.runs()] == ["complete"] * 2)
        stop(workers)
    assert contents(sqlite_url).keys() == waiting.records.keys()
    assert waiting.meetings.met == 0


def test_two_workers_ask_two_hosts_at_once(commands: Commands, sqlite_url: str) -> None:
    meetings = Meetings()
    one, two = (filled(WatchedSource(meetings=meetings), name, 90) for name in ("one", "two"))
    with one.served() as first, two.served() as second:
        add(commands.store, first, "one")
        add(commands.store, second, "two")
        workers = [commands.start("worker") for _ in range(2)]
        assert one.asked.wait(60)
        assert two.asked.wait(60)
        one.open.set()
        two.open.set()
        wait_until(lambda: [run.state for run in commands.runs()] == ["complete"] * 2)
        stop(workers)
    assert contents(sqlite_url).keys() == one.records.keys() | two.records.keys()
    assert meetings.met  # so that the test above can fail


def stop(workers: list[Forked]) -> None:
    """Terminate workers, which end well."""
    for worker in workers:
        worker.terminate()
    assert [worker.wait(60) for worker in workers] == [0] * len(workers)


def test_sigterm_stops_a_worker_and_its_run_says_interrupted(
    commands: Commands, sqlite_url: str, waiting: WatchedSource
) -> None:
    with waiting.served() as base_url:
        add(commands.store, base_url)
        with commands.start("worker") as worker:
            assert waiting.asked.wait(60)
            worker.terminate()
            waiting.open.set()
            assert worker.wait(60) == 0
        (run,) = commands.runs()
        assert (run.state, run.counts["read"]) == ("interrupted", 3)
        (source,) = commands.store.sources()
        assert (source.lease_owner, bool(source.progress)) == (None, True)
        assert commands.finish("sources", "run", "theirs") == 0
    assert contents(sqlite_url).keys() == waiting.records.keys()
    assert len(waiting.requests) < 2 * 7
