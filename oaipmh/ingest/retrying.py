"""Taking what was refused in again, the way it came, by today's rules."""

import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Protocol, cast

from oaipmh.ingest.assigning import into_set
from oaipmh.ingest.pipeline import Pipeline
from oaipmh.ingest.views import Quarantined, RunView
from oaipmh.readers.incoming import Incoming
from oaipmh.readers.input_formats import read

Reread = Callable[[Quarantined, int], Iterable[Incoming] | None]
"""Reads what was refused of a harvest, given its source's key; None where that is not known."""


class RefusalStore(Protocol):
    """Where refused things are kept, and the runs that met them."""

    def run(self, run_id: int) -> RunView | None:
        """One run; None when there is none of that number."""

    def drop_quarantined(self, quarantine_id: int) -> bool:
        """Forget one refused thing; whether there was one of that number."""


def retry_kept(
    entry: Quarantined, pipeline: Pipeline, store: RefusalStore, reread: Reread = lambda *_: None
) -> bool:
    """Take it in again, the way the run took it that met it last. Whether all of it was taken.

    What succeeds leaves the quarantine; what is refused once more stays, with today's reason.
    """
    run = store.run(entry.run_id) if entry.run_id is not None else None
    source_id = run.source_id if run else None
    pipeline.run = replace(pipeline.run, source_id=source_id)
    stream = None if source_id is None else reread(entry, source_id)
    if stream is None:
        stream = into_set(_read(entry), run.options.get("set") if run else None)
    refused = pipeline.summary.quarantined
    count = pipeline.take(entry.source, _placed(stream, entry.position), entry.input_format)
    taken = count > 0 and pipeline.summary.quarantined == refused
    if taken:
        store.drop_quarantined(entry.quarantine_id)
    return taken


def _read(entry: Quarantined) -> Iterator[Incoming]:
    stream = cast("io.BufferedReader", io.BufferedReader(io.BytesIO(entry.raw)))
    return read(stream, entry.input_format)


def _placed(stream: Iterable[Incoming], position: str) -> Iterator[Incoming]:
    return (replace(incoming, position=position) for incoming in stream)
