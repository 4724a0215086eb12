"""What managers ask: items, sets and their rules, runs, the quarantine, keys."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from oaipmh.crosswalks.formats import Formats
from oaipmh.ingest.views import (
    ItemView,
    KeyScope,
    KeyView,
    Preview,
    Quarantined,
    QuarantineView,
    RepairedItem,
    RunView,
    SetView,
    Status,
    VirtualSet,
)
from oaipmh.metadata.rule import Rule
from oaipmh.protocol.response import SetDescription
from oaipmh.store import inspection, renderable, rendering, repairs, restamping
from oaipmh.store import keys as key_rows
from oaipmh.store import quarantine as quarantined
from oaipmh.store import runs as run_rows
from oaipmh.store.applying import Application, apply_batch
from oaipmh.store.clock import database_now
from oaipmh.store.database import Database
from oaipmh.store.engine import reading
from oaipmh.store.renderable import Read
from oaipmh.store.rendering import Rendered, Rendering, RenderingBatch
from oaipmh.store.restamping import Restamped, Restamping
from oaipmh.store.sampling import judge_sample, read_sample
from oaipmh.store.sets import find_set
from oaipmh.store.virtual_sets import preview_rule, read_virtual_sets, set_rule

RULE_BATCH_ITEMS = 250
"""How many items a rule is applied to in one transaction: as many as a load stores in one."""

RESTAMP_BATCH_RECORDS = 250
"""How many records are stamped anew in one transaction."""

RENDER_BATCH_ITEMS = 250
"""How many items are rendered anew in one go."""


class ManagedStore(Database):
    """The store as its managers see it."""

    def item(self, identifier: str) -> ItemView | None:
        """An item as it stands; None when the identifier is unknown."""
        with reading(self._primary_reads) as connection:
            return inspection.find_item(connection, identifier)

    def digest(self, identifier: str) -> bytes | None:
        """The digest of an item's content, empty if it is deleted; None when it is unknown."""
        with reading(self._primary_reads) as connection:
            return inspection.find_digest(connection, identifier)

    def find_set(self, set_spec: str) -> SetDescription | None:
        """One set; None when there is none of that setSpec."""
        with reading(self._primary_reads) as connection:
            return find_set(connection, set_spec)

    def status(self, formats: Formats | None = None) -> Status:
        """How the store is; with `formats`, also whether records would be made otherwise now."""
        with self._reading_anywhere() as connection:
            found = inspection.read_status(connection)
            if formats is None:
                return found
            read = read_sample(connection, formats)
        return replace(found, sample=judge_sample(read, formats))

    def repaired(self, limit: int, before: int | None = None) -> list[RepairedItem]:
        """Items that were mended, the newest first, from the first whose key is below `before`."""
        with self._reading_anywhere() as connection:
            return repairs.list_repaired(connection, limit, before)

    def quarantine(self, limit: int, before: int | None = None) -> list[QuarantineView]:
        """What was refused, the latest first, from the first older than the number `before`."""
        with reading(self._primary_reads) as connection:
            return quarantined.list_quarantine(connection, limit, before)

    def quarantined(self, quarantine_id: int) -> Quarantined | None:
        """One refused thing; None when there is none of that number."""
        with reading(self._primary_reads) as connection:
            return quarantined.find_quarantined(connection, quarantine_id)

    def drop_quarantined(self, quarantine_id: int) -> bool:
        """Forget one refused thing; whether there was one of that number."""
        with self._stamping() as (connection, _):
            return quarantined.drop_quarantined(connection, quarantine_id)

    def runs(self, limit: int, source_id: int | None = None) -> list[RunView]:
        """The latest runs, the newest first; of one source, if it is given."""
        with reading(self._primary_reads) as connection:
            return run_rows.list_runs(connection, limit, source_id)

    def run(self, run_id: int) -> RunView | None:
        """One run; None when there is none of that number."""
        with reading(self._primary_reads) as connection:
            return run_rows.find_run(connection, run_id)

    def create_key(self, name: str, scope: KeyScope) -> str:
        """Make a key of the admin API; what is returned is shown once, and stored nowhere.

        Raises:
            KeyRefused: the name cannot be shown, or is another key's.
        """
        with self._stamping() as (connection, stamp):
            return key_rows.create_key(connection, name, scope, stamp)

    def api_keys(self) -> list[KeyView]:
        """Every key there is or was, by name."""
        with reading(self._primary_reads) as connection:
            return key_rows.list_keys(connection)

    def revoke_key(self, name: str) -> bool:
        """Let a key open nothing from now on; whether there is a key of that name."""
        with self._stamping() as (connection, stamp):
            return key_rows.revoke_key(connection, name, stamp)

    def find_key(self, key: str) -> KeyView | None:
        """The key that opens with this; None where none does, or it has been revoked."""
        with reading(self._primary_reads) as connection:
            return key_rows.find_key(connection, key)

    def sets(self) -> list[SetView]:
        """All sets with what a manager wants to know of them; counting reads every membership."""
        with self._reading_anywhere() as connection:
            return inspection.list_sets(connection)

    def virtual_sets(self) -> list[VirtualSet]:
        """The sets with a rule, or whose last one still has to be taken back from some items."""
        with reading(self._primary_reads) as connection:
            return read_virtual_sets(connection)

    def preview(self, rule: Rule, on_batch: Callable[[Preview], None] = lambda _: None) -> Preview:
        """What a rule would take in, reading every item; `on_batch` is told now and then."""
        return preview_rule(self._reading_anywhere, rule, on_batch)

    def set_rule(self, set_spec: str, rule: Rule | None) -> None:
        """Give a set another rule, or none; from now on, what is written is written by it.

        The items there are stay where they are until `apply_rules` has come to them. The set is
        made where it is missing; the rule that it has already changes nothing.
        """
        with self._stamping() as (connection, _):
            set_rule(connection, set_spec, rule)

    def apply_rules(self, limit: int = RULE_BATCH_ITEMS) -> Application:
        """Apply the rules that have changed to the next items, in one short transaction.

        To be called until all is `done`, by anyone, at any time, after a crash too.
        """
        with self._stamping() as (connection, stamp):
            return apply_batch(connection, stamp, limit)

    def begin_restamping(self, since: int) -> Restamping:
        """Begin to stamp anew what has this datestamp or a later one, or go on with it."""
        with self._stamping() as (connection, stamp):
            return restamping.begin_restamping(connection, since, stamp)

    def restamp(self, task: Restamping, limit: int = RESTAMP_BATCH_RECORDS) -> Restamped:
        """Stamp the next records anew, in one short transaction, until all is `done`."""
        with self._stamping() as (connection, stamp):
            return restamping.restamp_batch(connection, task, stamp, limit)

    def restamp_items(self, identifiers: Sequence[str]) -> set[str]:
        """Stamp every record of some items anew; those of them that the store knows."""
        with self._stamping() as (connection, stamp):
            return restamping.restamp_items(connection, identifiers, stamp)

    def render(self, task: Rendering, after: int = 0, limit: int = RENDER_BATCH_ITEMS) -> Rendered:
        """Render the next items anew, from the first whose key is beyond `after`.

        What becomes another is written and stamped in one short transaction. To be called until all
        is `done`; to begin again costs no more than to find what is as it should be.
        """
        with reading(self._primary_reads) as connection:
            last = renderable.last_item(connection)
            values = {"after_item": after, "limit": limit}
            read = renderable.read_items(connection, task.prefixes, renderable.ITEMS, **values)
        rendered_to = read.rows[-1].item_id if read.rows else last
        return replace(self._render(task, read), rendered_to=rendered_to, last=last)

    def render_items(
        self, task: Rendering, identifiers: Sequence[str]
    ) -> tuple[Rendered, set[str]]:
        """Render some items anew, a batch of them; and those of them that the store knows."""
        with reading(self._primary_reads) as connection:
            statement = renderable.NAMED_ITEMS
            read = renderable.read_items(
                connection, task.prefixes, statement, identifiers=identifiers
            )
        return self._render(task, read), {row.identifier for row in read.rows}

    def render_due(self, formats: Formats, limit: int = RENDER_BATCH_ITEMS) -> Rendered:
        """Render some of the items anew whose embargo has ended; none are left when it finds none.

        Those whose records do not tell of it are not stamped. What fails is tried again later.
        """
        task = Rendering(formats)
        with reading(self._primary_reads) as connection:
            values = {"now": database_now(connection), "limit": limit}
            read = renderable.read_items(connection, task.prefixes, renderable.DUE_ITEMS, **values)
        rendered = self._render(task, read)
        if rendered.failed:
            with self._stamping() as (connection, stamp):
                rendering.postpone(connection, rendered.failed, stamp)
        return rendered

    def _render(self, task: Rendering, read: Read) -> Rendered:
        batch = RenderingBatch(task, read)
        if batch.waiting:
            with self._stamping() as (connection, stamp):
                batch.write(connection, stamp)
        return Rendered(len(read.rows), batch.counts, tuple(batch.failed))
