"""Fixtures that more than one kind of test needs. See tests/support for what they hand out."""

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.support.shared import CATALOG

# libxml2 reads this once, when lxml is first imported: so it stands before our own imports.
os.environ["XML_CATALOG_FILES"] = str(CATALOG) if CATALOG else ""

from oaipmh.store import SqlStore
from tests.support.databases import Postgres, migrated_sqlite, postgres_or_reason
from tests.support.replication import Replication
from tests.support.replication import replication as running_replication
from tests.support.schemas import Schemas
from tests.support.server import RunningServer, ServerFactory
from tests.support.shared import SHARED

# A busy machine is no fault of an example's; in CI, the same examples every time.
settings.register_profile(
    "project",
    deadline=None,
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("project")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared schemas and real files; the test skips where there is none."""
    if SHARED is None:
        pytest.skip("../shared is not here, nor is $SHARED set")
    return SHARED


@pytest.fixture(scope="session")
def schemas() -> Schemas:
    """Validates responses against the schemas; without ../shared, only that they are XML."""
    return Schemas(SHARED)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A real PostgreSQL server; where none can be started, CI fails and others skip."""
    # Not in pytest's folders, which a second session closes to the user that the server runs as.
    with tempfile.TemporaryDirectory(
        prefix="oaipmh-postgres-", ignore_cleanup_errors=True
    ) as place:
        server = postgres_or_reason(Path(place))
        if isinstance(server, str):
            if os.environ.get("CI"):
                pytest.fail(server)
            pytest.skip(server)
        yield server
        server.stop()


@pytest.fixture(scope="session")
def replicated(postgres: Postgres) -> Iterator[Replication]:  # noqa: ARG001 - see its module
    """A real primary and standby, for all tests; `replication` is for one."""
    with (
        tempfile.TemporaryDirectory(
            prefix="oaipmh-replication-", ignore_cleanup_errors=True
        ) as place,
        running_replication(Path(place)) as running,
    ):
        yield running


@pytest.fixture
def replication(replicated: Replication) -> Iterator[Replication]:
    """A real primary and standby, which the test may kill, promote and cut off."""
    yield replicated
    replicated.restore()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty, migrated database, of each kind in turn."""
    if request.param == "postgresql":
        return request.getfixturevalue("postgres").migrated_database()
    return migrated_sqlite(tmp_path / "store.db")


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """An empty, migrated SQLite database."""
    return migrated_sqlite(tmp_path / "store.db")


@pytest.fixture
def store(database_url: str) -> Iterator[SqlStore]:
    """A store over each kind of database in turn."""
    opened = SqlStore(database_url)
    yield opened
    opened.dispose()


@pytest.fixture
def sqlite_store(sqlite_url: str) -> Iterator[SqlStore]:
    """A store over SQLite."""
    opened = SqlStore(sqlite_url)
    yield opened
    opened.dispose()


@pytest.fixture
def serve() -> Iterator[Callable[..., RunningServer]]:
    """Starts real servers on ports of their own: `serve(store, page_size=3)`."""
    factory = ServerFactory()
    yield factory
    factory.stop_all()
