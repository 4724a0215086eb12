"""Crosswalks that tell what a test wants, and what a store has of the records they made."""

from collections import Counter
from collections.abc import Callable
from typing import NamedTuple

from lxml import etree
from sqlalchemy import select

from models import Item, Record
from oaipmh.crosswalks import CROSSWALKS, Crosswalk
from oaipmh.crosswalks.formats import Formats
from oaipmh.metadata.resource import Resource
from oaipmh.protocol.response import MetadataFormat
from oaipmh.store import SqlStore
from oaipmh.store.engine import read_engine, reading
from oaipmh.store.rendering import Rendered, Rendering

OAI_DC = CROSSWALKS["oai_dc"]


def title(resource: Resource) -> str:
    """What an item's title says."""
    return resource.titles[0].value


def access(resource: Resource) -> str:
    """Who may read an item on the day."""
    return resource.access.level if resource.access else "nobody says"


def telling(
    prefix: str, tell: Callable[[Resource], str | None] = title, version: int = 1
) -> Crosswalk:
    """A format that has what `tell` tells; an item of which it tells nothing is not in it."""

    def render(resource: Resource) -> etree._Element:
        root = etree.Element("{http://x/}it")
        root.text = tell(resource)
        return root

    return Crosswalk(
        MetadataFormat(prefix, "http://x/x.xsd", "http://x/"),
        version,
        lambda resource: () if tell(resource) is not None else ("it",),
        render,
    )


def formats(*crosswalks: Crosswalk, on_the_fly: tuple[str, ...] = ()) -> Formats:
    """oai_dc, and others."""
    return Formats([OAI_DC, *crosswalks], on_the_fly=on_the_fly)


def render_all(
    store: SqlStore, made_in: Formats, *some: str, limit: int = 250
) -> dict[str, dict[str, int]]:
    """Render all items; what became of how many records, by format."""
    task, batch = Rendering(made_in, some or None), Rendered(last=1)
    counts: Counter[tuple[str, str]] = Counter()
    while not batch.done:
        batch = store.render(task, batch.rendered_to, limit)
        counts.update({(prefix, one.value): n for (prefix, one), n in batch.counts.items()})
    return {
        prefix: {what: n for (of, what), n in counts.items() if of == prefix}
        for prefix in {prefix for prefix, _ in counts}
    }


class Kept(NamedTuple):
    """A record as it is kept."""

    datestamp: int
    deleted: bool
    version: int
    payload: bytes
    digest: bytes | None


def kept(url: str, prefix: str) -> dict[int, Kept]:
    """All records of a format, by their items' numbers."""
    columns = (Record.datestamp, Record.deleted, Record.crosswalk_version, Record.payload)
    statement = (
        select(Item.identifier, *columns, Record.payload_digest)
        .join_from(Record, Item, Item.item_id == Record.item_id)
        .where(Record.metadata_prefix == prefix)
    )
    engine = read_engine(url)
    with reading(engine) as connection:
        found = {
            int(row.identifier.rpartition(":")[2]): Kept(*row[1:])
            for row in connection.execute(statement)
        }
    engine.dispose()
    return found
