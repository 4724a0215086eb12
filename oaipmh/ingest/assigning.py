"""Putting all that comes in into one more set."""

from collections.abc import Iterator
from dataclasses import replace

from oaipmh.readers.incoming import Incoming, IncomingItem


def into_set(stream: Iterator[Incoming], set_spec: str | None) -> Iterator[Incoming]:
    """The stream, its items in one more set, if one is given."""
    for incoming in stream:
        if set_spec is not None and isinstance(incoming, IncomingItem):
            yield replace(incoming, set_specs=(*incoming.set_specs, set_spec))
        else:
            yield incoming
