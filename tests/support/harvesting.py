"""A harvest kept as an aggregator keeps it: items and progress stored together."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field

import httpx2

from oaipmh.harvester.client import Client
from oaipmh.harvester.harvest import harvest
from oaipmh.harvester.patience import Timing
from oaipmh.harvester.progress import Progress
from oaipmh.harvester.source import Source
from oaipmh.harvester.target import Target
from oaipmh.readers.incoming import IncomingItem, IncomingSet, Unreadable
from tests.support.faulty import FaultySource

DAY = 86_400
BASE_URL = "http://faulty.example.org/oai"


@dataclass
class Kept:
    """What has been harvested: identifier -> title, or None where it is deleted."""

    items: dict[str, str | None] = field(default_factory=dict)
    full: dict[str, IncomingItem] = field(default_factory=dict)
    sets: dict[str, str] = field(default_factory=dict)
    unreadable: list[Unreadable] = field(default_factory=list)
    findings: list[str] = field(default_factory=list)
    progress: Progress = field(default_factory=Progress)
    slept: list[float] = field(default_factory=list)
    batches: int = 0

    def timing(self, now: Callable[[], float]) -> Timing:
        """Time that passes only when the source's does; sleeps are noted."""
        return Timing(now=now, sleep=self.slept.append, jitter=lambda: 0.5)

    def harvest(
        self, faulty: FaultySource, *, stop_after: int | None = None, **target: object
    ) -> None:
        """Harvest by a transport; killed after so many batches."""
        self.harvest_from(
            faulty, faulty.transport(), {"base_url": BASE_URL, **target}, stop_after=stop_after
        )

    def harvest_from(
        self,
        faulty: FaultySource,
        transport: httpx2.BaseTransport,
        target: dict[str, object],
        *,
        stop_after: int | None = None,
        timeout: float = 5,
    ) -> None:
        """Harvest, storing each batch and its progress, which goes through JSON."""
        with Client(
            version="1",
            admin_email="admin@example.org",
            timing=self.timing(lambda: faulty.now),
            timeout=httpx2.Timeout(timeout),
            transport=transport,
        ) as client:
            source = Source(client, Target(**target))  # type: ignore[arg-type]
            progress = Progress.from_json(json.loads(json.dumps(self.progress.to_json())))
            for number, batch in enumerate(harvest(source, progress), 1):
                if stop_after is not None and number > stop_after:
                    return
                self._store(batch.items)
                self.findings += batch.findings
                self.progress = batch.progress
                self.batches += 1

    def _store(self, items: tuple[object, ...]) -> None:
        for item in items:
            if isinstance(item, IncomingItem):
                title = "".join(one.value for one in item.description)
                self.items[item.identifier] = None if item.deleted else title
                self.full[item.identifier] = item
            elif isinstance(item, IncomingSet):
                self.sets[item.set_spec] = item.set_name
            elif isinstance(item, Unreadable):
                self.unreadable.append(item)


def spread(count: int = 20, step: int = DAY) -> FaultySource:
    """A source whose records are so far apart."""
    faulty = FaultySource()
    for number in range(count):
        faulty.now += step
        faulty.put(f"oai:x.org:{number}", f"T{number}", sets=("a:b",) if number % 2 else ())
    faulty.now += 1000
    return faulty


def truth(faulty: FaultySource) -> dict[str, str | None]:
    """What whoever harvested the source has to hold."""
    return {
        name: None if held.deleted else held.title
        for name, held in faulty.records.items()
        if faulty.tracks_deletions or not held.deleted
    }
