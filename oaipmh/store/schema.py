"""The database's schema: brought up to date by Alembic, and checked before the store is used."""

import time
from contextlib import suppress
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from oaipmh.store.engine import unavailable_on_failure
from oaipmh.store.urls import missing_file, shown_url

ATTEMPTS = 20
PAUSE_SECONDS = 1.5
"""A migration asks for its locks anew so often, and lets everyone else pass between."""

_LOCK_NOT_AVAILABLE = "55P03"
_ROOT = Path(__file__).resolve().parents[2]


class SchemaError(Exception):
    """The database's schema is not the one this program was written for."""


class InUse(SchemaError):
    """Someone else holds what a migration must have for itself: later it may go."""


def migrate(url: str) -> None:
    """Bring the database at the URL to the newest schema; nothing happens if it is there.

    Raises:
        InUse: its tables could not be had, nor some time later.
        SchemaError: the database is newer than this program.
        StoreUnavailable: the database cannot be reached.
    """
    for _ in range(ATTEMPTS - 1):
        with suppress(InUse):
            return _upgrade(url)
        time.sleep(PAUSE_SECONDS)
    return _upgrade(url)


def _upgrade(url: str) -> None:
    with unavailable_on_failure():
        try:
            command.upgrade(alembic_config(url), "head")
        except CommandError as error:
            raise SchemaError(f"{shown_url(url)} is newer than this program: {error}") from None
        except OperationalError as error:
            if getattr(error.orig, "sqlstate", None) != _LOCK_NOT_AVAILABLE:
                raise
            raise InUse(
                f"Nothing in {shown_url(url)} has been changed, for someone reads or writes it in a"
                " long transaction (a backup?): run `oaipmh migrate` again when that has ended"
            ) from error


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
    scripts = ScriptDirectory.from_config(alembic_config(url))
    current = MigrationContext.configure(connection).get_current_revision()
    if current is None:
        raise SchemaError(f"{shown_url(url)} is empty: run `oaipmh migrate` first")
    if current not in {script.revision for script in scripts.walk_revisions()}:
        raise SchemaError(f"{shown_url(url)} is newer than this program: it has {current}")
    if current != scripts.get_current_head():
        raise SchemaError(
            f"{shown_url(url)} is older than this program: run `oaipmh migrate` first"
        )


def alembic_config(url: str) -> Config:
    """Alembic's configuration for a database; the migrations stand beside the package."""
    scripts = _ROOT / "alembic"
    if not scripts.is_dir():
        raise SchemaError(f"The migrations are not at {scripts}: install from a checkout")
    config = Config()
    config.set_main_option("script_location", str(scripts))
    config.attributes["url"] = url
    return config
