"""Sets: OAI-PMH 2.0, section 2.6."""

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, ByteOrderedText, Key


class Set(Base):
    """A set with its name and, perhaps, a description in plain text."""

    __tablename__ = "sets"

    set_id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    set_spec: Mapped[str] = mapped_column(ByteOrderedText, unique=True)
    set_name: Mapped[str] = mapped_column(Text)
    description: Mapped[str | None] = mapped_column(Text)
