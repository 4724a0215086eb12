"""The database's schema brought up to date, by Alembic."""

import time
from contextlib import suppress

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy.exc import OperationalError

from oaipmh.store.engine import unavailable_on_failure
from oaipmh.store.schema import MIGRATIONS, InUse, SchemaError, newest_revision
from oaipmh.store.urls import shown_url

ATTEMPTS = 20
PAUSE_SECONDS = 1.5
"""A migration asks for its locks anew so often, and lets everyone else pass between."""

_LOCK_NOT_AVAILABLE = "55P03"


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


def alembic_config(url: str) -> Config:
    """Alembic's configuration for a database.

    Raises:
        SchemaError: the migrations are not beside the package.
    """
    newest_revision()
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["url"] = url
    return config
