"""A repository on a real primary and standby."""

import gc
from collections.abc import Callable, Iterator

import pytest

from oaipmh.store import SqlStore
from oaipmh.store.migrations import migrate
from tests.support.databases import execute
from tests.support.loading import item, load
from tests.support.replication import Replication
from tests.support.server import RunningServer
from tests.support.sites import Site


@pytest.fixture
def site(replication: Replication, serve: Callable[..., RunningServer]) -> Iterator[Site]:
    """A repository of six items, of which a list was served a minute ago; the standby shows it."""
    database = replication.new_database()
    migrate(replication.primary.url(database))
    made = Site(replication, database, SqlStore(replication.either(database)), serve)
    load(made.store, [item(number, datestamp="2020-01-01") for number in range(6)], keep=True)
    made.store.move_clock(opens_list=True)
    made.store.token_secrets(b"the first secret of this test")
    execute(replication.primary.url(database), "UPDATE clock SET watermark = watermark - 60")
    replication.catch_up()
    yield made
    made.store.dispose()
    gc.collect()  # while such a test may still leave cursors behind
