"""Taking what was refused in again, the way it came, by today's rules."""

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Protocol, cast

from oaipmh.ingest.pipeline import Pipeline
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
