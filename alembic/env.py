"""Runs the migrations against the database that `oaipmh.store.schema` names."""

from alembic import context
from sqlalchemy import text

from models import Base
from oaipmh.store.engine import write_engine

_LOCK_WAIT_SECONDS = 60
_ADVISORY_LOCK = 0x0A1_0A1


def run() -> None:
    """Migrate in one transaction, alone: a second migration waits for the first."""
    engine = write_engine(context.config.attributes["url"])
    with engine.connect() as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(text(f"SET LOCAL lock_timeout = '{_LOCK_WAIT_SECONDS}s'"))
            connection.execute(text(f"SELECT pg_advisory_xact_lock({_ADVISORY_LOCK})"))
        context.configure(connection=connection, target_metadata=Base.metadata, compare_type=True)
        context.run_migrations()
    engine.dispose()


run()
