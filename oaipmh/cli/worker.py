"""`oaipmh worker`: harvests sources when they are due, ends embargoes, applies rules of sets."""

import signal
import threading
import time
from typing import Annotated

import typer

from oaipmh.cli.applying import batches
from oaipmh.cli.collecting import seldom_collecting
from oaipmh.cli.console import err, warn
from oaipmh.cli.harvesting import Process, harvester, this_process
from oaipmh.cli.opening import opened_store
from oaipmh.cli.running import Reporter
from oaipmh.harvester.errors import HarvestError
from oaipmh.ingest.ports import LeaseLost, SourceBusy
from oaipmh.provider.ports import StoreUnavailable
from oaipmh.settings import Settings
from oaipmh.store import SqlStore

PAUSE_SECONDS = 10.0
_TRIM_SECONDS = 3600.0
_STRETCH_SECONDS = 10.0
"""How long one thing is done at a stretch: a source that falls due waits no longer."""


def worker(
    *,
    once: Annotated[
        bool, typer.Option(help="Do what is due now, and end: for cron or a timer.")
    ] = False,
) -> None:
    """Harvest sources when due, end embargoes, go on with rules of sets; several share the work.

    Between two harvests, items whose embargo has ended are rendered anew, and rules of sets that
    have changed are applied to the items there are.

    It runs until it is interrupted or terminated, and then stops between two pages.
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    process = this_process()
    pause = threading.Event()
    with opened_store() as (settings, store):
        trimmed = -_TRIM_SECONDS
        try:
            while True:
                if time.monotonic() - trimmed >= _TRIM_SECONDS:
                    trimmed = time.monotonic()
                    _trim_runs(store)
                busy = _harvest_next(settings, store, process)
                busy = _end_embargoes(settings, store) or busy
                busy = _apply_rules(store) or busy
                if not busy and once:
                    return
                if not busy:
                    pause.wait(PAUSE_SECONDS)
        except KeyboardInterrupt:
            err.print("stopped: what was stored stays, and the next worker goes on from there")


def _trim_runs(store: SqlStore) -> None:
    """Forget what runs leave behind, also where nothing but the admin API makes any."""
    try:
        store.trim_runs()
    except StoreUnavailable as error:
        warn(str(error))


def _harvest_next(settings: Settings, store: SqlStore, process: Process) -> bool:
    """Harvest the source that has been due longest; whether there was one.

    What goes wrong with it is recorded with its run; the others must not suffer.
    """
    try:
        source = store.next_due(process.is_gone)
        if source is None:
            return False
        started = time.monotonic()
        harvesting = harvester(settings, store, process, Reporter(lambda _: None))
        with seldom_collecting():
            harvested = harvesting.harvest(source)
    except (HarvestError, SourceBusy, LeaseLost, StoreUnavailable) as error:
        warn(str(error))
        return not isinstance(error, StoreUnavailable | SourceBusy)
    summary = harvested.summary
    err.print(
        f"{source.name}: {summary.read} read, {summary.created} created, {summary.updated} updated,"
        f" {summary.deleted} deleted, {summary.quarantined} quarantined in"
        f" {time.monotonic() - started:.1f} s"
    )
    for finding in harvested.findings:
        warn(f"{source.name}: {finding}")
    return True


def _end_embargoes(settings: Settings, store: SqlStore) -> bool:
    """Render items anew whose embargo has ended; whether some may be left."""
    formats = settings.served_formats
    end, items, stamped = time.monotonic() + _STRETCH_SECONDS, 0, 0
    try:
        while True:
            batch = store.render_due(formats)
            items += batch.items - len(batch.failed)
            stamped += batch.stamped
            for failure in batch.failed:
                warn(f"embargoes: {failure}; it is tried again later")
            if not batch.items or time.monotonic() > end:
                break
    except StoreUnavailable as error:
        warn(str(error))
        return False
    if items:
        err.print(f"embargoes: {items} ended, {stamped} records changed")
    return bool(batch.items)


def _apply_rules(store: SqlStore) -> bool:
    """Apply rules that have changed to some more items; whether some are left."""
    end, changed = time.monotonic() + _STRETCH_SECONDS, 0
    try:
        for batch in batches(store):
            changed += batch.changed
            if batch.done and batch.set_specs:
                err.print(f"rules of {', '.join(batch.set_specs)}: applied to all items")
            if batch.done or time.monotonic() > end:
                break
    except StoreUnavailable as error:
        warn(str(error))
        return False
    if changed:
        err.print(f"rules: {changed} items joined or left a set")
    return not batch.done
