"""Records: items in one metadata format, with a datestamp and a deletion of their own."""

from sqlalchemy import ForeignKey, Index, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Instant, Key


class Record(Base):
    """An item in one format, or its tombstone there, as the bytes that are served.

    `header` has a NUL byte where the datestamp goes; `payload` is the metadata and the abouts, and
    empty for a tombstone. A live record without payload is made when it is asked for; for such,
    `payload_digest` tells whether its XML has changed. The order of the columns lets SQLite read a
    header without its payload.
    """

    __tablename__ = "records"
    __table_args__ = (Index(None, "metadata_prefix", "datestamp", "item_id"),)

    item_id: Mapped[int] = mapped_column(Key, ForeignKey("items.item_id"), primary_key=True)
    metadata_prefix: Mapped[str] = mapped_column(Text, primary_key=True)
    datestamp: Mapped[int] = mapped_column(Instant)
    deleted: Mapped[bool]
    crosswalk_version: Mapped[int]
    header: Mapped[bytes] = mapped_column(LargeBinary)
    payload: Mapped[bytes] = mapped_column(LargeBinary)
    payload_digest: Mapped[bytes | None] = mapped_column(LargeBinary)


class SetRecord(Base):
    """A record in a set's list: of the sets an item is in, their ancestors too, one row each.

    The primary key is the order in which the list is harvested.
    """

    __tablename__ = "set_records"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - SQLAlchemy's own form

    set_id: Mapped[int] = mapped_column(Key, ForeignKey("sets.set_id"), primary_key=True)
    metadata_prefix: Mapped[str] = mapped_column(Text, primary_key=True)
    datestamp: Mapped[int] = mapped_column(Instant, primary_key=True)
    item_id: Mapped[int] = mapped_column(Key, ForeignKey("items.item_id"), primary_key=True)
