"""A source that its manager changes while a process is about to harvest it."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from oaipmh.harvester.client import Client
from oaipmh.ingest.harvesting import Harvester, KnownSource
from oaipmh.ingest.ports import LeaseLost, NewSource
from oaipmh.ingest.views import SourceView
from oaipmh.store import SqlStore
from tests.support.faulty import FaultySource
from tests.support.harvesting import BASE_URL, Kept
from tests.support.loading import pipeline

OTHER_URL = "http://moved.example.org/oai"


@pytest.fixture
def faulty() -> FaultySource:
    """A source of one record, whatever its URL."""
    made = FaultySource()
    made.put("oai:x.org:1", "On light")
    made.now += 3600
    return made


def harvester(store: SqlStore, faulty: FaultySource) -> Harvester:
    """A process that harvests that source, in no time."""

    @contextmanager
    def client(_: KnownSource) -> Iterator[Client]:
        timing = Kept().timing(lambda: faulty.now)
        transport = faulty.transport()
        with Client(version="1", admin_email="a@x.org", timing=timing, transport=transport) as one:
            yield one

    return Harvester(store, "me", lambda _: False, lambda run: pipeline(store, run=run), client)


def found(store: SqlStore, base_url: str = BASE_URL) -> SourceView:
    """The source as it is known now, at this URL."""
    return store.put_source(NewSource("one", base_url))[1]


def test_what_is_harvested_is_the_source_as_it_stands_once_it_is_held(
    store: SqlStore, faulty: FaultySource
) -> None:
    old = found(store)
    harvester(store, faulty).harvest(old)
    old = found(store)
    assert old.progress
    found(store, OTHER_URL)
    faulty.requests.clear()
    harvester(store, faulty).harvest(old)
    (listed,) = [given for _, given, _ in faulty.requests if given["verb"] == "ListRecords"]
    assert "from" not in listed
    assert store.runs(1)[0].source == f"one ({OTHER_URL})"


def test_a_source_that_is_removed_before_it_is_held_is_not_harvested(
    store: SqlStore, faulty: FaultySource
) -> None:
    old = found(store)
    store.remove_source(old.source_id)
    with pytest.raises(LeaseLost, match="removed"):
        harvester(store, faulty).harvest(old)
    assert faulty.requests == []
    assert store.runs(1) == []
