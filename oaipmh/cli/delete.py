"""`oaipmh delete`: make tombstones."""

import time
from typing import Annotated

import typer

from oaipmh.app import crosswalks
from oaipmh.cli.opening import opened_store
from oaipmh.cli.running import finish, reporting
from oaipmh.ingest.pipeline import Pipeline
from oaipmh.protocol.syntax import is_identifier
from oaipmh.readers.incoming import IncomingItem


def delete(
    identifiers: Annotated[list[str], typer.Argument(help="The items' identifiers.")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")] = False,
) -> None:
    """Delete items, for ever: harvesters are told, in every format and set they were in.

    An unknown identifier makes a tombstone in oai_dc.
    """
    for identifier in identifiers:
        if not is_identifier(identifier):
            raise typer.BadParameter(f"{identifier!r} is not a URI", param_hint="IDENTIFIERS")
    started = time.monotonic()
    with opened_store() as (settings, store), reporting() as reporter:
        pipeline = Pipeline(store, crosswalks(settings), on_quarantine=reporter.quarantined)
        pipeline.take(
            "oaipmh delete",
            (
                IncomingItem(f"argument {number}", identifier.encode(), identifier, deleted=True)
                for number, identifier in enumerate(identifiers, 1)
            ),
        )
    finish(pipeline, started, as_json=as_json)
