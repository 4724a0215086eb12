"""Points 66, 71, 72 and 73: whole harvests, and what they add up to. OAI-PMH 2.0, 2.7 and 3.5."""

import random
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from oaipmh.store import SqlStore
from tests.conformance.client import Client, Header
from tests.conformance.conftest import OLD
from tests.support.loading import item, load

Serving = Callable[..., Client]
LIST = {"metadataPrefix": "oai_dc"}
COUNT = 10_000


class _Writer:
    """Changes the store between pages, and remembers what it touched."""

    def __init__(self, store: SqlStore, pass_time: Callable[[], None]) -> None:
        self._store = store
        self._pass_time = pass_time
        self._chance = random.Random(7)
        self.touched: set[str] = set()

    def disturb(self) -> None:
        """Change four of the old items, delete two, create two."""
        self._pass_time()
        numbers = self._chance.sample(range(60), 6)
        new = self._chance.sample(range(100, 999), 2)
        changes = [item(one, "a:b", title="Changed") for one in (*numbers[:4], *new)]
        changes += [{**item(one), "deleted": True} for one in numbers[4:]]
        load(self._store, changes)
        self.touched |= {change["identifier"] for change in changes}


def _old_items() -> list[dict[str, Any]]:
    """Sixty items of twenty datestamps."""
    stamps = [f"2020-01-{day:02}T00:00:00Z" for day in range(1, 21)]
    return [item(at, "a:b", datestamp=stamps[at % 20]) for at in range(60)]


@pytest.fixture(params=["within a second", "over time"])
def writer(
    store: SqlStore, advance_clock: Callable[[], None], request: pytest.FixtureRequest
) -> _Writer:
    """A writer to a store of old items; all it does may bear the list's own second, or later."""
    load(store, _old_items(), keep=True)
    return _Writer(store, advance_clock if request.param == "over time" else lambda: None)


@pytest.mark.point(66)
@pytest.mark.parametrize("verb", ["ListRecords", "ListIdentifiers"])
@pytest.mark.parametrize("arguments", [{}, {"set_": "a"}])
def test_a_harvest_during_writes_and_the_next_increment_lose_nothing_and_double_nothing(
    writer: _Writer, serving: Serving, verb: str, arguments: dict[str, str]
) -> None:
    client = serving(page_size=7)
    pages = []
    for page in client.pages(verb, **LIST, **arguments):
        pages.append(page)
        if len(pages) < 6:
            writer.disturb()
    sent = [header for page in pages for header in page.headers]
    untouched = {one["identifier"] for one in _old_items()} - writer.touched
    assert 20 < len(untouched) < 50
    identifiers = [header.identifier for header in sent]
    assert {identifiers.count(identifier) for identifier in untouched} == {1}
    increment = client.harvest(verb, from_=pages[0].response_date, **arguments)
    mirror = {header.identifier: header for header in (*sent, *increment)}
    assert mirror == {header.identifier: header for header in client.harvest(verb, **arguments)}


@pytest.fixture(scope="module")
def alike(serve_items: Callable[..., Client]) -> Client:
    """Many items of one datestamp."""
    return serve_items((item(at, "a", datestamp=OLD) for at in range(COUNT)), page_size=500)


@pytest.mark.point(71)
@pytest.mark.parametrize(
    ("verb", "arguments"),
    [
        ("ListRecords", {"from_": OLD, "until": OLD}),
        ("ListIdentifiers", {"from_": OLD, "until": OLD, "set_": "a"}),
        ("ListIdentifiers", {"from_": OLD[:10], "until": OLD[:10]}),
    ],
)
def test_many_records_of_one_datestamp_page_completely(
    alike: Client, verb: str, arguments: dict[str, str]
) -> None:
    found = alike.harvest(verb, **arguments)
    assert len(found) == COUNT
    assert len({header.identifier for header in found}) == COUNT
    assert {header.datestamp for header in found} == {OLD}


@pytest.fixture(scope="module")
def whole(sample: Client) -> list[Header]:
    """The sample in one list."""
    return sample.harvest("ListRecords")


@pytest.mark.point(72)
def test_windows_of_months_add_up_to_the_whole(sample: Client, whole: list[Header]) -> None:
    earliest = date.fromisoformat(sample.ask("Identify").text("earliestDatestamp")[:10])
    found: list[Header] = []
    for year in range(earliest.year, 2025):
        for month in range(1, 13):
            last = f"{year}-{month:02}-{monthrange(year, month)[1]}"
            found += sample.harvest(from_=f"{year}-{month:02}-01", until=last)
    assert found == whole


@pytest.mark.point(72)
@pytest.mark.parametrize("by_day", [False, True])
def test_windows_of_days_add_up_to_the_whole(
    sample: Client, sample_by_day: Client, *, by_day: bool
) -> None:
    client = sample_by_day if by_day else sample
    day, last = date(2024, 1, 1), date(2024, 12, 31)
    expected = client.harvest(from_=str(day), until=str(last))
    found: list[Header] = []
    while day <= last:
        found += client.harvest(from_=str(day), until=str(day))
        day += timedelta(days=1)
    assert found == expected != []


@pytest.mark.point(72)
def test_sets_add_up_to_the_whole(sample: Client, whole: list[Header]) -> None:
    tops = {spec for page in sample.pages("ListSets") for spec in page.texts("setSpec")}
    found = {header for spec in tops if ":" not in spec for header in sample.harvest(set_=spec)}
    assert found == {header for header in whole if header.set_specs}


@pytest.mark.point(72)
def test_increments_add_up_to_the_whole(sample: Client, whole: list[Header]) -> None:
    found = sample.harvest(until="2022-06-30T23:59:59Z")
    found += sample.harvest(from_="2022-07-01T00:00:00Z", until="2023-12-31T23:59:59Z")
    found += sample.harvest(from_="2024-01-01T00:00:00Z")
    assert found == whole


@pytest.mark.point(73)
@pytest.mark.parametrize(
    "arguments",
    [
        {},
        {"set_": "subjects:H:HD"},
        {"from_": "2023-01-01"},
        {"until": "2022-12-31T12:00:00Z"},
        {"from_": "2022-01-01", "until": "2023-12-31", "set_": "types"},
    ],
)
def test_headers_and_records_are_the_same_list(sample: Client, arguments: dict[str, str]) -> None:
    records = list(sample.pages("ListRecords", **LIST, **arguments))
    headers = list(sample.pages("ListIdentifiers", **LIST, **arguments))
    assert [page.headers for page in records] == [page.headers for page in headers]
    sizes = [
        [page.token_element is not None and dict(page.token_element.attrib) for page in pages]
        for pages in (records, headers)
    ]
    assert sizes[0] == sizes[1]
