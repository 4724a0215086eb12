"""Servers that many tests only read from, and the marks that name points and judges."""

import time
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from functools import partial
from types import SimpleNamespace
from typing import Any

import pytest

from oaipmh.store import SqlStore
from oaipmh.web import oai
from tests.conformance.client import Client
from tests.support import databases
from tests.support.databases import migrated_sqlite
from tests.support.loading import item, load, sample_items
from tests.support.schemas import Schemas
from tests.support.server import RunningServer, ServerFactory

OLD = "2020-01-01T00:00:00Z"
SAMPLE_PAGE_SIZE = 25


def pytest_configure(config: pytest.Config) -> None:
    """Name the marks: docs/conformance.md says what each point and judge is."""
    config.addinivalue_line("markers", "point(*numbers): the points of the checklist it proves")
    config.addinivalue_line("markers", "judge(name): the outside judge whose rules it replays")


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def new_database(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[], str]:
    """Makes empty, migrated databases, of one kind after the other."""

    def new_sqlite() -> str:
        return migrated_sqlite(tmp_path_factory.mktemp("conformance") / "store.db")

    if request.param == "sqlite":
        return new_sqlite
    return request.getfixturevalue("postgres").migrated_database


@pytest.fixture
def database_url(new_database: Callable[[], str]) -> str:
    """The test's own database."""
    return new_database()


@pytest.fixture(scope="session")
def serve_items(
    new_database: Callable[[], str], schemas: Schemas
) -> Iterator[Callable[..., Client]]:
    """Serves items that no test changes: `serve_items(items, granularity="day")`."""
    servers = ServerFactory()

    def serve(items: Iterable[dict[str, Any]], **settings: Any) -> Client:
        store = SqlStore(new_database())
        load(store, items, keep=True)
        return Client(servers(store, **settings), schemas)

    yield serve
    servers.stop_all()


@pytest.fixture(scope="session")
def sample(serve_items: Callable[..., Client]) -> Client:
    """The sample, whose lists of records, headers and sets all have several pages."""
    return serve_items(sample_items(), page_size=SAMPLE_PAGE_SIZE)


@pytest.fixture(scope="session")
def sample_by_day(serve_items: Callable[..., Client]) -> Client:
    """The sample at a repository whose granularity is the day."""
    return serve_items(sample_items(), page_size=SAMPLE_PAGE_SIZE, granularity="day")


@pytest.fixture(scope="session")
def without_sets(serve_items: Callable[..., Client]) -> Client:
    """Three items in a repository that has no sets."""
    return serve_items(item(number, datestamp=OLD) for number in range(3))


@pytest.fixture(scope="session")
def empty(serve_items: Callable[..., Client]) -> Client:
    """A repository that holds nothing."""
    return serve_items([])


@pytest.fixture
def serving(
    store: SqlStore, serve: Callable[..., RunningServer], schemas: Schemas
) -> Callable[..., Client]:
    """Serves the test's own store: `serving(page_size=3)`."""
    return lambda **settings: Client(serve(store, **settings), schemas)


@pytest.fixture
def travel(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    """Lets the endpoint believe that so much time has passed: `travel(timedelta(days=1))`."""

    def believe(away: timedelta) -> None:
        later = away.total_seconds()
        fake = SimpleNamespace(time=lambda: time.time() + later, perf_counter=time.perf_counter)
        monkeypatch.setattr(oai, "time", fake)

    return believe


@pytest.fixture
def advance_clock(database_url: str) -> Callable[[], None]:
    """Moves the repository clock of the test's own store ten seconds on."""
    return partial(databases.advance_clock, database_url)
