"""Stretches of lists: how many records stand in them, so that no list need be counted."""

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Instant, Key


class ListStretch(Base):
    """So many records of a list have a datestamp from `first` up to the next stretch's.

    The list is a format's, of the whole repository (`set_id` 0) or of a set. Its first stretch
    begins before all time.
    """

    __tablename__ = "list_stretches"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - SQLAlchemy's own form

    set_id: Mapped[int] = mapped_column(Key, primary_key=True)
    metadata_prefix: Mapped[str] = mapped_column(Text, primary_key=True)
    first: Mapped[int] = mapped_column(Instant, primary_key=True)
    records: Mapped[int] = mapped_column(Key)
