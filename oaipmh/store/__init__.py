"""The ports' implementation with SQLAlchemy, on SQLite and PostgreSQL alike."""

from oaipmh.store.store import SqlStore

__all__ = ["SqlStore"]
