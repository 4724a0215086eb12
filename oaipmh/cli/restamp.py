"""`oaipmh restamp`: bring harvesters back to the truth after a failover or a restore."""

import time
from collections.abc import Iterator
from typing import Annotated

import typer

from oaipmh.cli.console import complain, print_json, say, warn
from oaipmh.cli.opening import opened_store
from oaipmh.cli.running import INTERRUPTED, reporting
from oaipmh.protocol.datestamp import Datestamp, parse_datestamp
from oaipmh.store import SqlStore

_BATCH_ITEMS = 250


def _datestamp(text: str) -> Datestamp:
    try:
        return parse_datestamp(text)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None


def restamp(
    identifiers: Annotated[
        list[str] | None, typer.Argument(help="Items to stamp anew, by their identifiers.")
    ] = None,
    *,
    since: Annotated[
        Datestamp | None,
        typer.Option(
            parser=_datestamp,
            metavar="DATESTAMP",
            help="Stamp every record anew that has this datestamp (UTC) or a later one.",
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print it as one JSON object.")] = False,
) -> None:
    """Stamp records anew, tombstones too, so that every harvester takes them again.

    For after a failover or a restore: docs/replication.md. Nothing but datestamps changes.
    Interrupted, run again, it goes on.
    """
    if (since is None) == (not identifiers):
        raise typer.BadParameter("give either --since or identifiers")
    started = time.monotonic()
    with opened_store() as (_, store):
        unknown = [] if identifiers is None else _restamp_items(store, identifiers)
        known = len(identifiers or ()) - len(unknown)
        told = {"items": known} if since is None else {"records": _restamp(store, since.first)}
    seconds = time.monotonic() - started
    if as_json:
        print_json({**told, "unknown": unknown, "seconds": round(seconds, 2)})
    else:
        ((what, count),) = told.items()
        say(f"{count} {what} stamped anew in {seconds:.1f} s")
    for identifier in unknown:
        complain(f"{identifier} is unknown; `oaipmh delete` makes a tombstone of it")
    if unknown:
        raise typer.Exit(1)


def _restamp(store: SqlStore, since: int) -> int:
    """Stamp anew; how many records. Interrupted, it ends the command with 130."""
    count = 0
    try:
        with reporting() as reporter:
            for records in _batches(store, since):
                count += records
                reporter.show(f"{count} records stamped anew")
    except KeyboardInterrupt:
        warn("interrupted: what is stamped stays; run the same command again to go on")
        raise typer.Exit(INTERRUPTED) from None
    return count


def _batches(store: SqlStore, since: int) -> Iterator[int]:
    """How many records each batch stamps; other writers are left as much time between two."""
    task, done = store.begin_restamping(since), False
    while not done:
        started = time.monotonic()
        batch = store.restamp(task)
        yield batch.records
        done = batch.done
        if not done:
            time.sleep(time.monotonic() - started)


def _restamp_items(store: SqlStore, identifiers: list[str]) -> list[str]:
    """Stamp these items anew; those that the store does not know."""
    wanted = list(dict.fromkeys(identifiers))
    known: set[str] = set()
    for start in range(0, len(wanted), _BATCH_ITEMS):
        known |= store.restamp_items(wanted[start : start + _BATCH_ITEMS])
    return [one for one in wanted if one not in known]
