"""What every endpoint of the admin API works with."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Annotated, TypeVar

import anyio
import anyio.to_thread
from fastapi import Depends, Request

from oaipmh.crosswalks.formats import Formats
from oaipmh.ingest.ports import Run
from oaipmh.web.api.ports import AdminStore

# Threads of the API's own: those that answer harvesters are never waited for.
_THREADS = 16
MAX_NUMBER = 2**63 - 1
"""The greatest number that a database counts to."""

MAX_STREAMS = 4
"""How many streams a process takes in at a time: each holds a thread, perhaps for hours."""

T = TypeVar("T")


@dataclass(slots=True)
class AdminService:
    """The store, and how items are taken into it; `domain` names those that come without a URI.

    `base_url` is the OAI-PMH endpoint's; `warnings` are about the settings.
    """

    store: AdminStore
    formats: Formats
    domain: str | None
    base_url: str
    warnings: Sequence[str]
    streams: anyio.CapacityLimiter = field(
        default_factory=lambda: anyio.CapacityLimiter(MAX_STREAMS)
    )
    _threads: anyio.CapacityLimiter = field(default_factory=lambda: anyio.CapacityLimiter(_THREADS))
    _alone: anyio.CapacityLimiter = field(default_factory=lambda: anyio.CapacityLimiter(1))
    _day_runs: dict[str, tuple[str, Run]] = field(default_factory=dict)

    async def run(self, work: Callable[[], T]) -> T:
        """Do what waits for the database, in a thread."""
        return await anyio.to_thread.run_sync(work, limiter=self._threads)

    async def run_alone(self, work: Callable[[], T]) -> T:
        """Do what reads everything, in a thread; such work waits for one another."""
        return await anyio.to_thread.run_sync(work, limiter=self._alone)

    def day_run(self, key_name: str) -> Run:
        """Today's run of what a key writes singly; days are of UTC."""
        today = time.strftime("%Y-%m-%d", time.gmtime())
        known = self._day_runs.get(key_name)
        if known is None or known[0] != today:
            known = self._day_runs[key_name] = (today, self.store.day_run(key_name, today))
        return known[1]


def _service(request: Request) -> AdminService:
    service: AdminService = request.app.state.service
    return service


Service = Annotated[AdminService, Depends(_service)]
"""The service, as an endpoint asks for it."""
