"""Promise 1, by whatever steps: slow writers, crosswalks that change, pages between any two.

`make no-loss SECONDS=600` explores for longer.
"""

import os
import random
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oaipmh.crosswalks.formats import Formats
from oaipmh.metadata.resource import Resource
from oaipmh.store import SqlStore
from oaipmh.store.migrations import migrate
from tests.support.interleaving import Follower, SlowStore, Time, contents, judge
from tests.support.loading import item, load
from tests.support.rendering import render_all, telling, title

Step: TypeAlias = tuple[Any, ...]
SECONDS = float(os.environ.get("NO_LOSS_SECONDS", "12"))
EXAMPLES = int(5 * SECONDS)
NUMBERS = range(7)
SPECS = ("a", "a:b", "c")
FOLLOWERS = [(None, False, False), (None, True, True), (None, False, True), ("a", False, False)]

_items = st.lists(
    st.tuples(
        st.sampled_from(NUMBERS),
        st.lists(st.sampled_from(SPECS), max_size=2, unique=True),
        st.booleans(),
    ),
    min_size=1,
    max_size=4,
    unique_by=lambda one: one[0],
)
_step = st.one_of(
    st.tuples(st.just("write"), _items),
    st.tuples(st.just("begin"), _items),
    st.tuples(st.just("render"), st.sampled_from(["", " again", None])),
    st.tuples(st.just("let go")),
    st.tuples(st.just("page"), st.integers(0, len(FOLLOWERS) - 1)),
    st.tuples(st.just("page"), st.integers(0, len(FOLLOWERS) - 1)),
    st.tuples(st.just("tick"), st.integers(1, 2)),
)


class World:
    """One store, its writers and its mirrors; `step` takes a step where it can be taken."""

    def __init__(self, url: str) -> None:
        self.time = Time()
        self.store, self.slow = SqlStore(url), SlowStore(url)
        self.followers = [Follower(*options) for options in FOLLOWERS]
        self._versions = 0

    def step(self, name: str, *what: Any) -> None:
        """Take a step."""
        if name == "tick":
            self.time.now += what[0]
        elif name == "page":
            self.followers[what[0]].take_page(self.store, self.time.now)
        elif name == "let go":
            self.slow.let_go()
        elif self.slow.is_holding:  # others would wait for that one
            pass
        elif name == "render":
            self._render(what[0])
        else:
            items = [self._item(*one) for one in what[0]]
            if name == "begin":
                self.slow.begin(items)
            else:
                load(self.store, items)

    def _render(self, told: str | None) -> None:
        """Let a crosswalk tell more of some items, or leave some of them out of the format."""

        def tell(resource: Resource) -> str | None:
            said = title(resource)
            return said if said[-1] in "02468" or told == "" else told and said + told

        render_all(self.store, Formats([telling("oai_dc", tell, 9)]), limit=3)

    def _item(self, number: int, sets: list[str], deleted: bool) -> dict[str, Any]:
        if deleted:
            return {"identifier": f"oai:test.example.org:{number}", "deleted": True}
        self._versions += 1
        return item(number, *sets, title=f"Version {self._versions}")

    def settle(self) -> None:
        """Let all end, and judge every mirror."""
        self.slow.let_go()
        for follower in self.followers:
            follower.catch_up(self.store, self.time.now)
            judge(follower, contents(self.store, NUMBERS))

    def close(self) -> None:
        """Let go of the database."""
        self.slow.let_go()
        self.slow.dispose()
        self.store.dispose()


def _run(url: str, steps: list[Step]) -> None:
    world = World(url)
    try:
        with world.time.passes():
            world.settle()  # the first list of all is recorded, whatever comes
            for step in steps:
                world.step(*step)
            world.settle()
    finally:
        world.close()


@pytest.fixture(scope="module")
def empty_database() -> Iterator[Path]:
    """An empty, migrated file, to be copied."""
    with tempfile.TemporaryDirectory() as folder:
        migrate(f"sqlite:///{folder}/empty.db")
        yield Path(folder) / "empty.db"


@pytest.mark.timeout(120 + 10 * SECONDS)
@settings(max_examples=EXAMPLES)
@given(st.lists(_step, min_size=5, max_size=40))
def test_every_mirror_equals_the_store_after_any_steps(
    empty_database: Path, steps: list[Step]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        _run(f"sqlite:///{shutil.copy(empty_database, folder)}", steps)


@pytest.mark.timeout(120 + 10 * SECONDS)
def test_every_mirror_equals_the_store_on_each_database(database_url: str) -> None:
    chance = random.Random(4)
    _run(database_url, [_any_step(chance) for _ in range(5 * EXAMPLES)])


def _any_step(chance: random.Random) -> Step:
    items = [
        (number, chance.sample(SPECS, chance.randint(0, 2)), chance.random() < 0.3)
        for number in chance.sample(NUMBERS, chance.randint(1, 4))
    ]
    steps: tuple[Step, ...] = (
        ("write", items),
        ("begin", items),
        ("render", chance.choice(["", " again", None])),
        ("let go",),
        ("page", chance.randrange(len(FOLLOWERS))),
        ("page", chance.randrange(len(FOLLOWERS))),
        ("tick", chance.randint(1, 2)),
    )
    return chance.choice(steps)
