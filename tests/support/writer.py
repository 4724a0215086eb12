"""A process that writes without pause: `python -m tests.support.writer URL SEED BATCH SECONDS`.

Creates, changes, deletes, revives and moves items between sets at random, so many in each batch.
"""

import random
import sys
import time
from typing import Any

from oaipmh.store import SqlStore
from tests.support.loading import item, load

SETS = ("a", "a:b", "a:b:c", "d", "d:e")


def main(url: str, seed: int, batch: int, seconds: float) -> None:
    """Write until the time is over; each writer has items of its own and some it shares."""
    chance = random.Random(seed)
    store = SqlStore(url)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        numbers = chance.sample(range(seed * 200, seed * 200 + 900), batch)
        load(store, [_change(chance, number) for number in numbers])
    store.dispose()


def _change(chance: random.Random, number: int) -> dict[str, Any]:
    if chance.random() < 0.25:
        return {"identifier": f"oai:test.example.org:{number}", "deleted": True}
    sets = chance.sample(SETS, chance.randint(0, 3))
    return item(number, *sets, title=f"Version {chance.random()}")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4]))
