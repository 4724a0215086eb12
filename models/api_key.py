"""Keys of the admin API: only what a key hashes to is stored."""

from sqlalchemy import LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Instant


class ApiKey(Base):
    """A bearer key: `key_id` is its public part, `digest` the hash of its secret one.

    `scope` is `read` or `write`. A revoked key is kept, so that its runs keep a name.
    """

    __tablename__ = "api_keys"

    key_id: Mapped[str] = mapped_column(Text, primary_key=True)
    name: Mapped[str] = mapped_column(Text, unique=True)
    scope: Mapped[str] = mapped_column(Text)
    digest: Mapped[bytes] = mapped_column(LargeBinary)
    created: Mapped[int] = mapped_column(Instant)
    revoked: Mapped[int | None] = mapped_column(Instant)
