"""`oaipmh quarantine`: what could not be taken in, and why."""

from typing import Annotated

import typer

from oaipmh.cli.console import say
from oaipmh.cli.opening import opened_store
from oaipmh.protocol.datestamp import format_utc


def quarantine(
    *, limit: Annotated[int, typer.Option(help="How many to list at the most.")] = 100
) -> None:
    """List what was refused, the latest first: since when, from where, why."""
    with opened_store() as (_, store):
        for entry in store.quarantine(limit):
            since = format_utc(entry.since)
            say(f"{since}\t{entry.source}\t{entry.position}\t{entry.reason}")
