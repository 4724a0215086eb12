"""`oaipmh repairs`: what was mended as it came in."""

from collections.abc import Iterator
from typing import Annotated

import typer

from oaipmh.cli.console import print_json, say
from oaipmh.cli.opening import opened_store
from oaipmh.ingest.shapes import shape_repaired
from oaipmh.ingest.views import RepairedItem
from oaipmh.store import SqlStore

_PAGE = 500


def repairs(
    *,
    limit: Annotated[int, typer.Option(min=1, help="How many items at the most.")] = 100,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """List the items that were mended as they came in, the newest first, and what was mended.

    Listed, too, is what is odd and could not be mended: no title, dates that cannot be read.
    """
    with opened_store() as (_, store):
        for item in _repaired(store, limit):
            if as_json:
                print_json(shape_repaired(item))
            else:
                say(f"{item.identifier}\t{'; '.join(item.repairs)}")


def _repaired(store: SqlStore, limit: int) -> Iterator[RepairedItem]:
    before = None
    while limit > 0 and (page := store.repaired(min(limit, _PAGE), before)):
        yield from page
        before, limit = page[-1].item_id, limit - len(page)
