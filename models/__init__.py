"""The tables, as SQLAlchemy models, and nothing else. Only `oaipmh.store` imports them."""

from models.api_key import ApiKey
from models.base import Base
from models.clock import Clock
from models.embargo import Embargo
from models.item import Item, ItemSet
from models.list_stretch import ListStretch
from models.quarantine import Quarantine
from models.record import Record, SetRecord
from models.run import Run, RunItem
from models.secret import Secret
from models.set import Set
from models.source import Source

__all__ = [
    "ApiKey",
    "Base",
    "Clock",
    "Embargo",
    "Item",
    "ItemSet",
    "ListStretch",
    "Quarantine",
    "Record",
    "Run",
    "RunItem",
    "Secret",
    "Set",
    "SetRecord",
    "Source",
]
