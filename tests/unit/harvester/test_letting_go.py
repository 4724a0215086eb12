"""A page is out of memory before the next one is asked for: that is quicker, and takes less."""

from dataclasses import fields
from typing import Any
from weakref import ref

from oaipmh.harvester.client import Client
from oaipmh.harvester.harvest import harvest
from oaipmh.harvester.listing import Seen, follow
from oaipmh.harvester.page import Page
from oaipmh.harvester.progress import Listed
from oaipmh.harvester.source import Source
from oaipmh.harvester.target import Target
from oaipmh.protocol.parts import ReadToken
from tests.support.harvesting import BASE_URL, Kept, spread


class Watched(Page):
    """A page that tells whether anybody holds it."""


class WatchedSource(Source):
    """Notes for each page that is asked for whether an earlier one is still in memory."""

    def __init__(self, client: Client) -> None:
        super().__init__(client, Target(BASE_URL))
        self.pages: list[ref[Page]] = []
        self.held: list[bool] = []

    def list_page(self, *arguments: Any, **tries: Any) -> Page:
        self.held.append(any(page() is not None for page in self.pages))
        page = super().list_page(*arguments, **tries)
        watched = Watched(**{field.name: getattr(page, field.name) for field in fields(page)})
        self.pages.append(ref(watched))
        return watched


def test_a_list_lets_go_of_each_page() -> None:
    asked: list[ref[Page]] = []
    held: list[bool] = []

    def ask(_: str | None) -> Page:
        held.extend(page() is not None for page in asked)
        answer = Watched(BASE_URL, token=ReadToken("" if asked else "1"))
        asked.append(ref(answer))
        return answer

    assert sum(map(len, follow(ask, Listed(), Seen()))) == 4
    assert held == [False]


def test_a_harvest_lets_go_of_each_page() -> None:
    faulty = spread()
    timing = Kept().timing(lambda: faulty.now)
    transport = faulty.transport()
    with Client(version="1", admin_email="a@x.org", timing=timing, transport=transport) as client:
        source = WatchedSource(client)
        batches = list(harvest(source))
    assert sum(len(batch.items) for batch in batches) >= 20
    assert len(source.held) > 1
    assert not any(source.held)
