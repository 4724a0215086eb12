"""Items that were mended as they came in: counted and listed by an index that has no others."""

from sqlalchemy import Connection, func, select, text

from models import Item
from oaipmh.ingest.views import RepairedItem

# As models/item.py writes it: SQLite uses a partial index only where the very words stand.
_REPAIRED = text("json_array_length(repairs) > 0")
COUNT = select(func.count()).select_from(Item).where(_REPAIRED)
PAGE = (
    select(Item.item_id, Item.identifier, Item.repairs)
    .where(_REPAIRED)
    .order_by(Item.item_id.desc())
)


def count_repaired(connection: Connection) -> int:
    """How many items were mended."""
    return connection.execute(COUNT).scalar_one()


def list_repaired(connection: Connection, limit: int, before: int | None) -> list[RepairedItem]:
    """Some of them, the newest key first, from the first whose key is below `before`."""
    page = PAGE if before is None else PAGE.where(Item.item_id < before)
    return [RepairedItem(*row) for row in connection.execute(page.limit(limit))]
