"""A mirror of our own server has what it has: harvested whole, and then by increments."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from oaipmh.store import SqlStore
from oaipmh.store.engine import write_engine, writing
from oaipmh.store.stretches import cut_anew
from tests.support.databases import advance_clock, execute, migrated_sqlite
from tests.support.killing import Commands
from tests.support.listing import PROVENANCE, Served, served_records
from tests.support.loading import item, load
from tests.support.processes import served
from tests.support.schemas import Schemas
from tests.support.server import RunningServer

Serve = Callable[..., RunningServer]
RIGHTS = (
    '<rights xmlns="http://www.openarchives.org/OAI/2.0/rights/"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    ' xsi:schemaLocation="http://www.openarchives.org/OAI/2.0/rights/'
    ' http://www.openarchives.org/OAI/2.0/rightsManifest.xsd">'
    '<rightsReference ref="http://creativecommons.org/licenses/by/4.0/"/></rights>'
)
COUNT = 40
OLD = "2020-01-01T00:00:00Z"


def identifier(number: int) -> str:
    return f"oai:test.example.org:{number}"


def tombstone(number: int) -> dict[str, Any]:
    return {"identifier": identifier(number), "deleted": True}


def first_items() -> Iterator[dict[str, Any]]:
    """Items in sets above and beside each other, or none; deletions; abouts; text of all planes."""
    sets: tuple[tuple[str, ...], ...] = ((), ("a",), ("a:b",), ("a:b:c", "d"), ("d",))
    for number in range(COUNT):
        if number % 10 == 7:
            yield tombstone(number) | {"datestamp": OLD}
            continue
        made = item(
            number, *sets[number % 5], datestamp=OLD, title=f"Unicode 🎼 & <{number}> e\u0301"
        )
        made["metadata"] |= {
            "creator": [{"value": "Ångström, 𠮷", "lang": "sv"}, "Second, A."],
            "description": ["Two\nlines,\ttabs  and spaces"],
            "issued": [f"20{number:02}-01-02"],
        }
        yield made | ({"about": [RIGHTS]} if number % 4 == 0 else {})


def changes() -> list[dict[str, Any]]:
    """A change, a deletion, a revival, two moves between sets, a new item."""
    return [
        item(1, "a", title="Changed 🐍"),
        tombstone(2),
        item(7, "d", title="Revived"),
        item(3, "a", title="Moved"),
        item(12, title="Out of every set"),
        item(COUNT, "new:set", title="New"),
    ]


@dataclass
class MirrorStore:
    """A store that harvests, and its endpoint."""

    store: SqlStore
    url: str
    server: RunningServer

    def harvest(self, base_url: str, *options: str, code: int = 0) -> None:
        """`oaipmh harvest`."""
        assert Commands(self.store, self.url).finish("harvest", base_url, *options) == code


@pytest.fixture
def new_mirror(tmp_path: Path, serve: Serve) -> Iterator[Callable[[], MirrorStore]]:
    """Makes empty mirrors."""
    stores: list[SqlStore] = []

    def make() -> MirrorStore:
        url = migrated_sqlite(tmp_path / f"mirror{len(stores)}.db")
        stores.append(SqlStore(url))
        return MirrorStore(stores[-1], url, serve(stores[-1], page_size=7))

    yield make
    for store in stores:
        store.dispose()


@dataclass
class OurSource:
    """Our own server in a process of its own, and the store behind it."""

    base_url: str
    store: SqlStore
    url: str

    def records(self, schemas: Schemas, **arguments: str) -> dict[str, Served]:
        """What it serves."""
        return served_records(self.base_url, schemas, **arguments)


@pytest.fixture
def our_source(
    sqlite_store: SqlStore, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Any]:
    """Serves the first items: each in a `with`, under settings by their names."""

    @contextmanager
    def serving(**settings: str) -> Iterator[OurSource]:
        given = {"PAGE_SIZE": "3", **settings}
        for name, value in given.items():
            monkeypatch.setenv(f"OAIPMH_{name}", value)
        load(sqlite_store, first_items(), keep=True)
        with served(sqlite_url) as base_url:
            for name in given:  # the mirror's process is to have none of them
                monkeypatch.delenv(f"OAIPMH_{name}")
            yield OurSource(base_url, sqlite_store, sqlite_url)

    return serving


def require_same(
    mirror: MirrorStore,
    theirs: dict[str, Served],
    schemas: Schemas,
    sets: Callable[[frozenset[str]], frozenset[str]] = lambda specs: specs,
) -> dict[str, Served]:
    """The mirror serves what its source serves, with a provenance more; what it serves."""
    ours = served_records(mirror.server.base_url, schemas)
    assert ours.keys() == theirs.keys()
    for name, record in ours.items():
        assert record.metadata == theirs[name].metadata, name
        assert record.sets == sets(theirs[name].sets), name
        if record.metadata is not None:
            assert len(record.abouts) == 1 + len(theirs[name].abouts)
    return ours


def require_origins(records: dict[str, Served], base_url: str) -> None:
    """Each record says from where it was harvested."""
    for name, record in records.items():
        if record.metadata is not None:
            assert record.origin.findtext(f"{PROVENANCE}baseURL") == base_url
            assert record.origin.findtext(f"{PROVENANCE}identifier") == name


@pytest.mark.parametrize(
    ("granularity", "options"),
    [("seconds", []), ("seconds", ["--post"]), ("day", [])],
    ids=["seconds", "POST", "day"],
)
def test_a_mirror_has_what_its_source_has_and_what_it_changes(
    our_source: Callable[..., Any],
    new_mirror: Callable[[], MirrorStore],
    schemas: Schemas,
    granularity: str,
    options: list[str],
) -> None:
    mirror = new_mirror()
    with our_source(GRANULARITY=granularity) as source:
        mirror.harvest(source.base_url, *options)
        whole = source.records(schemas)
        assert len(whole) == COUNT
        require_origins(require_same(mirror, whole, schemas), source.base_url)
        load(source.store, changes())
        mirror.harvest(source.base_url, *options)
        changed = source.records(schemas)
        assert changed != whole
        require_origins(require_same(mirror, changed, schemas), source.base_url)
    first, second = (run.counts for run in reversed(mirror.store.runs(2)))
    assert first["read"] == COUNT
    assert second["read"] == len(changes())


def test_a_mirror_of_a_set_has_that_set_below_its_prefix(
    our_source: Callable[..., Any], new_mirror: Callable[[], MirrorStore], schemas: Schemas
) -> None:
    def below(specs: frozenset[str]) -> frozenset[str]:
        return frozenset(f"from:us:{spec}" for spec in specs) or frozenset({"from:us"})

    mirror, options = new_mirror(), ("--set", "a", "--set-prefix", "from:us")
    with our_source() as source:
        mirror.harvest(source.base_url, *options)
        theirs = source.records(schemas, set="a")
        assert 0 < len(theirs) < COUNT
        require_same(mirror, theirs, schemas, below)
        load(source.store, [item(3, "a", title="Moved"), tombstone(1), item(2, "d")])
        mirror.harvest(source.base_url, *options)
        theirs = source.records(schemas, set="a")
        ours = served_records(mirror.server.base_url, schemas)
    assert {name: ours[name].metadata for name in theirs} == {
        name: record.metadata for name, record in theirs.items()
    }
    assert ours[identifier(3)].sets == {"from:us:a"}
    assert ours.keys() - theirs.keys() <= {identifier(2)}  # it has left the set, untold


def test_a_list_whose_token_is_refused_half_way_is_begun_anew(
    our_source: Callable[..., Any], new_mirror: Callable[[], MirrorStore], schemas: Schemas
) -> None:
    mirror = new_mirror()
    commands = Commands(mirror.store, mirror.url)
    with our_source(PAGE_SIZE="1") as source:
        load(source.store, [item(number) for number in range(COUNT, 400)])
        assert commands.kill("harvest", source.base_url, read=3)
        (known,) = mirror.store.sources()
        assert known.progress["in_flight"]["listed"]["token"]
        token = known.progress["in_flight"]["listed"]["token"]
        execute(mirror.url, f"UPDATE sources SET progress = replace(progress, '{token}', 'dead')")
        mirror.harvest(source.base_url)
        require_same(mirror, source.records(schemas), schemas)
    assert "begun anew" in mirror.store.runs(1)[0].note


def test_a_mirror_of_a_mirror_tells_both_origins(
    our_source: Callable[..., Any], new_mirror: Callable[[], MirrorStore], schemas: Schemas
) -> None:
    first, second = new_mirror(), new_mirror()
    with our_source() as source:
        first.harvest(source.base_url)
        second.harvest(first.server.base_url)
        require_same(first, source.records(schemas), schemas)
        theirs = served_records(first.server.base_url, schemas)
    ours = served_records(second.server.base_url, schemas)
    assert {name: (one.metadata, one.sets, len(one.abouts)) for name, one in ours.items()} == {
        name: (one.metadata, one.sets, len(one.abouts)) for name, one in theirs.items()
    }
    require_origins(ours, first.server.base_url)
    for record in ours.values():
        if record.metadata is not None:
            (earlier,) = record.origin.findall(f"{PROVENANCE}originDescription")
            assert earlier.findtext(f"{PROVENANCE}baseURL") == source.base_url
            assert record.origin.get("harvestDate") >= earlier.get("harvestDate")


def test_what_a_source_dropped_without_telling_is_deleted_by_comparing(
    our_source: Callable[..., Any], new_mirror: Callable[[], MirrorStore], schemas: Schemas
) -> None:
    mirror = new_mirror()
    with our_source() as source:
        mirror.harvest(source.base_url)
        for number in (0, 11, 39):
            drop(source.url, identifier(number))
        mirror.harvest(source.base_url)
        theirs = source.records(schemas)
        assert len(theirs) == COUNT - 3
        assert served_records(mirror.server.base_url, schemas).keys() > theirs.keys()
        advance_clock(mirror.url)  # what was written just now is not missed
        mirror.harvest(source.base_url, "--reconcile")
        ours = served_records(mirror.server.base_url, schemas)
    live = {name for name, record in ours.items() if record.metadata is not None}
    assert live == {name for name, record in theirs.items() if record.metadata is not None}
    assert mirror.store.runs(1)[0].counts["deleted"] == 3


def drop(url: str, name: str) -> None:
    """Take an item away from a store, as if it had never been."""
    of_it = f"item_id = (SELECT item_id FROM items WHERE identifier = '{name}')"
    for table in ("set_records", "records", "item_sets", "items"):
        execute(url, f"DELETE FROM {table} WHERE {of_it}")
    engine = write_engine(url)
    with writing(engine, wait_seconds=5) as connection:
        cut_anew(connection)  # or its lists would say that something is missing from them
    engine.dispose()
