"""`oaipmh import`: take items in from files, folders, gzip or standard input."""

import io
import shlex
import time
from itertools import chain
from pathlib import Path
from typing import Annotated

import typer

from oaipmh.cli.console import warn
from oaipmh.cli.inputs import find_inputs, opened_inputs
from oaipmh.cli.opening import opened_store
from oaipmh.cli.running import finish, piping
from oaipmh.cli.unpacking import failing
from oaipmh.ingest.assigning import into_set
from oaipmh.ingest.pipeline import Pipeline
from oaipmh.ingest.ports import NewRun
from oaipmh.ingest.replacing import Guarded, delete_missing, missing_identifiers
from oaipmh.protocol.syntax import is_set_spec
from oaipmh.readers.eprints import SubjectTree
from oaipmh.readers.input_formats import CANNOT_READ, READERS, detect, read
from oaipmh.store import SqlStore

_FORMATS = ("auto", *READERS)


def import_(  # noqa: PLR0913 - a command's options are its arguments
    paths: Annotated[list[str], typer.Argument(help="Files or folders; - is standard input.")],
    *,
    input_format: Annotated[
        str, typer.Option("--format", help=f"What the files are: {', '.join(_FORMATS)}.")
    ] = "auto",
    set_spec: Annotated[
        str | None, typer.Option("--set", help="A setSpec to put every item into, too.")
    ] = None,
    whole: Annotated[
        bool,
        typer.Option(
            "--replace",
            help="The files hold everything (of the set, with --set): delete what they lack.",
        ),
    ] = False,
    missing: Annotated[
        Path | None,
        typer.Option(help="A file for the identifiers that --replace would delete: none is."),
    ] = None,
    keep_datestamps: Annotated[
        bool, typer.Option(help="Keep the files' datestamps: for a first load or a move only.")
    ] = False,
    force: Annotated[
        bool,
        typer.Option(help="Do what --replace or --keep-datestamps would refuse as dangerous."),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")] = False,
) -> None:
    """Take items in. The same content again changes nothing, not even a datestamp.

    Exit 0: all taken in; 1: some quarantined; 2: it could not run, or --replace refused to delete.
    """
    if input_format not in _FORMATS:
        raise typer.BadParameter(f"one of {', '.join(_FORMATS)}", param_hint="--format")
    if set_spec is not None and not is_set_spec(set_spec):
        raise typer.BadParameter(f"{set_spec!r} is no setSpec", param_hint="--set")
    if missing is not None and not whole:
        raise typer.BadParameter("only --replace deletes what is missing", param_hint="--missing")
    inputs = find_inputs(paths)
    if not inputs:
        warn(f"nothing to take in: there are no files in {', '.join(paths)}")
    started = time.monotonic()
    options = {"format": input_format, "set": set_spec, "replace": whole}
    new_run = NewRun("import", _spelled(paths), whole=whole, options=options)
    with opened_store() as (settings, store):
        if keep_datestamps:
            _begin_load(store, new_run.source, force=force)
        with piping(settings, store, new_run, keep_datestamps=keep_datestamps) as pipeline:
            subjects = SubjectTree()
            for name, stream in chain.from_iterable(map(opened_inputs, inputs)):
                found, begun = _begin(stream, input_format)
                incoming = into_set(read(begun, found, subjects), set_spec)
                if not pipeline.take(name, incoming, found):
                    warn(f"nothing to take in: {name} has no items and no sets")
            if whole:
                _replace(pipeline, store, new_run.source, set_spec, missing, force=force)
        if keep_datestamps:
            store.end_load()
    finish(pipeline.summary, started, as_json=as_json)


def _begin(stream: io.BufferedReader, input_format: str) -> tuple[str, io.BufferedReader]:
    """A file's format, and the file; one that cannot be read says why to whoever reads it."""
    if input_format != "auto":
        return input_format, stream
    try:
        return detect(stream) or "auto", stream
    except CANNOT_READ as error:
        return "auto", failing(str(error))


def _replace(  # noqa: PLR0913 - what is deleted, and how sure it is
    pipeline: Pipeline,
    store: SqlStore,
    source: str,
    set_spec: str | None,
    missing: Path | None,
    *,
    force: bool,
) -> None:
    """Delete what the files lack, or write to the file `missing` what that is."""
    if missing is not None:
        with missing.open("w", encoding="utf-8") as listed:
            for identifier in missing_identifiers(pipeline.run, store, set_spec):
                listed.write(f"{identifier}\n")
        return
    doubtful = pipeline.unidentified
    try:
        delete_missing(pipeline, store, source, set_spec, doubtful=doubtful, force=force)
    except Guarded as error:
        raise Guarded(f"{error}. --missing FILE lists what would be deleted") from None


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
