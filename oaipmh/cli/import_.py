"""`oaipmh import`: take items in from files, folders, gzip or standard input."""

import shlex
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from typing import Annotated

import typer

from oaipmh.cli.console import warn
from oaipmh.cli.inputs import find_inputs, opened_inputs
from oaipmh.cli.opening import opened_store
from oaipmh.cli.running import finish, reporting
from oaipmh.crosswalks import choose_crosswalks
from oaipmh.ingest.pipeline import Pipeline
from oaipmh.protocol.syntax import is_set_spec
from oaipmh.readers import READERS, read
from oaipmh.readers.incoming import Incoming, IncomingItem
from oaipmh.store import SqlStore

_FORMATS = ("auto", *READERS)
_INTERRUPTED = 130


def import_(  # noqa: PLR0913 - a command's options are its arguments
    paths: Annotated[list[str], typer.Argument(help="Files or folders; - is standard input.")],
    *,
    input_format: Annotated[
        str, typer.Option("--format", help=f"What the files are: {', '.join(_FORMATS)}.")
    ] = "auto",
    set_spec: Annotated[
        str | None, typer.Option("--set", help="A setSpec to put every item into, too.")
    ] = None,
    keep_datestamps: Annotated[
        bool, typer.Option(help="Keep the files' datestamps: for a first load or a move only.")
    ] = False,
    force: Annotated[
        bool, typer.Option(help="Keep datestamps although lists have been served.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")] = False,
) -> None:
    """Take items in. The same content again changes nothing, not even a datestamp.

    Exit 0: all taken in; 1: some quarantined; 2: it could not run.
    """
    if input_format not in _FORMATS:
        raise typer.BadParameter(f"one of {', '.join(_FORMATS)}", param_hint="--format")
    if set_spec is not None and not is_set_spec(set_spec):
        raise typer.BadParameter(f"{set_spec!r} is no setSpec", param_hint="--set")
    inputs = find_inputs(paths)
    started = time.monotonic()
    with opened_store() as (settings, store), reporting() as reporter:
        if keep_datestamps:
            _begin_load(store, _spelled(paths), force=force)
        pipeline = Pipeline(
            store,
            choose_crosswalks(settings.formats),
            keep_datestamps=keep_datestamps,
            on_quarantine=reporter.quarantined,
            on_batch=reporter.batch,
        )
        try:
            for name, stream in chain.from_iterable(map(opened_inputs, inputs)):
                incoming = _into_set(read(stream, input_format), set_spec)
                if not pipeline.take(name, incoming):
                    warn(f"nothing to take in: {name} has no items and no sets")
        except KeyboardInterrupt:
            warn("interrupted: what was stored stays; run the same command again to go on")
            raise typer.Exit(_INTERRUPTED) from None
        if keep_datestamps:
            store.end_load()
    finish(pipeline, started, as_json=as_json)


def _begin_load(store: SqlStore, source: str, *, force: bool) -> None:
    resumed = store.begin_load(source, force=force)
    if resumed:
        warn(f"the load of {source} that keeps datestamps had not finished: going on with it")
    if force:
        warn(
            "keeping datestamps by force: whoever has harvested before will not see an item whose"
            " datestamp lies before that harvest, until it changes"
        )


def _spelled(paths: list[str]) -> str:
    """The paths as a shell takes them, whatever bytes they are made of."""
    return shlex.join(paths).encode("utf-8", "backslashreplace").decode()


def _into_set(stream: Iterator[Incoming], set_spec: str | None) -> Iterator[Incoming]:
    for incoming in stream:
        if set_spec is not None and isinstance(incoming, IncomingItem):
            yield replace(incoming, set_specs=(*incoming.set_specs, set_spec))
        else:
            yield incoming
