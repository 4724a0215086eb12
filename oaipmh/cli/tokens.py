"""`oaipmh tokens`: the secret that signs resumption tokens."""

import secrets

import typer

from oaipmh.cli.console import say
from oaipmh.cli.opening import opened_store
from oaipmh.protocol.datestamp import format_utc
from oaipmh.protocol.resumption_token import LONGEST_LIFE_SECONDS
from oaipmh.settings import SettingsError

_SECRET_BYTES = 32
app = typer.Typer(help="The secret that signs resumption tokens.", no_args_is_help=True)


@app.callback()
def tokens() -> None:
    """The secret that signs resumption tokens."""


@app.command("rotate")
def rotate() -> None:
    """Let a new secret sign. Tokens of the old one stay good, and no node need be restarted."""
    with opened_store() as (settings, store):
        if settings.token_secret:
            raise SettingsError(
                "OAIPMH_TOKEN_SECRET is set, so the secrets are not kept in the database: see"
                " docs/replication.md for how to change them there"
            )
        new = store.rotate_token_secret(secrets.token_bytes(_SECRET_BYTES))
    until = format_utc(new.signs_from + LONGEST_LIFE_SECONDS)
    say(f"a new secret signs from {format_utc(new.signs_from)}; the old one verifies until {until}")
