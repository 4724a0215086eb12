"""`oaipmh delete`: make tombstones."""

import os
import time
from typing import Annotated

import typer

from oaipmh.cli.opening import opened_store
from oaipmh.cli.running import finish, reporting
from oaipmh.crosswalks import choose_crosswalks
from oaipmh.ingest.pipeline import Pipeline
from oaipmh.readers.incoming import IncomingItem


def delete(
    identifiers: Annotated[list[str], typer.Argument(help="The items' identifiers.")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")] = False,
) -> None:
    """Delete items, for ever: harvesters are told, in every format and set they were in.

    An unknown identifier makes a tombstone in oai_dc.
    """
    started = time.monotonic()
    with opened_store() as (settings, store), reporting() as reporter:
        pipeline = Pipeline(
            store, choose_crosswalks(settings.formats), on_quarantine=reporter.quarantined
        )
        pipeline.take(
            "oaipmh delete",
            (
                IncomingItem(
                    f"argument {number}", os.fsencode(identifier), identifier, deleted=True
                )
                for number, identifier in enumerate(identifiers, 1)
            ),
        )
    finish(pipeline, started, as_json=as_json)
