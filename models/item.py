"""Items: what a record is a record of (OAI-PMH 2.0, section 2.2)."""

from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Key


class Item(Base):
    """An item with its description; a deleted item keeps its row, without a description.

    `description` is a list of statements, each [property, value, lang, uri, scheme]; `abouts` a
    list of XML texts; `repairs` what was mended when it came in; `digest` tells whether the
    description, sets or abouts have changed. `source_id` is the harvested source it belongs to;
    NULL for what was imported or written through the API.
    """

    __tablename__ = "items"
    __table_args__ = (
        Index(
            None,
            "source_id",
            "item_id",
            sqlite_where=text("source_id IS NOT NULL"),
            postgresql_where=text("source_id IS NOT NULL"),
        ),
        Index(
            None,
            "item_id",
            sqlite_where=text("json_array_length(repairs) > 0"),
            postgresql_where=text("json_array_length(repairs) > 0"),
        ),
    )

    item_id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    identifier: Mapped[str] = mapped_column(Text, unique=True)
    digest: Mapped[bytes] = mapped_column(LargeBinary)
    description: Mapped[list[Any]] = mapped_column(JSON)
    abouts: Mapped[list[Any]] = mapped_column(JSON)
    repairs: Mapped[list[Any]] = mapped_column(JSON)
    source_id: Mapped[int | None] = mapped_column(Key)


class ItemSet(Base):
    """A set an item is in now (`current`) or was ever in: tombstones are found in them all.

    `assigned`: it was put there by whoever wrote it, and not, or not only, by the set's rule.
    """

    __tablename__ = "item_sets"

    item_id: Mapped[int] = mapped_column(Key, ForeignKey("items.item_id"), primary_key=True)
    set_id: Mapped[int] = mapped_column(Key, ForeignKey("sets.set_id"), primary_key=True)
    current: Mapped[bool]
    assigned: Mapped[bool]
