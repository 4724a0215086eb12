"""Reconciling: every header, and whether that was all."""

import pytest

from oaipmh.harvester.client import Client
from oaipmh.harvester.errors import SourceError
from oaipmh.harvester.reconcile import HeaderPage, get_record, reconcile
from oaipmh.harvester.source import Source
from oaipmh.harvester.target import Target
from oaipmh.readers.incoming import IncomingItem
from tests.support.faulty import Fault, FaultySource
from tests.support.harvesting import BASE_URL, Kept


def source(*faults: Fault) -> FaultySource:
    """Ten records, one of them deleted."""
    faulty = FaultySource(faults=list(faults))
    for number in range(10):
        faulty.put(f"oai:x.org:{number}", f"T{number}", deleted=number == 4)
    return faulty


def opened(faulty: FaultySource) -> Source:
    """The source through a client."""
    timing = Kept().timing(lambda: faulty.now)
    client = Client(version="1", admin_email="a@x.org", timing=timing, transport=faulty.transport())
    return Source(client, Target(BASE_URL))


def reconciled(faulty: FaultySource) -> tuple[set[str], HeaderPage]:
    """The identifiers, and the last page."""
    *pages, last = reconcile(opened(faulty))
    assert all(page.complete is None for page in pages)
    headers = [header for page in (*pages, last) for header in page.headers]
    return {header.identifier for header in headers}, last


@pytest.mark.parametrize(
    "faults",
    [
        [],
        [Fault("500", 3)],
        [Fault("dead-token", 2)],
        [Fault("reserved-token")],
        [Fault("empty-page", 2)],
        [Fault("cut", 1)],
    ],
    ids=str,
)
def test_a_complete_list_says_so(faults: list[Fault]) -> None:
    faulty = source(*faults)
    identifiers, last = reconciled(faulty)
    assert identifiers == faulty.records.keys()
    assert last.complete is True
    assert last.reason is None


@pytest.mark.parametrize(
    "fault",
    [
        Fault("500", page=2),
        Fault("cut", page=2),
        Fault("html", page=3),
        Fault("dead-token"),
        Fault("token-loop"),
        Fault("same-page"),
        Fault("list-stops", page=2),
        Fault("wrong-size"),
    ],
    ids=str,
)
def test_a_list_that_may_lack_something_says_why(fault: Fault) -> None:
    _, last = reconciled(source(fault))
    assert last.complete is False
    assert last.reason


def test_an_empty_source_is_complete() -> None:
    assert reconciled(FaultySource()) == (set(), HeaderPage((), complete=True))


def test_deletions_are_in_the_list() -> None:
    headers = [one for page in reconcile(opened(source())) for one in page.headers]
    assert [one.identifier for one in headers if one.deleted] == ["oai:x.org:4"]


def test_what_a_store_lacks_can_be_had_by_itself() -> None:
    faulty = opened(source())
    item = get_record(faulty, "oai:x.org:3")
    assert isinstance(item, IncomingItem)
    assert item.identifier == "oai:x.org:3"
    with pytest.raises(SourceError, match="idDoesNotExist"):
        get_record(faulty, "oai:x.org:none")
