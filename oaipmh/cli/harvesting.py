"""Harvesting, wired for commands: who asks, which process holds what, how waiting is done."""

import os
import random
import secrets
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import typer

from oaipmh.cli.collecting import seldom_collecting
from oaipmh.cli.console import warn
from oaipmh.cli.running import INTERRUPTED, Reporter, finish, reporting
from oaipmh.harvester.client import Client
from oaipmh.harvester.patience import Timing
from oaipmh.ingest.harvesting import Harvester, KnownSource, Order
from oaipmh.ingest.pipeline import Pipeline
from oaipmh.ingest.ports import Run
from oaipmh.ingest.views import SourceView
from oaipmh.settings import Settings
from oaipmh.store import SqlStore

_SIGN_OF_LIFE_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Process:
    """A process that holds leases: its machine, its number there, and what no other has."""

    host: str
    pid: int
    token: str

    @property
    def name(self) -> str:
        """How it signs."""
        return f"{self.host}/{self.pid}/{self.token}"

    def is_gone(self, name: str) -> bool:
        """Whether the process of that name was on this machine and is no more."""
        host, _, rest = name.partition("/")
        pid, _, token = rest.partition("/")
        if host != self.host or not pid.isdigit():
            return False
        if int(pid) == self.pid:  # a number that has come round to us
            return token != self.token
        return not _is_alive(int(pid))


def this_process() -> Process:
    """The process that runs this."""
    return Process(_machine(), os.getpid(), secrets.token_hex(4))


def harvest_now(
    settings: Settings, store: SqlStore, source: SourceView, order: Order, *, as_json: bool
) -> None:
    """Harvest a source for a command: it shows progress, prints the summary and sets the code."""
    started = time.monotonic()
    if not settings.has_admin_email:
        warn("OAIPMH_ADMIN_EMAIL is not set: the source is not told whom to write to")
    try:
        with seldom_collecting(), reporting() as reporter:
            harvesting = harvester(settings, store, this_process(), reporter)
            harvested = harvesting.harvest(source, order)
    except KeyboardInterrupt:
        warn("interrupted: what was stored stays; run the same command again to go on")
        raise typer.Exit(INTERRUPTED) from None
    for finding in harvested.findings:
        warn(finding)
    finish(harvested.summary, started, as_json=as_json)


def harvester(
    settings: Settings, store: SqlStore, process: Process, reporter: Reporter
) -> Harvester:
    """A harvester for this process, which tells the reporter how it goes."""

    def pipeline(run: Run) -> Pipeline:
        return Pipeline(
            store,
            settings.served_formats,
            run,
            domain=settings.naming_domain,
            on_result=reporter.result,
            on_batch=reporter.batch,
        )

    @contextmanager
    def client(known: KnownSource) -> Iterator[Client]:
        def sleep(seconds: float) -> None:
            _sleep(seconds, store, known.source_id, process.name)

        with asking(settings, Timing(time.time, sleep, random.random)) as asked:
            yield asked

    return Harvester(store, process.name, process.is_gone, pipeline, client)


def asking(settings: Settings, timing: Timing) -> Client:
    """A client that says who we are."""
    return Client(
        version=version("oaipmh-service"), admin_email=settings.admin_email[0], timing=timing
    )


def patient() -> Timing:
    """The world's own time."""
    return Timing(time.time, time.sleep, random.random)


def _sleep(seconds: float, store: SqlStore, source_id: int, owner: str) -> None:
    """Wait, and show now and then that the source is still ours."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        time.sleep(min(left, _SIGN_OF_LIFE_SECONDS))
        store.keep_lease(source_id, owner)


def _machine() -> str:
    """Where process numbers mean the same: a host since it was started, or a container on it."""
    places = [socket.gethostname()]
    with suppress(OSError):
        places.append(Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip())
    with suppress(OSError):
        places.append(str(Path("/proc/self/ns/pid").stat().st_ino))
    return "+".join(places)


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True
