"""Items that were mended as they came in: counted and listed by an index that has no others."""

from sqlalchemy import Connection, bindparam, func, select, text

from models import Item
from oaipmh.ingest.views import RepairedItem

# As models/item.py writes it: SQLite uses a partial index only where the very words stand.
_REPAIRED = text("json_array_length(repairs) > 0")
COUNT = select(func.count()).select_from(Item).where(_REPAIRED)
PAGE = (
    select(Item.item_id, Item.identifier, Item.repairs)
    .where(_REPAIRED, Item.item_id < bindparam("before"))
    .order_by(Item.item_id.desc())
    .limit(bindparam("limit"))
)
_LAST = 2**63 - 1


def count_repaired(connection: Connection) -> int:
    """How many items were mended."""
    return connection.execute(COUNT).scalar_one()


def list_repaired(connection: Connection, limit: int, before: int | None) -> list[RepairedItem]:
    """Some of them, the newest key first, from the first whose key is below `before`."""
    place = {"before": _LAST if before is None else before, "limit": limit}
    return [RepairedItem(*row) for row in connection.execute(PAGE, place)]
