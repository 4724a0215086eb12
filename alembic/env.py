"""Runs the migrations against the database that `oaipmh.store.schema` names."""

from alembic import context
from sqlalchemy import Connection, text

from models import Base
from oaipmh.store.engine import write_engine
from oaipmh.store.schema import InUse

_LOCK_WAIT_SECONDS = 0.5
_ADVISORY_LOCK = 0x0A1_0A1


def run() -> None:
    """Migrate alone and in one transaction."""
    engine = write_engine(context.config.attributes["url"])
    try:
        with engine.connect() as connection:
            if connection.dialect.name == "postgresql":
                _prepare_postgresql(connection)
            with connection.begin():
                context.configure(
                    connection=connection, target_metadata=Base.metadata, compare_type=True
                )
                context.run_migrations()
    finally:
        engine.dispose()


def _prepare_postgresql(connection: Connection) -> None:
    """For the whole session, so that a migration may commit on its way.

    It never waits: whoever waits for a table's lock has all its readers wait behind it, and whoever
    waits in a statement for the other migration may keep that from making an index concurrently.

    Raises:
        InUse: another migration runs.
    """
    with connection.begin():
        connection.execute(text(f"SET lock_timeout = '{_LOCK_WAIT_SECONDS}s'"))
        if not connection.execute(text(f"SELECT pg_try_advisory_lock({_ADVISORY_LOCK})")).scalar():
            raise InUse("Another migration of this database is under way")


run()
