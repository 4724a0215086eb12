"""Runs: each time something was taken in, and what became of it."""

from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Instant, Key


class Run(Base):
    """One import, harvest, or day of an API key's writing.

    The counts grow with each batch, in its transaction; `position` is where the last one ended, in
    the source's own terms, and `last_batch` when. `ended` and `state` are set when it is over: one
    still `running` long after its last batch was killed. `options` is how it was asked for.
    """

    __tablename__ = "runs"
    __table_args__ = (Index(None, "source_id", "run_id"),)

    run_id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(Text)
    source_id: Mapped[int | None] = mapped_column(Key)
    options: Mapped[dict[str, Any]] = mapped_column(JSON)
    started: Mapped[int] = mapped_column(Instant)
    last_batch: Mapped[int] = mapped_column(Instant)
    ended: Mapped[int | None] = mapped_column(Instant)
    state: Mapped[str] = mapped_column(Text)
    position: Mapped[str] = mapped_column(Text)
    note: Mapped[str] = mapped_column(Text)
    read: Mapped[int]
    created: Mapped[int]
    updated: Mapped[int]
    unchanged: Mapped[int]
    deleted: Mapped[int]
    repaired: Mapped[int]
    quarantined: Mapped[int]


class RunItem(Base):
    """An item that a whole load has met: what it has not met, its source no longer holds."""

    __tablename__ = "run_items"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - SQLAlchemy's own form

    run_id: Mapped[int] = mapped_column(Key, ForeignKey("runs.run_id"), primary_key=True)
    item_id: Mapped[int] = mapped_column(Key, ForeignKey("items.item_id"), primary_key=True)
