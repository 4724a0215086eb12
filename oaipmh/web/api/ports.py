"""What the admin API wants of a store, beyond what the pipeline wants."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from oaipmh.crosswalks.formats import Formats
from oaipmh.ingest.ports import ItemStore, NewSource, Run, WholeStore
from oaipmh.ingest.retrying import RefusalStore
from oaipmh.ingest.views import (
    ItemView,
    KeyView,
    Preview,
    Quarantined,
    QuarantineView,
    RepairedItem,
    RunView,
    SourceView,
    Status,
    VirtualSet,
)
from oaipmh.metadata.rule import Rule
from oaipmh.protocol.response import SetDescription
from oaipmh.provider.ports import Snapshot


class AdminStore(ItemStore, WholeStore, RefusalStore, Protocol):
    """A store as its managers use it; every method may raise `StoreUnavailable`."""

    def find_key(self, key: str) -> KeyView | None:
        """The key that opens with this; None where none does, or it has been revoked."""

    def day_run(self, source: str, day: str) -> Run:
        """The run of what a key writes singly in a day, begun if it must be."""

    def item(self, identifier: str) -> ItemView | None:
        """An item as it stands; None when the identifier is unknown."""

    def digest(self, identifier: str) -> bytes | None:
        """The digest of an item's content, empty if it is deleted; None when it is unknown."""

    def find_set(self, set_spec: str) -> SetDescription | None:
        """One set; None when there is none of that setSpec."""

    def write_sets(self, sets: Sequence[SetDescription]) -> None:
        """Create sets, or name and describe those that exist."""

    def snapshot(self, at_least: int = 0) -> AbstractContextManager[Snapshot]:
        """Open one consistent read that has reached `at_least`, or the freshest there is."""

    def quarantine(self, limit: int, before: int | None = None) -> Sequence[QuarantineView]:
        """What was refused, the latest first, from the first older than the number `before`."""

    def quarantined(self, quarantine_id: int) -> Quarantined | None:
        """One refused thing; None when there is none of that number."""

    def repaired(self, limit: int, before: int | None = None) -> Sequence[RepairedItem]:
        """Items that were mended, the newest first, from the first whose key is below `before`."""

    def virtual_sets(self) -> Sequence[VirtualSet]:
        """The sets with a rule, or whose last one still has to be taken back from some items."""

    def set_rule(self, set_spec: str, rule: Rule | None) -> None:
        """Give a set another rule, or none; it is made where it is missing."""

    def preview(self, rule: Rule) -> Preview:
        """What a rule would take in, reading every item."""

    def sources(self) -> Sequence[SourceView]:
        """Every source, by name."""

    def source(self, name: str) -> SourceView | None:
        """One source; None when there is none of that name."""

    def put_source(
        self, wanted: NewSource, judge: Callable[[SourceView | None], None]
    ) -> tuple[bool, SourceView]:
        """Record a repository to harvest, or change it, unless `judge` raises; is it new?"""

    def make_due(self, name: str) -> SourceView | None:
        """Let the worker harvest a source next; None when there is none of that name."""

    def remove_source(self, source_id: int, judge: Callable[[SourceView | None], None]) -> None:
        """Forget a source, unless `judge` raises. Its items stay."""

    def runs(self, limit: int) -> Sequence[RunView]:
        """The latest runs, the newest first."""

    def status(self, formats: Formats | None = None) -> Status:
        """How the store is."""
