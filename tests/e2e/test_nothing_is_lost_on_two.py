"""Promise 1 on a primary and a standby that lags, catches up, and in the end takes over."""

import random
import threading
from collections.abc import Callable
from typing import Any

import pytest

from tests.support.loading import item, load
from tests.support.mirror import Mirror
from tests.support.replication import wait_until
from tests.support.sites import KILLED_IN_A_READ, Site

pytestmark = pytest.mark.filterwarnings(KILLED_IN_A_READ)

LAG_SECONDS = 2  # by the database's clock: stamps of several seconds are not shown


def change(chance: random.Random, turn: int) -> dict[str, Any]:
    """A new version of an item, or its deletion."""
    number = chance.randrange(20)
    if chance.random() < 0.25:
        return {"identifier": f"oai:test.example.org:{number}", "deleted": True}
    return item(number, title=f"Version {turn}")


class Busy:
    """Threads that do something over and over until they are told to stop."""

    def __init__(self) -> None:
        self._stopped = threading.Event()
        self._threads: list[threading.Thread] = []
        self.failures: list[BaseException] = []

    def start(self, work: Callable[[], None]) -> None:
        """Do it over and over, and remember what went wrong."""

        def loop() -> None:
            try:
                while not self._stopped.is_set():
                    work()
            except BaseException as error:  # noqa: BLE001 - told to the test
                self.failures.append(error)

        self._threads.append(threading.Thread(target=loop))
        self._threads[-1].start()

    def stop(self) -> None:
        """Let all finish what they are at."""
        self._stopped.set()
        for thread in self._threads:
            thread.join()


@pytest.mark.timeout(120)
def test_every_mirror_equals_the_store_whatever_the_standby_did(site: Site) -> None:
    site.replication.wait_for_standby()
    nodes = [site.node(), site.node()]
    pages = ("first", "last")
    mirrors = [Mirror(node.base_url, increment_from=page) for node in nodes for page in pages]
    chance = random.Random(7)

    def write() -> None:
        changes = [change(chance, turn) for turn in range(5)]
        load(site.store, {one["identifier"]: one for one in changes}.values())

    def pass_time() -> None:
        end = site.store.now() + LAG_SECONDS
        wait_until(lambda: site.store.now() >= end, "it lags")

    def lag() -> None:
        site.replication.pause_replay()
        pass_time()

    reading, writing = Busy(), Busy()
    seldom, late = Mirror(nodes[0].base_url), Mirror(nodes[0].base_url)
    harvest_once(seldom)
    for mirror in mirrors:
        reading.start(mirror.harvest)
    writing.start(write)
    try:
        lag()
        site.replication.resume_replay()
        lag()
        writing.stop()
        pass_time()  # what is lost from now on, no later version makes good
        harvest_once(seldom)
        goals = [mirror.harvests + 2 for mirror in mirrors]
        wait_until(lambda: all(map(harvested, mirrors, goals)), "all have harvested")
        site.replication.receive()
        site.replication.primary.kill()
        harvest_once(late)  # from the standby, as far as that shows
        site.replication.resume_replay()
        site.replication.fail_over()
    finally:
        writing.stop()
        reading.stop()
    assert writing.failures == reading.failures == []
    stale = dict(late.records)
    for mirror in (*mirrors, seldom, late):
        harvest_once(mirror)
        assert mirror.records == site.content()
    assert stale != late.records, "it did not lag"


def harvest_once(mirror: Mirror) -> None:
    """Harvest, and hang up: a server waits for no one for long."""
    mirror.harvest()
    mirror.close()


def harvested(mirror: Mirror, goal: int) -> bool:
    """Whether a mirror has come so far."""
    return mirror.harvests >= goal
