"""The store as the rest of the program knows it: one object, a file for each who uses it."""

from oaipmh.store.harvesting import SourceStore
from oaipmh.store.listing import ListStore
from oaipmh.store.loading import LoadStore
from oaipmh.store.managing import ManagedStore


class SqlStore(ListStore, LoadStore, SourceStore, ManagedStore):
    """A store over one database, or over a primary for writes and a replica for reads."""
