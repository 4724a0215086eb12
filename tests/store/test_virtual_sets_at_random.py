"""Whatever is written, whatever rules change, in whatever order: who belongs in a set is in it.

And a harvester of the set, a page at a time between all that, ends with every current member in its
current version and with no undeleted copy of a deleted item.
"""

import random
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oaipmh.metadata.rule import Rule
from oaipmh.store import SqlStore
from oaipmh.store.migrations import migrate
from tests.support.databases import execute
from tests.support.loading import item, load
from tests.support.membership import SetMirror, apply_all, check_membership, listed, rule

Step: TypeAlias = tuple[str, Any]
NUMBERS = range(6)
SPECS = ("a", "a:b", "v", "v:x")
KINDS = ("Article", "Book", "Thesis")
RULES: tuple[Rule | None, ...] = (
    None,
    rule("type is Article"),
    rule("type is not Article"),
    rule("type is Book", "title contains 1", any_of=True),
    rule("license does not exist"),
)

_sets = st.lists(st.sampled_from(SPECS), max_size=2, unique=True)
_item = st.tuples(
    st.sampled_from(NUMBERS), st.sampled_from(KINDS), st.integers(0, 1), _sets.map(tuple)
)
_step: st.SearchStrategy[Step] = st.one_of(
    st.tuples(st.just("write"), _item),
    st.tuples(st.just("delete"), st.sampled_from(NUMBERS)),
    st.tuples(st.just("rule"), st.tuples(st.sampled_from(SPECS), st.sampled_from(RULES))),
    st.tuples(st.just("apply"), st.integers(1, 3)),
    st.tuples(st.just("page"), st.sampled_from(SPECS)),
    st.tuples(st.just("tick"), st.integers(1, 2)),
)


def _write(store: SqlStore, written: tuple[int, str, int, tuple[str, ...]]) -> None:
    number, kind, version, sets = written
    metadata = {"title": f"{kind} {version}", "type": kind}
    load(store, [item(number, *sets, metadata=metadata)])


def _delete(store: SqlStore, number: int) -> None:
    load(store, [{"identifier": f"oai:test.example.org:{number}", "deleted": True}])


_WRITES: dict[str, Callable[[SqlStore, Any], object]] = {
    "write": _write,
    "delete": _delete,
    "rule": lambda store, wanted: store.set_rule(*wanted),
    "apply": lambda store, limit: store.apply_rules(limit),
}


def _run(store: SqlStore, url: str, steps: list[Step]) -> None:
    mirrors = {spec: SetMirror(store, spec) for spec in SPECS}
    for name, what in steps:
        if name == "page":
            mirrors[what].take_page()
        elif name == "tick":  # the clock is ahead of time by then: what matters is that it moves
            execute(url, f"UPDATE clock SET watermark = watermark + {what}")
        else:
            _WRITES[name](store, what)
    apply_all(store, 2)
    check_membership(store, NUMBERS)
    for mirror in mirrors.values():
        mirror.catch_up()
        _check_mirror(store, mirror)


def _check_mirror(store: SqlStore, mirror: SetMirror) -> None:
    members = listed(store, mirror.set_spec)
    for number in NUMBERS:
        found = store.item(f"oai:test.example.org:{number}")
        if found is None:
            assert number not in mirror.held
        elif not found.description:
            assert mirror.held.get(number) is None
        elif number in members:
            assert mirror.held[number] == found.description[0].value


@pytest.fixture(scope="module")
def empty_database() -> Iterator[Path]:
    """An empty, migrated file, to be copied: to migrate one takes longer than an example."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "empty.db"
        migrate(f"sqlite:///{path}")
        yield path


@settings(max_examples=40)
@given(st.lists(_step, min_size=5, max_size=40))
def test_members_and_mirrors_are_right_after_any_steps(
    empty_database: Path, steps: list[Step]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{shutil.copy(empty_database, Path(folder) / 'store.db')}"
        store = SqlStore(url)
        _run(store, url, steps)
        store.dispose()


def test_members_and_mirrors_are_right_on_each_database(store: SqlStore, database_url: str) -> None:
    chance = random.Random(8)
    _run(store, database_url, [_any_step(chance) for _ in range(250)])


def _any_step(chance: random.Random) -> Step:
    sets = tuple(chance.sample(SPECS, chance.randint(0, 2)))
    steps: tuple[Step, ...] = (
        ("write", (chance.choice(NUMBERS), chance.choice(KINDS), chance.randint(0, 1), sets)),
        ("delete", chance.choice(NUMBERS)),
        ("rule", (chance.choice(SPECS), chance.choice(RULES))),
        ("apply", chance.randint(1, 3)),
        ("page", chance.choice(SPECS)),
        ("tick", chance.randint(1, 2)),
    )
    return chance.choice(steps)
