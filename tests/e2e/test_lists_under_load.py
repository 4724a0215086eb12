"""Lists at their worst: one datestamp for all, change between pages, huge records."""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from urllib.parse import urlencode

import pytest
from lxml import etree

from oaipmh.store import SqlStore
from tests.support.databases import execute
from tests.support.loading import item, load
from tests.support.processes import environment
from tests.support.server import RunningServer

OAI = "{http://www.openarchives.org/OAI/2.0/}"
Serve = Callable[..., RunningServer]


def _pages(server: RunningServer, **arguments: str) -> Iterator[tuple[list[str], float]]:
    """The identifiers of each page of a list, and the seconds it took."""
    query = urlencode({"verb": "ListRecords", "metadataPrefix": "oai_dc", **arguments})
    while query:
        started = time.perf_counter()
        answer = server.get(query)
        seconds = time.perf_counter() - started
        root = etree.fromstring(answer.body)
        yield [element.text or "" for element in root.iter(f"{OAI}identifier")], seconds
        token = root.findtext(f".//{OAI}resumptionToken")
        query = urlencode({"verb": "ListRecords", "resumptionToken": token}) if token else ""


def test_50000_items_of_one_datestamp_page_completely_and_the_last_page_costs_the_first(
    sqlite_store: SqlStore, serve: Serve
) -> None:
    stamp = "2020-02-02T02:02:02Z"
    load(sqlite_store, (item(number, datestamp=stamp) for number in range(50_000)), keep=True)
    server = serve(sqlite_store)
    pages = list(_pages(server, until=stamp))
    sent = [identifier for identifiers, _ in pages for identifier in identifiers]
    assert len(sent) == len(set(sent)) == 50_000
    assert len(pages) == 500
    first = statistics.median(seconds for _, seconds in pages[1:51])
    last = statistics.median(seconds for _, seconds in pages[-50:])
    assert last < 3 * first, f"first pages {first * 1000:.2f} ms, last pages {last * 1000:.2f} ms"


def test_an_item_untouched_during_a_harvest_comes_exactly_once(
    sqlite_url: str, sqlite_store: SqlStore, serve: Serve
) -> None:
    load(sqlite_store, (item(number) for number in range(1000)))
    server = serve(sqlite_store, page_size=50)
    writer = [sys.executable, "-m", "tests.support.restamper", sqlite_url]
    with subprocess.Popen(
        writer,
        env=environment(sqlite_url),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        sent: list[str] = []
        touched: set[str] = set()
        for identifiers, _ in _pages(server):
            sent += identifiers
            process.stdin.write("go\n")
            process.stdin.flush()
            touched |= set(process.stdout.readline().split())
        process.stdin.close()
    untouched = {f"oai:test.example.org:{number}" for number in range(1000)} - touched
    assert 100 < len(untouched) < 900
    assert [sent.count(identifier) for identifier in untouched] == [1] * len(untouched)


@pytest.mark.parametrize("until", [None, "2100-01-01"])
def test_a_list_whose_rest_has_changed_still_ends_with_records(
    sqlite_url: str, sqlite_store: SqlStore, serve: Serve, until: str | None
) -> None:
    load(sqlite_store, (item(n, datestamp="2020-01-01") for n in range(4)), keep=True)
    pages = _pages(serve(sqlite_store, page_size=2), **({"until": until} if until else {}))
    assert len(next(pages)[0]) == 2
    # What is written now lies beyond the list's bound.
    execute(sqlite_url, "UPDATE clock SET watermark = watermark + 5")
    load(sqlite_store, (item(number, title="Changed") for number in (2, 3)))
    rest = [identifier for identifiers, _ in pages for identifier in identifiers]
    assert sorted(rest) == ["oai:test.example.org:2", "oai:test.example.org:3"]


def test_a_window_whose_rest_has_changed_ends_with_its_last_record_once_more(
    sqlite_store: SqlStore, serve: Serve
) -> None:
    load(sqlite_store, (item(n, datestamp="2020-01-01") for n in range(4)), keep=True)
    pages = _pages(serve(sqlite_store, page_size=2), until="2021-01-01")
    first, _ = next(pages)
    load(sqlite_store, (item(number, title="Changed") for number in (2, 3)))
    assert [identifiers for identifiers, _ in pages] == [first[-1:]]


def test_a_page_of_huge_records_ends_at_about_two_megabytes(
    sqlite_store: SqlStore, serve: Serve
) -> None:
    load(sqlite_store, (item(number, title="long " * 100_000) for number in range(12)))
    server = serve(sqlite_store)
    pages = [identifiers for identifiers, _ in _pages(server)]
    assert [len(identifiers) for identifiers in pages] == [5, 5, 2]
