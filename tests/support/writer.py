"""A process that writes: `python -m tests.support.writer URL SEED BATCH SECONDS HOLD`.

Creates, changes, deletes, revives and moves items between sets at random, so many in each batch.
Each transaction is held open for up to HOLD seconds after it has stamped.
"""

import random
import sys
import time
from typing import Any

from sqlalchemy import event

from oaipmh.store import SqlStore
from tests.support.loading import item, load

SETS = ("a", "a:b", "a:b:c", "d", "d:e")


def main(url: str, seed: int, batch: int, seconds: float, hold: float) -> None:
    """Write until the time is over; each writer has items of its own and some it shares."""
    chance = random.Random(seed)
    store = SqlStore(url)
    event.listen(store._writes, "commit", lambda _: time.sleep(chance.random() * hold))  # noqa: SLF001 - nothing else is slow
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
    url, seed, batch, seconds, hold = sys.argv[1:]
    main(url, int(seed), int(batch), float(seconds), float(hold))
