"""Whether a repository can be harvested as its manager wants it; nobody is asked for that."""

from collections.abc import Iterable

from oaipmh.harvester.target import Target
from oaipmh.ingest.ports import NewSource
from oaipmh.ingest.views import SourceView
from oaipmh.protocol.syntax import MAX_IDENTIFIER_BYTES

MAX_NAME_BYTES = MAX_IDENTIFIER_BYTES
"""Both are keys of an index, and a database's takes no longer ones."""

MIN_EVERY_SECONDS = 60
MAX_EVERY_SECONDS = 366 * 86_400


class BadSource(ValueError):
    """No source can be like this; the message says why, and `field` is the field at fault."""

    def __init__(self, message: str, field: str) -> None:
        super().__init__(message)
        self.field = field


def is_source_name(name: str) -> bool:
    """Whether a source may be named so: it stands in lines of the log, in columns and in URLs."""
    # U+FFFD is what has been undecodable.
    shown = name.isprintable() and "\N{REPLACEMENT CHARACTER}" not in name
    return shown and name == name.strip() and 0 < len(name.encode()) <= MAX_NAME_BYTES


def check_source(source: NewSource) -> None:
    """Make sure that a source can be recorded, shown and harvested.

    Raises:
        BadSource: its name cannot be shown, or its schedule is none.
        BadTarget: it cannot be harvested.
    """
    if not is_source_name(source.name):
        raise BadSource(
            f"{source.name[:100]!r} is no name: characters that can be seen, no blank at its"
            f" ends, {MAX_NAME_BYTES} bytes in UTF-8 at the most",
            "name",
        )
    every = source.every_seconds
    if every is not None and not MIN_EVERY_SECONDS <= every <= MAX_EVERY_SECONDS:
        raise BadSource(
            "a source is harvested every minute at the most, each year at the least",
            "every_seconds",
        )
    Target(
        source.base_url,
        source.metadata_prefix,
        source.set_spec,
        set_prefix=source.set_prefix,
        post=source.post,
    )


def as_asked(source: SourceView) -> NewSource:
    """What a source that is known is asked for, and when."""
    return NewSource(
        source.name,
        source.base_url,
        source.metadata_prefix,
        source.set_spec,
        source.set_prefix,
        source.post,
        source.every_seconds,
    )


def names_of_same(wanted: NewSource, sources: Iterable[SourceView]) -> list[str]:
    """The names of other sources with the same list: they would take its items from each other."""
    return [
        source.name
        for source in sources
        if source.name != wanted.name
        and (source.base_url.rstrip("/"), source.metadata_prefix, source.set_spec)
        == (wanted.base_url.rstrip("/"), wanted.metadata_prefix, wanted.set_spec)
    ]
