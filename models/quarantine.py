"""The quarantine: what came in and could not be taken."""

from sqlalchemy import LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Instant, Key


class Quarantine(Base):
    """A refused thing: where it came from, where it stood there, why, since when, its own bytes.

    `digest` is of source, position, reason and bytes: the same refusal twice is one row.
    `input_format` is what reads the bytes again; `identifier` whose they are, where that is known;
    `run_id` the run that met them last.
    """

    __tablename__ = "quarantine"

    quarantine_id: Mapped[int] = mapped_column(Key, primary_key=True)
    digest: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    source: Mapped[str] = mapped_column(Text)
    position: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    since: Mapped[int] = mapped_column(Instant)
    raw: Mapped[bytes] = mapped_column(LargeBinary)
    input_format: Mapped[str] = mapped_column(Text)
    identifier: Mapped[str | None] = mapped_column(Text, index=True)
    run_id: Mapped[int | None] = mapped_column(Key)
