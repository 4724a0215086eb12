"""The database's schema: brought up to date by Alembic, and checked before the store is used."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from oaipmh.store.engine import reading

_ROOT = Path(__file__).resolve().parents[2]


class SchemaError(Exception):
    """The database's schema is not the one this program was written for."""


def migrate(url: str) -> None:
    """Bring the database at the URL to the newest schema; nothing happens if it is there."""
    command.upgrade(alembic_config(url), "head")


def check_schema(engine: Engine) -> None:
    """Make sure of the newest schema.

    Raises:
        SchemaError: it is older, newer or absent.
        StoreUnavailable: the database cannot be reached.
    """
    head = ScriptDirectory.from_config(alembic_config("")).get_current_head()
    with reading(engine) as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    if current != head:
        found = f"has revision {current}" if current else "is empty"
        raise SchemaError(
            f"The database {found}, this program wants {head}: run `oaipmh migrate` first"
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
