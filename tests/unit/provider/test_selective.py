"""Selective harvesting over a store in memory: bounds, pages, tokens, frozen lists."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oaipmh.protocol.datestamp import Granularity, format_datestamp, format_utc
from oaipmh.protocol.errors import (
    BadResumptionToken,
    CannotDisseminateFormat,
    NoRecordsMatch,
    NoSetHierarchy,
)
from oaipmh.protocol.request import Request
from oaipmh.protocol.response import ListPosition
from oaipmh.protocol.resumption_token import expiration
from oaipmh.provider.context import Context
from oaipmh.provider.ports import StoreUnavailable
from oaipmh.provider.selective import select_page
from tests.unit.fakes import NOW, OAI_DC, FakeRecord, FakeStore, asked, repository

REPOSITORY = repository(page_size=3)
EVERYTHING = asked("ListRecords", metadataPrefix="oai_dc")
Page = tuple[list[bytes], ListPosition | None]


def page(request: Request, store: FakeStore, now: int = NOW, token: str = "") -> Page:
    """A page's headers, and its position; a token goes on with the list."""
    verified = REPOSITORY.tokens.verify(token, verb=request.verb, now=now) if token else None
    context = Context(REPOSITORY, store, now, verified)
    records, position = select_page(request, context, headers_only=True)
    return [record.header for record in records], position


def pages(request: Request, store: FakeStore) -> Iterator[Page]:
    """All pages of a list."""
    found, position = page(request, store)
    yield found, position
    while position is not None and position.value:
        found, position = page(request, store, token=position.value)
        yield found, position


def listed(store: FakeStore, **arguments: str) -> list[bytes]:
    """All headers of a list, in order."""
    request = asked("ListRecords", metadataPrefix="oai_dc", **arguments)
    return [header for found, _ in pages(request, store) for header in found]


def headers(*records: FakeRecord) -> list[bytes]:
    """The headers of records."""
    return [record.stored.header for record in records]


@given(
    st.lists(st.integers(NOW - 5, NOW), max_size=25),
)
def test_a_list_gives_every_record_once_in_the_order_of_datestamps(datestamps: list[int]) -> None:
    records = [FakeRecord(key, datestamp) for key, datestamp in enumerate(datestamps)]
    store = FakeStore(records)
    if not records:
        with pytest.raises(NoRecordsMatch):
            listed(store)
        return
    in_order = sorted(records, key=lambda one: (one.datestamp, one.key))
    assert listed(store) == headers(*in_order)


@given(
    st.lists(st.integers(NOW - 5, NOW - 1), min_size=1, max_size=12),
    st.integers(NOW - 6, NOW - 1),
    st.integers(NOW - 6, NOW - 1),
)
def test_from_and_until_are_inclusive(datestamps: list[int], first: int, last: int) -> None:
    first, last = sorted((first, last))
    records = [FakeRecord(key, datestamp) for key, datestamp in enumerate(sorted(datestamps))]
    wanted = [one for one in records if first <= one.datestamp <= last]
    store, bounds = FakeStore(records), {"from_": format_utc(first), "until": format_utc(last)}
    if not wanted:
        with pytest.raises(NoRecordsMatch):
            listed(store, **bounds)
        return
    assert listed(store, **bounds) == headers(*wanted)


def test_until_a_day_includes_its_last_second() -> None:
    midnight = NOW // 86_400 * 86_400
    last, after = FakeRecord(1, midnight - 1), FakeRecord(2, midnight)
    until = format_datestamp(midnight - 1, Granularity.DAY)
    assert listed(FakeStore([last, after]), until=until) == headers(last)


def test_a_set_holds_what_is_in_the_sets_below_it_too() -> None:
    inside, below, outside = FakeRecord(1, sets=("a",)), FakeRecord(2, sets=("a:b",)), FakeRecord(3)
    store = FakeStore([inside, below, outside], set_specs=["a", "a:b"])
    assert listed(store, set_="a") == headers(inside, below)


def test_a_list_of_one_page_has_no_token_and_a_list_of_more_has_one_on_every_page() -> None:
    whole = FakeStore([FakeRecord(key) for key in range(3)])
    assert [position for _, position in pages(EVERYTHING, whole)] == [None]
    more = FakeStore([FakeRecord(key) for key in range(7)])
    positions = [position for _, position in pages(EVERYTHING, more)]
    assert [position and position.cursor for position in positions] == [0, 3, 6]
    assert [position and position.complete_list_size for position in positions] == [7, 7, 7]
    values = [position.value for position in positions if position]
    assert len(set(values)) == 3
    assert values[-1] == ""
    assert [position and position.expires for position in positions] == [
        expiration(NOW),
        expiration(NOW),
        None,
    ]


def test_a_list_whose_records_fill_its_pages_ends_with_a_full_one() -> None:
    store = FakeStore([FakeRecord(key) for key in range(6)])
    assert [len(found) for found, _ in pages(EVERYTHING, store)] == [3, 3]


