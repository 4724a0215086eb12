"""The files of a resource: identifiers that are URLs, whose scheme is a media type."""

from typing import NamedTuple

from oaipmh.metadata.description import Statement

_URLS = ("http://", "https://", "ftp://")


class File(NamedTuple):
    """A file of a resource: where it is, and its media type."""

    url: str
    media_type: str


def file_of(statement: Statement) -> File | None:
    """The file that an identifier names; None of any other identifier."""
    scheme = statement.scheme
    if scheme is None or "/" not in scheme or not statement.value.lower().startswith(_URLS):
        return None
    return File(statement.value, scheme)
