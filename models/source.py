"""Sources: other repositories that are harvested, and where each harvest stands."""

from typing import Any

from sqlalchemy import JSON, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Instant, Key


class Source(Base):
    """One format, and perhaps one set, of another repository.

    `set_prefix` stands before the sets its items come with. `every_seconds` is its schedule, and
    `due` when the worker harvests it next. `progress` is the harvester's own memory. `lease_owner`
    holds it until `lease_until`; `host` is what one request at a time goes to.
    """

    __tablename__ = "sources"
    __table_args__ = (Index(None, "due"),)

    source_id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(Text, unique=True)
    base_url: Mapped[str] = mapped_column(Text)
    host: Mapped[str] = mapped_column(Text)
    metadata_prefix: Mapped[str] = mapped_column(Text)
    set_spec: Mapped[str | None] = mapped_column(Text)
    set_prefix: Mapped[str | None] = mapped_column(Text)
    post: Mapped[bool]
    every_seconds: Mapped[int | None]
    due: Mapped[int | None] = mapped_column(Instant)
    progress: Mapped[dict[str, Any]] = mapped_column(JSON)
    lease_owner: Mapped[str | None] = mapped_column(Text)
    lease_until: Mapped[int | None] = mapped_column(Instant)
