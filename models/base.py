"""What the tables have in common: names of constraints, and types that both databases have."""

from sqlalchemy import BigInteger, Integer, MetaData, Text
from sqlalchemy.orm import DeclarativeBase

Key = BigInteger().with_variant(Integer, "sqlite")
"""A whole number that may number billions; SQLite's INTEGER is its row's own key."""

Instant = BigInteger()
"""Whole seconds since 1970-01-01T00:00:00Z."""

ByteOrderedText = Text().with_variant(Text(collation="C"), "postgresql")
"""Text that sorts by its bytes, on every database and under every locale."""


class Base(DeclarativeBase):
    """The base of every model."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
