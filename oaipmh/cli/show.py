"""`oaipmh show`: an item as the store has it."""

from typing import Annotated

import typer

from oaipmh.cli.console import complain, print_json, say
from oaipmh.cli.opening import opened_store
from oaipmh.ingest.shapes import shape_item
from oaipmh.ingest.views import ItemView
from oaipmh.metadata.description import Statement
from oaipmh.protocol.datestamp import format_utc
from oaipmh.protocol.syntax import is_identifier


def show(
    identifier: Annotated[str, typer.Argument(help="The item's identifier.")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print it as one JSON object.")] = False,
) -> None:
    """Show an item: its description, sets, records with their datestamps, and repairs."""
    with opened_store() as (_, store):
        item = store.item(identifier) if is_identifier(identifier) else None
    if item is None:
        complain(f"no item has the identifier {identifier!r}; was it quarantined?")
        raise typer.Exit(1)
    if as_json:
        print_json(shape_item(item))
    else:
        _print(item)


def _print(item: ItemView) -> None:
    say(item.identifier)
    for record in item.records:
        state = "deleted" if record.deleted else f"crosswalk {record.crosswalk_version}"
        if not (record.deleted or record.payload):
            state += ", on the fly"
        datestamp = format_utc(record.datestamp)
        say(f"  record {record.metadata_prefix}  {datestamp}  {state}")
    for set_spec in item.sets:
        by_rule = "" if set_spec in item.assigned_sets else "  (by its rule)"
        say(f"  set {set_spec}{by_rule}")
    for set_spec in item.former_sets:
        say(f"  former set {set_spec}")
    for statement in item.description:
        say(f"  {statement.property}: {statement.value}{_remarks(statement)}")
    for about in item.abouts:
        say(f"  about {about}")
    for repair in item.repairs:
        say(f"  repaired {repair}")


def _remarks(statement: Statement) -> str:
    remarks = [
        f"{name} {value}"
        for name, value in (
            ("lang", statement.lang),
            ("uri", statement.uri),
            ("scheme", statement.scheme),
        )
        if value
    ]
    return f"  ({', '.join(remarks)})" if remarks else ""
