"""`oaipmh migrate`: bring the database to the schema this program wants."""

from oaipmh.cli.console import say
from oaipmh.settings import load_settings
from oaipmh.store.schema import migrate as migrate_schema


def migrate() -> None:
    """Create or upgrade the database's tables. Safe to run again, and beside a second run."""
    settings = load_settings()
    migrate_schema(settings.database_url)
    say("The database has the newest schema")
