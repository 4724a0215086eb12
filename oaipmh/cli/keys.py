"""`oaipmh keys`: who may use the admin API, and for what."""

from typing import Annotated

import typer

from oaipmh.cli.console import complain, print_json, say
from oaipmh.cli.opening import opened_store
from oaipmh.ingest.shapes import shape_key
from oaipmh.ingest.views import KeyScope, KeyView
from oaipmh.protocol.datestamp import format_utc

app = typer.Typer(help="Keys of the admin API.", no_args_is_help=True)
_Name = Annotated[str, typer.Argument(help="Its name: who or what uses it.")]


@app.command("create")
def create(
    name: _Name,
    *,
    scope: Annotated[KeyScope, typer.Option(help="What it may do.")] = KeyScope.WRITE,
) -> None:
    """Make a key and print it, this once: only a hash of it is kept."""
    with opened_store() as (_, store):
        say(store.create_key(name, scope))


@app.command("list")
def list_(
    *, as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False
) -> None:
    """List the keys by name, the revoked ones too."""
    with opened_store() as (_, store):
        for key in store.api_keys():
            if as_json:
                print_json(shape_key(key))
            else:
                say(_line(key))


@app.command("revoke")
def revoke(name: _Name) -> None:
    """Let a key open nothing from its next request on, on every node. It stays listed."""
    with opened_store() as (_, store):
        if not store.revoke_key(name):
            complain(f"there is no key named {name!r}; `oaipmh keys list` has them all")
            raise typer.Exit(1)


def _line(key: KeyView) -> str:
    state = "" if key.revoked is None else f"\trevoked {format_utc(key.revoked)}"
    return f"{key.name}\t{key.scope}\t{key.key_id}\tcreated {format_utc(key.created)}{state}"
