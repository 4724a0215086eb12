"""Applying rules for a command: batch by batch, with progress, leaving room for other writers."""

import time
from collections.abc import Iterator, Mapping

import typer

from oaipmh.cli.console import print_json, say, warn
from oaipmh.cli.running import INTERRUPTED, reporting
from oaipmh.store import SqlStore
from oaipmh.store.applying import Application


def apply_rules(store: SqlStore) -> int:
    """Apply the rules that have changed to all items; how many were stamped.

    Interrupted, it says how to go on, and ends the command with 130.
    """
    changed = 0
    try:
        with reporting() as reporter:
            for batch in batches(store):
                changed += batch.changed
                percent = 100 if batch.done else 100 * batch.applied_to // batch.last
                reporter.show(f"{percent} % of the items done, {changed} changed")
    except KeyboardInterrupt:
        warn("interrupted: `oaipmh sets apply` goes on with it")
        raise typer.Exit(INTERRUPTED) from None
    return changed


def batches(store: SqlStore) -> Iterator[Application]:
    """Apply the rules that have changed to all items, batch by batch; the last one is `done`."""
    while True:
        started = time.monotonic()
        batch = store.apply_rules()
        yield batch
        if batch.done:
            return
        # Writers wait for the lock by asking now and then: they need time to find it free.
        time.sleep(time.monotonic() - started)


def finish_applying(changed: int, started: float, told: Mapping[str, object] | None) -> None:
    """Say how many items joined or left a set; as JSON, with what else is told."""
    seconds = time.monotonic() - started
    if told is None:
        say(f"{changed} changed in {seconds:.1f} s")
    else:
        print_json({**told, "changed": changed, "seconds": round(seconds, 2)})
