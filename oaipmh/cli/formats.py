"""`oaipmh formats`: the metadata formats, and why an item is in one or not."""

import time
from typing import Annotated

import typer

from oaipmh.cli.console import complain, print_json, say
from oaipmh.cli.opening import opened_store
from oaipmh.cli.previewing import preview
from oaipmh.complaints import TOML_FILE
from oaipmh.crosswalks import Crosswalk
from oaipmh.ingest.shapes import shape_why
from oaipmh.ingest.views import FormatCount, ItemView, Why
from oaipmh.metadata.resource import Resource
from oaipmh.protocol.datestamp import format_utc_day
from oaipmh.protocol.syntax import is_identifier
from oaipmh.settings import Settings

app = typer.Typer(
    help="Metadata formats: list them, try one out, and ask why an item is not in one.",
    no_args_is_help=True,
)
app.command("preview")(preview)
_Json = Annotated[bool, typer.Option("--json", help="Print it as JSON.")]


@app.command("list")
def list_(*, as_json: _Json = False) -> None:
    """List the formats that are served, each with its records and tombstones."""
    with opened_store() as (settings, store):
        status = store.status()
        counts = {one.metadata_prefix: one for one in status.formats}
    if not as_json:
        say("metadataPrefix\trecords\ttombstones\tmetadataNamespace")
    for crosswalk in settings.served_formats.crosswalks:
        prefix, served = crosswalk.metadata_prefix, crosswalk.format
        count = counts.get(prefix, FormatCount(prefix, 0, 0))
        if as_json:
            print_json(
                {
                    "metadataPrefix": prefix,
                    "schema": served.schema,
                    "metadataNamespace": served.metadata_namespace,
                    "live": count.live,
                    "deleted": count.deleted,
                }
            )
        else:
            say(f"{prefix}\t{count.live}\t{count.deleted}\t{served.metadata_namespace}")


@app.command("why")
def why(
    identifier: Annotated[str, typer.Argument(help="The item's identifier.")],
    prefix: Annotated[
        str | None, typer.Argument(metavar="[PREFIX]", help="A metadataPrefix; else all.")
    ] = None,
    *,
    as_json: _Json = False,
) -> None:
    """Say which formats an item is in, and what it lacks for the others."""
    with opened_store() as (settings, store):
        chosen = _chosen(settings, prefix)
        item = store.item(identifier) if is_identifier(identifier) else None
        if item is None:
            complain(f"no item has the identifier {identifier!r}; was it quarantined?")
            raise typer.Exit(1)
        day = format_utc_day(int(time.time()))
        resource = settings.served_formats.resource(identifier, item.description, day)
        found = [_why(item, crosswalk, resource) for crosswalk in chosen]
    for one in found:
        if as_json:
            print_json(shape_why(one))
        else:
            _print(one)
    if not as_json and any(one.missing for one in found):
        _print_unknown_type(resource)


def _chosen(settings: Settings, prefix: str | None) -> list[Crosswalk]:
    served = settings.served_formats.crosswalks
    chosen = [one for one in served if prefix in (None, one.metadata_prefix)]
    if not chosen:
        known = ", ".join(one.metadata_prefix for one in served)
        other = "`oaipmh formats preview` shows others, too"
        raise typer.BadParameter(f"{prefix!r} is not served; these are: {known}; {other}")
    return chosen


def _why(item: ItemView, crosswalk: Crosswalk, resource: Resource) -> Why:
    prefix = crosswalk.metadata_prefix
    is_listed = any(not one.deleted for one in item.records if one.metadata_prefix == prefix)
    if not item.description:
        return Why(prefix, is_listed=is_listed, missing=("the item is deleted",))
    return Why(prefix, is_listed=is_listed, missing=tuple(crosswalk.missing(resource)))


def _print(one: Why) -> None:
    say(f"{one.metadata_prefix}: {'in it' if one.is_listed else 'not in it'}")
    for reason in one.missing:
        say(f"  {reason}")
    if one.is_stale:
        say("  made before the crosswalk or the settings changed: run `oaipmh render`")


def _print_unknown_type(resource: Resource) -> None:
    """Where a manager may say what the item's words for its type mean."""
    words = ", ".join(repr(one.value) for one in resource.all("type"))
    if words and resource.known_type is None:
        say(f"no known type: {words}; [types] in {TOML_FILE} may say which it is")
