"""Harvesting our own server: our harvester beside sickle, fifty pages of each in turns, as a ratio.

All fetch ListRecords over HTTP, with gzip, and read every record: "pages" to its header and its
metadata's root, "items" to statements that say where they are from, sickle to its `metadata` dict.
The server's time is in all of them, and what else the machine does meanwhile. Compare only within
one run.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from pathlib import Path

from serving import load, ours
from sickle import Sickle

from oaipmh.harvester.client import Client
from oaipmh.harvester.harvest import harvest
from oaipmh.harvester.listing import Seen, follow
from oaipmh.harvester.page import Page
from oaipmh.harvester.patience import Timing
from oaipmh.harvester.progress import Listed
from oaipmh.harvester.source import Source
from oaipmh.harvester.target import Target
from oaipmh.harvester.windows import Window
from oaipmh.protocol.datestamp import Granularity
from oaipmh.protocol.parts import ReadRecord
from oaipmh.protocol.recovery import Recovered
from oaipmh.readers.incoming import IncomingItem

_TURN_PAGES = 50
_PAGE_RECORDS = 100


def main() -> None:
    """Load, serve, harvest in turns, print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'bench.db'}"
        load(url, Path(folder), options.items)
        with ours(url) as server:
            timing = Timing(time.time, time.sleep, lambda: 0.5)
            with Client(version="bench", admin_email="bench@example.org", timing=timing) as client:
                source = Source(client, Target(f"http://127.0.0.1:{server.port}/oai"))
                _compare(source, options.items, options.rounds)


def _compare(source: Source, count: int, rounds: int) -> None:
    harvests = {"pages": _pages, "items": _items, "sickle": _sickle}
    rates: dict[str, list[float]] = {name: [] for name in harvests}
    for number in range(rounds + 1):  # the first warms the caches
        for name, seconds in _in_turns(harvests, source, count).items():
            if number:
                rates[name].append(count / seconds)
    print(f"{'':10}{'records/s':>12}{'min':>10}{'max':>10}")
    for name, values in rates.items():
        print(
            f"{name:10}{statistics.median(values):12,.0f}{min(values):10,.0f}{max(values):10,.0f}"
        )
    for name in ("pages", "items"):
        ratios = [one / other for one, other in zip(rates[name], rates["sickle"], strict=True)]
        middle = statistics.median(ratios)
        print(f"{name} / sickle, by round: {middle:.2f} ({min(ratios):.2f} to {max(ratios):.2f})")


def _in_turns(
    harvests: Mapping[str, Callable[[Source], Iterator[int]]], source: Source, count: int
) -> dict[str, float]:
    """The seconds each harvest takes; what slows the machine for a while slows all alike."""
    running = {name: harvest(source) for name, harvest in harvests.items()}
    seconds = dict.fromkeys(harvests, 0.0)
    received = dict.fromkeys(harvests, 0)
    while running:
        for name, pages in list(running.items()):
            started = time.perf_counter()
            counts = list(islice(pages, _TURN_PAGES))
            seconds[name] += time.perf_counter() - started
            received[name] += sum(counts)
            if not counts:
                del running[name]
    assert set(received.values()) == {count}, received
    return seconds


def _pages(source: Source) -> Iterator[int]:
    def ask(token: str | None) -> Page:
        return source.list_page("ListRecords", token, Window(), Granularity.SECONDS)

    return map(_records, follow(ask, Listed(), Seen()))


def _records(followed: tuple[Page, Listed]) -> int:
    """How many records with metadata a page has; as `harvest` does, it lets go of the page."""
    page, _ = followed
    return sum(
        isinstance(piece.part, ReadRecord) and piece.part.metadata is not None
        for piece in page.pieces
        if isinstance(piece, Recovered)
    )


def _items(source: Source) -> Iterator[int]:
    for batch in harvest(source):
        yield sum(isinstance(item, IncomingItem) and bool(item.description) for item in batch.items)


def _sickle(source: Source) -> Iterator[int]:
    records = Sickle(source.target.base_url).ListRecords(metadataPrefix="oai_dc")
    while counts := [bool(record.metadata) for record in islice(records, _PAGE_RECORDS)]:
        yield sum(counts)


if __name__ == "__main__":
    main()
