"""`oaipmh delete`: make tombstones."""

import os
import time
from typing import Annotated

import typer

from oaipmh.cli.console import warn
from oaipmh.cli.opening import opened_store
from oaipmh.cli.running import finish, piping
from oaipmh.ingest.ports import NewRun
from oaipmh.metadata.wording import some_of
from oaipmh.protocol.syntax import is_identifier
from oaipmh.readers.incoming import IncomingItem

_SOURCE = "oaipmh delete"


def delete(
    identifiers: Annotated[list[str], typer.Argument(help="The items' identifiers.")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")] = False,
) -> None:
    """Delete items, for ever: harvesters are told, in every format and set they were in.

    An unknown identifier makes a tombstone in oai_dc.
    """
    started = time.monotonic()
    with (
        opened_store() as (settings, store),
        piping(settings, store, NewRun("delete", _SOURCE)) as pipeline,
    ):
        unknown = [one for one in identifiers if is_identifier(one) and store.digest(one) is None]
        pipeline.take(
            _SOURCE,
            (
                IncomingItem(
                    f"argument {number}", os.fsencode(identifier), identifier, deleted=True
                )
                for number, identifier in enumerate(identifiers, 1)
            ),
        )
    if unknown:
        warn(f"unknown until now, and tombstones all the same: {some_of(unknown)}")
    finish(pipeline.summary, started, as_json=as_json)
