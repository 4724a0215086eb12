"""The ports' implementation with SQLAlchemy, on SQLite and PostgreSQL alike."""

from oaipmh.store.loading import LoadRefused
from oaipmh.store.store import SqlStore

__all__ = ["LoadRefused", "SqlStore"]
