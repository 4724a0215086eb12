"""The sources that are harvested, and which process may harvest each."""

from collections.abc import Callable, Sequence

from oaipmh.ingest.ports import NewSource
from oaipmh.ingest.views import (
    SourceView,
)
from oaipmh.store import clock
from oaipmh.store import sources as source_rows
from oaipmh.store.database import Database
from oaipmh.store.engine import reading
from oaipmh.store.items import live_identifiers

_BATCH = 500


class SourceStore(Database):
    """The store as harvests and their managers use it."""

    def add_source(self, source: NewSource) -> int:
        """Record a repository to harvest; its key.

        Raises:
            SourceExists: there is one of that name.
        """
        with self._stamping() as (connection, stamp):
            return source_rows.add_source(connection, source, stamp)

    def put_source(
        self, wanted: NewSource, judge: Callable[[SourceView | None], None] = lambda _: None
    ) -> tuple[bool, SourceView]:
        """Record a repository to harvest, or change the one of that name; whether it is new.

        `judge` is shown the source as it stands, in the transaction that writes; what it raises
        leaves all as it was.
        """
        with self._stamping() as (connection, stamp):
            known = source_rows.find_source(connection, wanted.name)
            judge(known)
            if known is None:
                source_rows.add_source(connection, wanted, stamp)
            else:
                source_rows.change_source(connection, known, wanted, stamp)
            stored = source_rows.find_source(connection, wanted.name)
        assert stored is not None  # noqa: S101 - it has just been written
        return known is None, stored

    def make_due(self, name: str) -> SourceView | None:
        """Let the worker harvest a source next; None when there is none of that name."""
        with self._stamping() as (connection, stamp):
            source_rows.make_due(connection, name, stamp)
            return source_rows.find_source(connection, name)

    def remove_source(
        self, source_id: int, judge: Callable[[SourceView | None], None] = lambda _: None
    ) -> None:
        """Forget a source, unless `judge` raises. Its items stay, as if they had been imported."""
        freed = _BATCH
        while freed == _BATCH:
            with self._stamping() as (connection, _):
                judge(source_rows.find_source_by_id(connection, source_id))
                freed = source_rows.release_items(connection, source_id, _BATCH)
                if freed < _BATCH:
                    source_rows.remove_source(connection, source_id)

    def source(self, name: str) -> SourceView | None:
        """One source; None when there is none of that name."""
        with reading(self._primary_reads) as connection:
            return source_rows.find_source(connection, name)

    def source_by_id(self, source_id: int) -> SourceView | None:
        """One source; None when it has been removed."""
        with reading(self._primary_reads) as connection:
            return source_rows.find_source_by_id(connection, source_id)

    def sources(self) -> list[SourceView]:
        """Every source, by name."""
        with self._reading_anywhere() as connection:
            return source_rows.list_sources(connection)

    def next_due(self, is_gone: Callable[[str], bool] = lambda _: False) -> SourceView | None:
        """The source that has been due longest, and whose host nobody harvests.

        `is_gone` knows of holders that are dead for certain.
        """
        with reading(self._primary_reads) as connection:
            return source_rows.next_due(connection, clock.database_now(connection), is_gone)

    def take_lease(
        self, source_id: int, owner: str, is_gone: Callable[[str], bool] = lambda _: False
    ) -> str | None:
        """Make the source the owner's alone: None; or the name of who harvests its host now.

        `is_gone` knows of holders that are dead for certain.
        """
        with self._stamping() as (connection, stamp):
            return source_rows.take_lease(connection, source_id, owner, stamp, is_gone)

    def keep_lease(self, source_id: int, owner: str) -> None:
        """Show a sign of life.

        Raises:
            LeaseLost: another has taken the source over.
        """
        with self._stamping() as (connection, stamp):
            source_rows.keep_lease(connection, source_id, owner, stamp)

    def release_lease(self, source_id: int, owner: str, *, failed: bool) -> None:
        """Let the source go; it is due again when its schedule says, sooner when it failed."""
        with self._stamping() as (connection, stamp):
            source_rows.release_lease(connection, source_id, owner, stamp, failed=failed)

    def not_live(self, identifiers: Sequence[str]) -> Sequence[str]:
        """Those identifiers whose items are unknown here, or deleted."""
        with reading(self._primary_reads) as connection:
            live = live_identifiers(connection, identifiers)
        return [identifier for identifier in identifiers if identifier not in live]
