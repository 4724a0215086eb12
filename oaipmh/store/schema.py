"""The schema that this program wants, and whether a database has it.

Alembic, which brings it there, is not asked: to import it takes longer than most commands run.
"""

from pathlib import Path

from sqlalchemy import Connection, inspect

from oaipmh.store.urls import missing_file, shown_url

MIGRATIONS = Path(__file__).resolve().parents[2] / "alembic"
"""They stand beside the package, in files whose names begin with their revisions."""


class SchemaError(Exception):
    """The database's schema is not the one this program was written for."""


class InUse(SchemaError):
    """Someone else holds what a migration must have for itself: later it may go."""


def require_file(url: str) -> None:
    """Make sure that there is a database before it is connected to.

    Raises:
        SchemaError: its file is missing.
    """
    missing = missing_file(url)
    if missing:
        raise SchemaError(
            f"There is no database at {missing}: set OAIPMH_DATABASE_URL, or make one with"
            " `oaipmh migrate`"
        )


def check_schema(url: str, connection: Connection) -> None:
    """Make sure of the newest schema.

    Raises:
        SchemaError: it is older, newer or absent.
    """
    newest, current = newest_revision(), _revision(connection)
    if current is None:
        raise SchemaError(f"{shown_url(url)} is empty: run `oaipmh migrate` first")
    if current > newest:
        raise SchemaError(f"{shown_url(url)} is newer than this program: it has {current}")
    if current < newest:
        raise SchemaError(
            f"{shown_url(url)} is older than this program: run `oaipmh migrate` first"
        )


def newest_revision() -> str:
    """The revision of the newest migration: they are numbered.

    Raises:
        SchemaError: the migrations are not there.
    """
    names = [path.name for path in MIGRATIONS.glob("versions/*.py")]
    if not names:
        raise SchemaError(f"The migrations are not at {MIGRATIONS}: install from a checkout")
    return max(names).partition("_")[0]


def _revision(connection: Connection) -> str | None:
    """What Alembic has written down."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
