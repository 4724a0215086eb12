"""Whether `oaipmh render` has something to do, found out on some items, writing nothing."""

from sqlalchemy import Connection, bindparam

from models import Item
from oaipmh.crosswalks.formats import Formats
from oaipmh.ingest.views import Sample
from oaipmh.store.renderable import WITH_EMBARGO, Read, last_item, read_items
from oaipmh.store.rendering import Rendering, RenderingBatch

SAMPLE_ITEMS = 200
"""How many items are looked at, spread over all: some tenths of a second."""


def read_sample(connection: Connection, formats: Formats) -> Read:
    """Items from all over the store, with what is kept of their records."""
    last = last_item(connection)
    item_ids = range(last, 0, -max(1, last // SAMPLE_ITEMS))[:SAMPLE_ITEMS]
    return read_items(connection, Rendering(formats).prefixes, _ITEMS, item_ids=item_ids)


def judge_sample(read: Read, formats: Formats) -> Sample:
    """How many of them are no longer as they would be made."""
    batch = RenderingBatch(Rendering(formats), read)
    return Sample(len(read.rows), len(batch.waiting), tuple(map(str, batch.failed)))


_ITEMS = WITH_EMBARGO.where(Item.item_id.in_(bindparam("item_ids", expanding=True)))
