"""A process that re-stamps and deletes items, a few each time it is told to.

`python -m tests.support.restamper URL`: a line in, the identifiers it touched out.
"""

import random
import sys

from oaipmh.store import SqlStore
from tests.support.loading import item, load


def main(url: str) -> None:
    """Touch 20 items for each line read."""
    store, chance = SqlStore(url), random.Random(0)
    for turn, _ in enumerate(sys.stdin):
        numbers = chance.sample(range(1000), 20)
        load(store, (item(number, title=f"Turn {turn}") for number in numbers[:15]))
        identifiers = [f"oai:test.example.org:{number}" for number in numbers]
        load(store, ({"identifier": one, "deleted": True} for one in identifiers[15:]))
        print(*identifiers, flush=True)
    store.dispose()


if __name__ == "__main__":
    main(sys.argv[1])
