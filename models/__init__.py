"""The tables, as SQLAlchemy models, and nothing else. Only `oaipmh.store` imports them."""

from models.base import Base
from models.clock import Clock
from models.item import Item, ItemSet
from models.quarantine import Quarantine
from models.record import Record, SetRecord
from models.secret import Secret
from models.set import Set

__all__ = [
    "Base",
    "Clock",
    "Item",
    "ItemSet",
    "Quarantine",
    "Record",
    "Secret",
    "Set",
    "SetRecord",
]
