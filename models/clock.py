"""The repository clock: one row that every writer moves, and locks, before it stamps."""

from sqlalchemy import CheckConstraint, SmallInteger, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Instant


class Clock(Base):
    """The repository's own time, which never goes back.

    `first_list` is when the first list was served: from then on a datestamp in the past hides an
    item from those who have harvested. `loading_since` is set while a load that keeps datestamps is
    unfinished, and `loading_source` says of what; lists wait for it.
    """

    __tablename__ = "clock"
    __table_args__ = (CheckConstraint("clock_id = 1", name="one_row"),)

    clock_id: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    watermark: Mapped[int] = mapped_column(Instant)
    first_list: Mapped[int | None] = mapped_column(Instant)
    loading_since: Mapped[int | None] = mapped_column(Instant)
    loading_source: Mapped[str | None] = mapped_column(Text)
