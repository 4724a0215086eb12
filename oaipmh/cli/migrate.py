"""`oaipmh migrate`: bring the database to the schema this program wants."""

from oaipmh.cli.console import say
from oaipmh.settings import load_settings
from oaipmh.store.migrations import migrate as migrate_schema
from oaipmh.store.urls import shown_url


def migrate() -> None:
    """Create or upgrade the database's tables. Safe to run again, and beside a second run."""
    url = load_settings().database_url
    migrate_schema(url)
    say(f"{shown_url(url)} has the newest schema")
