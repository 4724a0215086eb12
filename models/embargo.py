"""Embargoes: on which day an item becomes another without anyone writing to it."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Instant, Key


class Embargo(Base):
    """An item whose embargo lay ahead when its records were made last.

    `embargo_end` is the midnight (UTC) from which everyone may read it; where its records could not
    be made then, when that is tried again.
    """

    __tablename__ = "embargoes"

    item_id: Mapped[int] = mapped_column(
        Key, ForeignKey("items.item_id"), primary_key=True, autoincrement=False
    )
    embargo_end: Mapped[int] = mapped_column(Instant, index=True)
