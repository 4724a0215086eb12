"""`oaipmh runs`: what came in, when, from where, and how it ended."""

from typing import Annotated

import typer

from oaipmh.cli.console import print_json, say
from oaipmh.cli.opening import opened_store
from oaipmh.protocol.datestamp import format_utc
from oaipmh.store.runs import RunView


def runs(
    *,
    limit: Annotated[int, typer.Option(help="How many to list at the most.")] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """List the latest imports, harvests and API writes, the newest first."""
    with opened_store() as (_, store):
        for run in store.runs(limit):
            if as_json:
                print_json(describe_run(run))
            else:
                _print(run)


def _print(run: RunView) -> None:
    counts = ", ".join(f"{count} {name}" for name, count in run.counts.items() if count)
    say(f"{run.run_id}\t{format_utc(run.started)}\t{run.kind}\t{run.state}\t{run.source}")
    say(f"\t{counts or 'nothing read'}")
    if run.state != "complete" and run.position:
        say(f"\tlast stored at {format_utc(run.last_batch)}: {run.position}")
    if run.note:
        say(f"\t{run.note}")


def describe_run(run: RunView) -> dict[str, object]:
    """A run as JSON has it."""
    return {
        "run": run.run_id,
        "kind": run.kind,
        "source": run.source,
        "options": run.options,
        "started": format_utc(run.started),
        "last_batch": format_utc(run.last_batch),
        "ended": None if run.ended is None else format_utc(run.ended),
        "state": run.state,
        "position": run.position,
        "note": run.note,
        **run.counts,
    }
