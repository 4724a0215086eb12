"""Opening the store that the settings name, for one command."""

from collections.abc import Iterator
from contextlib import contextmanager

from oaipmh.settings import Settings, load_settings
from oaipmh.store import SqlStore


@contextmanager
def opened_store() -> Iterator[tuple[Settings, SqlStore]]:
    """The settings and the store, whose schema has been checked; closed at the end."""
    settings = load_settings()
    store = SqlStore(settings.database_url, settings.read_database_url)
    try:
        store.check_schema()
        yield settings, store
    finally:
        store.dispose()