def test_a_token_sent_again_gives_the_same_page() -> None:
    store = FakeStore([FakeRecord(key) for key in range(7)])
    _, position = page(EVERYTHING, store)
    assert position is not None
    again = [page(EVERYTHING, store, token=position.value) for _ in range(2)]
    assert again[0] == again[1]


def test_what_is_stamped_after_the_first_page_waits_for_the_next_harvest() -> None:
    records = [FakeRecord(key) for key in range(7)]
    first, position = page(EVERYTHING, FakeStore(records))
    assert position is not None
    later = FakeStore([*records, FakeRecord(99, NOW + 5)], watermark=NOW + 5)
    rest = []
    while position is not None and position.value:
        found, position = page(EVERYTHING, later, NOW + 5, position.value)
        rest += found
    assert first + rest == headers(*records)


def test_a_list_whose_rest_was_stamped_anew_ends_with_that_rest() -> None:
    records = [FakeRecord(key) for key in range(5)]
    _, position = page(EVERYTHING, FakeStore(records))
    assert position is not None
    anew = [replace(one, datestamp=NOW + 5) for one in records[3:]]
    later = FakeStore([*records[:3], *anew], watermark=NOW + 5)
    found, last = page(EVERYTHING, later, NOW + 5, position.value)
    assert found == headers(*anew)
    assert last is not None
    assert last.value == ""


def test_a_list_whose_rest_has_left_its_bounds_repeats_its_last_record_and_ends() -> None:
    records = [FakeRecord(key) for key in range(5)]
    request = asked("ListRecords", metadataPrefix="oai_dc", until=format_utc(NOW - 1))
    first, position = page(request, FakeStore(records))
    assert position is not None
    anew = [replace(one, datestamp=NOW + 5) for one in records[3:]]
    later = FakeStore([*records[:3], *anew], watermark=NOW + 5)
    found, last = page(request, later, NOW + 5, position.value)
    assert found == first[-1:]
    assert last is not None
    assert last.value == ""


def test_a_size_that_was_too_small_is_left_out_rather_than_false() -> None:
    records = [FakeRecord(key, NOW) for key in range(4)]
    _, position = page(EVERYTHING, FakeStore(records))
    assert position is not None
    assert position.complete_list_size == 4
    grown = FakeStore([*records, *(FakeRecord(key, NOW) for key in range(4, 9))])
    _, second = page(EVERYTHING, grown, token=position.value)
    assert second is not None
    assert second.complete_list_size is None


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(CannotDisseminateFormat, match="oai_dc"):
        page(asked("ListRecords", metadataPrefix="marc21"), FakeStore([FakeRecord(1)]))


def test_a_known_format_without_records_is_an_empty_list() -> None:
    with pytest.raises(NoRecordsMatch):
        page(asked("ListRecords", metadataPrefix="other"), FakeStore([FakeRecord(1)]))


def test_a_set_of_a_repository_without_sets_is_no_set_hierarchy() -> None:
    request = asked("ListRecords", metadataPrefix="oai_dc", set_="a")
    with pytest.raises(NoSetHierarchy):
        page(request, FakeStore([FakeRecord(1)]))


def test_an_unknown_set_of_a_repository_with_sets_is_an_empty_list() -> None:
    request = asked("ListRecords", metadataPrefix="oai_dc", set_="b")
    with pytest.raises(NoRecordsMatch):
        page(request, FakeStore([FakeRecord(1, sets=("a",))], set_specs=["a"]))


def test_lists_wait_for_a_load_that_keeps_datestamps() -> None:
    with pytest.raises(StoreUnavailable) as unavailable:
        page(EVERYTHING, FakeStore([FakeRecord(1)], loading=True))
    assert unavailable.value.retry_after > 0


def test_a_copy_that_is_behind_the_list_does_not_go_on_with_it() -> None:
    records = [FakeRecord(key) for key in range(5)]
    _, position = page(EVERYTHING, FakeStore(records))
    assert position is not None
    with pytest.raises(StoreUnavailable):
        page(EVERYTHING, FakeStore(records, watermark=NOW - 1), token=position.value)


def test_until_between_the_clock_and_now_cannot_be_answered_yet() -> None:
    store = FakeStore([FakeRecord(1)], watermark=NOW - 10)
    for until in (NOW - 10, NOW - 1):
        request = asked("ListRecords", metadataPrefix="oai_dc", until=format_utc(until))
        with pytest.raises(StoreUnavailable):
            page(request, store)
    for until in (NOW - 11, NOW):
        request = asked("ListRecords", metadataPrefix="oai_dc", until=format_utc(until))
        assert len(page(request, store)[0]) == 1


def test_a_token_for_a_format_that_is_gone_is_bad() -> None:
    store = FakeStore([FakeRecord(key) for key in range(5)])
    _, position = page(EVERYTHING, store)
    assert position is not None
    token = REPOSITORY.tokens.verify(position.value, verb="ListRecords", now=NOW)
    context = Context(repository(formats=[OAI_DC]), store, NOW, token._replace(metadata_prefix="x"))
    with pytest.raises(BadResumptionToken):
        select_page(EVERYTHING, context, headers_only=True)
