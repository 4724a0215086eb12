"""`oaipmh quarantine`: what could not be taken in, why, and what becomes of it."""

import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated

import typer

from oaipmh.cli.console import complain, print_json, say
from oaipmh.cli.import_ import into_set
from oaipmh.cli.opening import opened_store
from oaipmh.cli.running import finish, piping
from oaipmh.ingest.pipeline import Pipeline
from oaipmh.ingest.ports import NewRun
from oaipmh.ingest.retrying import retry
from oaipmh.protocol.datestamp import format_utc
from oaipmh.store import SqlStore
from oaipmh.store.quarantine import QuarantineView

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
    with opened_store() as (_, store):
        for entry in store.quarantine(limit):
            if as_json:
                print_json(_as_json(entry))
            else:
                since = format_utc(entry.since)
                place = f"{entry.source}\t{entry.position}"
                say(f"{entry.quarantine_id}\t{since}\t{place}\t{entry.reason}")


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
        entries = _all(store) if everything else (_found(store, one) for one in numbers or ())
        with piping(settings, store, NewRun("retry", "oaipmh quarantine retry")) as pipeline:
            for entry in list(entries):
                _retry(entry, pipeline, store)
    finish(pipeline.summary, started, as_json=as_json)


def _retry(entry: QuarantineView, pipeline: Pipeline, store: SqlStore) -> None:
    """Take it in again, the way the run took it that met it last."""
    run = store.run(entry.run_id) if entry.run_id is not None else None
    pipeline.run = replace(pipeline.run, source_id=run.source_id if run else None)
    set_spec = run.options.get("set") if run else None
    if retry(entry, pipeline, lambda stream: into_set(stream, set_spec)):
        store.drop_quarantined(entry.quarantine_id)


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


def _found(store: SqlStore, number: int) -> QuarantineView:
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


def _as_json(entry: QuarantineView) -> dict[str, object]:
    return {
        "number": entry.quarantine_id,
        "since": format_utc(entry.since),
        "source": entry.source,
        "position": entry.position,
        "reason": entry.reason,
        "identifier": entry.identifier,
        "format": entry.input_format,
        "bytes": len(entry.raw),
    }
