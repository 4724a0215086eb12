"""Taking what was refused in again, the way it came, by today's rules."""

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Protocol, cast

from oaipmh.ingest.assigning import into_set
from oaipmh.ingest.pipeline import Pipeline
from oaipmh.ingest.views import Quarantined, RunView
from oaipmh.readers import read
from oaipmh.readers.incoming import Incoming


class Refusal(Protocol):
    """Something that was refused."""

    @property
    def source(self) -> str:
        """Where it came from."""

    @property
    def position(self) -> str:
        """Where it stood there."""

    @property
    def input_format(self) -> str:
        """What reads its bytes."""

    @property
    def raw(self) -> bytes:
        """Its bytes."""


class RefusalStore(Protocol):
    """Where refused things are kept, and the runs that met them."""

    def run(self, run_id: int) -> RunView | None:
        """One run; None when there is none of that number."""

    def drop_quarantined(self, quarantine_id: int) -> bool:
        """Forget one refused thing; whether there was one of that number."""


def retry_kept(entry: Quarantined, pipeline: Pipeline, store: RefusalStore) -> bool:
    """Take it in again, the way the run took it that met it last. Whether all of it was taken.

    What succeeds leaves the quarantine.
    """
    run = store.run(entry.run_id) if entry.run_id is not None else None
    pipeline.run = replace(pipeline.run, source_id=run.source_id if run else None)
    set_spec = run.options.get("set") if run else None
    taken = retry(entry, pipeline, lambda stream: into_set(stream, set_spec))
    if taken:
        store.drop_quarantined(entry.quarantine_id)
    return taken


def retry(
    refusal: Refusal, pipeline: Pipeline, adapt: Callable[[Iterator[Incoming]], Iterator[Incoming]]
) -> bool:
    """Take it in again; `adapt` does to it what its route did. Whether all of it was taken.

    What is refused once more is the same entry of the quarantine, with today's reason.
    """
    refused = pipeline.summary.quarantined
    stream = cast("io.BufferedReader", io.BufferedReader(io.BytesIO(refusal.raw)))
    incoming = adapt(_placed(read(stream, refusal.input_format), refusal.position))
    count = pipeline.take(refusal.source, incoming, refusal.input_format)
    return count > 0 and pipeline.summary.quarantined == refused


def _placed(stream: Iterator[Incoming], position: str) -> Iterator[Incoming]:
    return (replace(incoming, position=position) for incoming in stream)
