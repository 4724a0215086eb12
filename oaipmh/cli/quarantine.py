"""`oaipmh quarantine`: what could not be taken in, why, and what becomes of it."""

import sys
import time
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Annotated

import typer

from oaipmh.cli.console import complain, print_json, say, warn
from oaipmh.cli.harvesting import asking, patient
from oaipmh.cli.opening import opened_store
from oaipmh.cli.running import finish, piping
from oaipmh.harvester.client import Client
from oaipmh.harvester.errors import HarvestError
from oaipmh.ingest.harvesting import retake
from oaipmh.ingest.pipeline import Pipeline
from oaipmh.ingest.ports import NewRun
from oaipmh.ingest.retrying import retry_kept
from oaipmh.ingest.shapes import shape_quarantined
from oaipmh.ingest.views import Quarantined, QuarantineView
from oaipmh.protocol.datestamp import format_utc
from oaipmh.readers.incoming import Incoming
from oaipmh.store import SqlStore

app = typer.Typer(help="What could not be taken in, and why.", no_args_is_help=True)
_Number = Annotated[int, typer.Argument(help="Its number, as `list` shows it.")]
_PAGE = 500


@app.command("list")
def list_(
    *,
    limit: Annotated[int, typer.Option(help="How many to list at the most.")] = 100,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """List what was refused, the latest first: number, since when, from where, why."""
    last = 0
    with opened_store() as (_, store):
        for entry in store.quarantine(limit):
            last = entry.quarantine_id
            if as_json:
                print_json(shape_quarantined(entry))
            else:
                since = format_utc(entry.since)
                place = f"{entry.source}\t{entry.position}"
                say(f"{entry.quarantine_id}\t{since}\t{place}\t{entry.reason}")
        if last and store.quarantine(1, last):
            warn(f"there is more: of {store.status().quarantined}, see --limit")


@app.command("show")
def show(number: _Number) -> None:
    """Print the very bytes that were refused; what is known of them goes to standard error."""
    with opened_store() as (_, store):
        entry = _found(store, number)
    complain(f"{entry.source}, {entry.position}: {entry.reason}")
    sys.stdout.flush()
    sys.stdout.buffer.write(entry.raw)
    sys.stdout.buffer.flush()


@app.command("retry")
def retry_(
    numbers: Annotated[list[int] | None, typer.Argument(help="Their numbers.")] = None,
    *,
    everything: Annotated[bool, typer.Option("--all", help="Everything there is.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")] = False,
) -> None:
    """Take them in again, by this program's rules of today: what succeeds leaves the quarantine."""
    if bool(numbers) == everything:
        raise typer.BadParameter("give numbers, or --all")
    started = time.monotonic()
    with opened_store() as (settings, store):
        for number in numbers or ():
            _found(store, number)
        chosen = [entry.quarantine_id for entry in _all(store)] if everything else numbers or []
        with (
            asking(settings, patient()) as client,
            piping(settings, store, NewRun("retry", "oaipmh quarantine retry")) as pipeline,
        ):
            unreached = sum(_unreached(number, pipeline, store, client) for number in chosen)
    finish(pipeline.summary, started, as_json=as_json)
    if unreached:
        raise typer.Exit(1)


def _unreached(number: int, pipeline: Pipeline, store: SqlStore, client: Client) -> bool:
    """Take one in again; whether its source did not give it, so that it stays as it is."""
    entry = store.quarantined(number)
    if entry is None:  # one that was taken before may have been of the same item
        return False
    try:
        retry_kept(entry, pipeline, store, partial(_reread, store, client))
    except HarvestError as error:
        warn(f"{entry.source} does not give it: {error}")
        return True
    return False


@app.command("drop")
def drop(
    numbers: Annotated[list[int] | None, typer.Argument(help="Their numbers.")] = None,
    *,
    everything: Annotated[bool, typer.Option("--all", help="Everything there is.")] = False,
) -> None:
    """Forget what was refused, for ever."""
    if bool(numbers) == everything:
        raise typer.BadParameter("give numbers, or --all")
    with opened_store() as (_, store):
        found = [entry.quarantine_id for entry in _all(store)] if everything else numbers or []
        gone = sum(store.drop_quarantined(number) for number in found)
    say(f"{gone} dropped")
    if gone < len(found):
        raise typer.Exit(1)


def _reread(
    store: SqlStore, client: Client, refused: Quarantined, source_id: int
) -> Iterable[Incoming] | None:
    """What was refused of a harvest, as its source would be harvested now."""
    source = store.source_by_id(source_id)
    return None if source is None else retake(refused, source, client)


def _found(store: SqlStore, number: int) -> Quarantined:
    entry = store.quarantined(number)
    if entry is None:
        complain(f"the quarantine has no number {number}")
        raise typer.Exit(1)
    return entry


def _all(store: SqlStore) -> Iterator[QuarantineView]:
    before = None
    while page := store.quarantine(_PAGE, before):
        yield from page
        before = page[-1].quarantine_id
