"""Sets: OAI-PMH 2.0, section 2.6."""

from typing import Any

from sqlalchemy import JSON, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, ByteOrderedText, Key


class Set(Base):
    """A set with its name and, perhaps, a description in plain text.

    A virtual set has a `rule` that puts items into it. While a new rule is being applied to the
    items there are, `applied_to` is the last item that it has been applied to.
    """

    __tablename__ = "sets"

    set_id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    set_spec: Mapped[str] = mapped_column(ByteOrderedText, unique=True)
    set_name: Mapped[str] = mapped_column(Text)
    description: Mapped[str | None] = mapped_column(Text)
    rule: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    applied_to: Mapped[int | None] = mapped_column(Key)
