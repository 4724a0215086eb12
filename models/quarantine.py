"""The quarantine: what came in and could not be taken."""

from sqlalchemy import LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Instant, Key


class Quarantine(Base):
    """A refused thing: where it came from, where it stood there, why, since when, its own bytes.

    `digest` is of source, position, reason and bytes: the same refusal twice is one row.
    """

    __tablename__ = "quarantine"

    quarantine_id: Mapped[int] = mapped_column(Key, primary_key=True)
    digest: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    source: Mapped[str] = mapped_column(Text)
    position: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    since: Mapped[int] = mapped_column(Instant)
    raw: Mapped[bytes] = mapped_column(LargeBinary)
