"""Promise 1 on a primary and a standby that lags, catches up, and in the end takes over."""

import random
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest

from oaipmh.provider.ports import StoreUnavailable
from tests.support.loading import item, load
from tests.support.mirror import Mirror
from tests.support.replication import wait_until
from tests.support.sites import Site

ROUNDS = 6
BATCHES = 4


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
    mirrors = [
        Mirror(node.base_url, increment_from=page) for node in nodes for page in ("first", "last")
    ]
    chance = random.Random(7)
    written: list[int] = []

    def write() -> None:
        # An item once a batch, or the batch were two; what fails is lost to no one.
        batch = {one["identifier"]: one for one in (change(chance, len(written)) for _ in range(5))}
        with suppress(StoreUnavailable):
            load(site.store, batch.values())
            written.append(len(batch))

    def more() -> None:
        goal = len(written) + BATCHES
        wait_until(lambda: len(written) >= goal or bool(busy.failures), "more is written")

    busy = Busy()
    for mirror in mirrors:
        busy.start(mirror.harvest)
    busy.start(write)
    try:
        for _ in range(ROUNDS):
            site.replication.pause_replay()
            more()
            site.replication.resume_replay()
            more()
        site.replication.primary.kill()
        site.replication.fail_over()
        more()
    finally:
        busy.stop()
    assert busy.failures == []
    for mirror in mirrors:
        mirror.harvest()
        mirror.close()
        assert mirror.records == site.content()
        assert mirror.harvests > ROUNDS
