"""`oaipmh runs`: what came in, when, from where, and how it ended."""

from typing import Annotated

import typer

from oaipmh.cli.console import print_json, say
from oaipmh.cli.opening import opened_store
from oaipmh.ingest.shapes import shape_run
from oaipmh.ingest.views import RunView
from oaipmh.protocol.datestamp import format_utc


def runs(
    *,
    limit: Annotated[int, typer.Option(help="How many to list at the most.")] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """List the latest imports, harvests and API writes, the newest first."""
    with opened_store() as (_, store):
        for run in store.runs(limit):
            if as_json:
                print_json(shape_run(run))
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
