"""Records that are made when they are asked for, on pages beside stored ones."""

from collections.abc import Callable
from dataclasses import replace

from structlog.testing import capture_logs

from oaipmh.crosswalks.formats import Formats
from oaipmh.metadata.resource import Resource
from oaipmh.protocol.request import Request
from oaipmh.protocol.response import GetRecord, ListIdentifiers, ListRecords
from oaipmh.provider.answer import answer
from oaipmh.provider.repository import Repository
from tests.support.rendering import telling, title
from tests.unit.fakes import NOW, FakeRecord, FakeStore, asked, identifier, repository

FOUR = [
    FakeRecord(1, on_the_fly=True),
    FakeRecord(2),
    FakeRecord(3, deleted=True),
    FakeRecord(4, on_the_fly=True),
]
LIST = asked("ListRecords", metadataPrefix="oai_dc")


def serving(tell: Callable[[Resource], str | None] = title, page_size: int = 9) -> Repository:
    """A repository whose oai_dc is what `tell` tells."""
    return replace(repository(page_size), crosswalks=Formats([telling("oai_dc", tell)]))


def listed(store: FakeStore, served: Repository, request: Request = LIST) -> ListRecords:
    """A page of records."""
    content = answer(request, served, store, NOW).content
    assert isinstance(content, ListRecords)
    return content


def test_only_records_without_bytes_are_made_and_all_keep_their_order() -> None:
    store = FakeStore(FOUR)
    first, second, third, fourth = listed(store, serving()).records
    assert b'<x:it xmlns:x="http://x/">Item 1</x:it>' in first.payload.replace(b"ns0", b"x")
    assert first.payload.endswith(b"</metadata><about><rights/></about>")
    assert [second, third] == [one.stored for one in FOUR[1:3]]
    assert b"Item 4" in fourth.payload
    assert store.read_items == [1, 4]


def test_stored_pages_and_headers_ask_for_nothing_more() -> None:
    store = FakeStore(FOUR)
    headers = asked("ListIdentifiers", metadataPrefix="oai_dc")
    content = answer(headers, serving(), store, NOW).content
    assert isinstance(content, ListIdentifiers)
    assert len(content.records) == 4
    listed(FakeStore(FOUR[1:3]), serving())
    assert store.read_items == []


def test_get_record_makes_it_as_of_the_day_of_the_request() -> None:
    request = asked("GetRecord", identifier=identifier(1), metadataPrefix="oai_dc")
    content = answer(request, serving(lambda one: one.day), FakeStore(FOUR), NOW).content
    assert isinstance(content, GetRecord)
    assert b">2024-01-01<" in content.record.payload


def test_a_record_that_can_no_longer_be_made_is_served_as_deleted_and_logged() -> None:
    served = serving(lambda one: None if title(one) == "Item 1" else title(one))
    with capture_logs() as logs:
        records = listed(FakeStore(FOUR), served).records
    assert records[0].payload == b""
    assert records[0].header == replace(FOUR[0], deleted=True).stored.header
    assert b"Item 4" in records[3].payload
    assert [(one["log_level"], one["identifier"]) for one in logs] == [("warning", identifier(1))]


def test_a_record_whose_format_has_no_crosswalk_is_served_as_deleted() -> None:
    first, *_ = listed(FakeStore(FOUR), repository(9)).records
    assert first.header == replace(FOUR[0], deleted=True).stored.header


def test_a_page_ends_after_two_megabytes_and_the_next_goes_on_there() -> None:
    store = FakeStore([FakeRecord(number, on_the_fly=True) for number in range(1, 6)])
    served = serving(lambda one: title(one) + "x" * 1_000_000)
    first = listed(store, served)
    assert [one.key for one in first.records] == [1, 2, 3]
    assert store.read_items == [1, 2, 3]
    assert first.position is not None
    assert first.position.complete_list_size == 5
    second = listed(store, served, asked("ListRecords", resumptionToken=first.position.value))
    assert [one.key for one in second.records] == [4, 5]
    assert second.position is not None
    assert second.position.value == ""
