"""A source harvested into the store: by one process alone, and from where it was stopped.

Each batch is stored with the progress that comes with it, so that a harvest may be killed at any
moment: the next one goes on from there.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol

from oaipmh.harvester.client import Client
from oaipmh.harvester.errors import SourceError
from oaipmh.harvester.harvest import harvest
from oaipmh.harvester.intake import items_in
from oaipmh.harvester.progress import Progress
from oaipmh.harvester.reconcile import get_record, reconcile
from oaipmh.harvester.source import Source
from oaipmh.harvester.target import Target
from oaipmh.ingest.pipeline import Pipeline
from oaipmh.ingest.ports import (
    ItemStore,
    LeaseLost,
    NewRun,
    Run,
    RunState,
    SourceBusy,
    Summary,
    WholeStore,
)
from oaipmh.ingest.replacing import delete_missing
from oaipmh.ingest.running import running
from oaipmh.ingest.views import Quarantined
from oaipmh.protocol.parts import ReadHeader
from oaipmh.readers.incoming import Incoming, IncomingItem, Unreadable

INPUT_FORMAT = "xml"


@dataclass(slots=True)
class Harvested:
    """What a harvest brought; `findings` are what was odd, in words."""

    summary: Summary = field(default_factory=Summary)
    findings: list[str] = field(default_factory=list)


class KnownSource(Protocol):
    """A source as the store knows it."""

    @property
    def source_id(self) -> int:
        """Its key."""

    @property
    def name(self) -> str:
        """What its manager calls it."""

    @property
    def base_url(self) -> str:
        """Where it answers."""

    @property
    def metadata_prefix(self) -> str:
        """The format to harvest."""

    @property
    def set_spec(self) -> str | None:
        """The set to harvest; None for all."""

    @property
    def set_prefix(self) -> str | None:
        """The set of ours that its items come into, their own sets below it."""

    @property
    def post(self) -> bool:
        """Whether it is asked by POST."""

    @property
    def progress(self) -> Mapping[str, Any]:
        """How far it has been harvested; empty when it never was."""


class SourceStore(ItemStore, WholeStore, Protocol):
    """Where a harvest is stored, and which process may harvest."""

    def take_lease(self, source_id: int, owner: str, is_gone: Callable[[str], bool]) -> str | None:
        """Make the source the owner's alone: None; or the name of who harvests its host now."""

    def release_lease(self, source_id: int, owner: str, ended: RunState) -> None:
        """Let the source go; it is due again by its schedule and by how its harvest ended."""

    def source_by_id(self, source_id: int) -> KnownSource | None:
        """The source as it stands; None when it has been removed."""

    def not_live(self, identifiers: Sequence[str]) -> Sequence[str]:
        """Those identifiers whose items are unknown here, or deleted."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is wanted of a harvest beyond what is new.

    `from_` and `until` are datestamps: with `until`, or where the source was harvested before, the
    harvest is a one-off, which changes nothing of where the next one begins. `compare` has the
    source's identifiers compared with ours, and `force` deletes what is missing however much it is.
    """

    from_: str | None = None
    until: str | None = None
    compare: bool = False
    force: bool = False


_NOTHING_MORE = Order()


@dataclass(frozen=True, slots=True)
class Harvester:
    """Harvests sources for one process, whose name is `owner`.

    `pipeline` makes the pipeline for a run, `client` what asks a source; `is_gone` knows of other
    processes that are dead for certain.
    """

    store: SourceStore
    owner: str
    is_gone: Callable[[str], bool]
    pipeline: Callable[[Run], Pipeline]
    client: Callable[[KnownSource], AbstractContextManager[Client]]

    def harvest(self, found: KnownSource, order: Order = _NOTHING_MORE) -> Harvested:
        """Harvest a source; what it brought, and what was odd.

        Raises:
            SourceBusy: another process does.
            LeaseLost: the source has been taken over, changed or removed meanwhile.
            HarvestError: the source cannot be harvested now; what was stored stays, and the next
                harvest goes on from there.
            Guarded: the comparison would delete too much; nothing has been deleted.
        """
        harvested = Harvested()
        with (
            self._leased(found) as known,
            self.client(known) as client,
            running(self.store, self._new_run(known, order), harvested.findings) as run,
        ):
            pipeline = self.pipeline(run)
            harvested.summary = pipeline.summary
            source = Source(client, _target(known, order))
            keeps = not order.until and not (order.from_ and known.progress)
            progress = Progress.from_json(known.progress) if keeps and known.progress else None
            for batch in harvest(source, progress):
                kept = batch.progress.to_json() if keeps else None
                pipeline.take(known.name, batch.items, INPUT_FORMAT, progress=kept)
                harvested.findings += batch.findings
            if order.compare:
                self._compare(source, pipeline, known, harvested, force=order.force)
        return harvested

    def _compare(
        self,
        source: Source,
        pipeline: Pipeline,
        known: KnownSource,
        harvested: Harvested,
        *,
        force: bool,
    ) -> None:
        """Take what the source has and we lack; delete what it lacks, if it has told all it has."""
        for page in reconcile(source):
            items = self._lacking(source, page.headers)
            there = [header.identifier for header in page.headers if not header.deleted]
            pipeline.take(known.name, items, INPUT_FORMAT, met=there)
            if page.complete is False:
                harvested.findings.append(f"nothing was deleted: {page.reason}")
            elif page.complete:
                delete_missing(pipeline, self.store, known.name, None, force=force, doubtful=0)

    def _lacking(self, source: Source, headers: Sequence[ReadHeader]) -> Iterator[Incoming]:
        """What the headers tell that the store does not show yet."""
        absent = set(self.store.not_live([header.identifier for header in headers]))
        for header in headers:
            if header.deleted and header.identifier not in absent:
                yield IncomingItem("ListIdentifiers", b"", header.identifier, deleted=True)
            elif not header.deleted and header.identifier in absent:
                yield _asked_for(source, header.identifier)

    @contextmanager
    def _leased(self, found: KnownSource) -> Iterator[KnownSource]:
        """Hold a source, as it stands now: it may have been changed since it was found."""
        holder = self.store.take_lease(found.source_id, self.owner, self.is_gone)
        if holder is not None:
            raise SourceBusy(f"{holder} is harvesting {found.base_url}, or its host, now")
        ended = RunState.FAILED
        try:
            known = self.store.source_by_id(found.source_id)
            if known is None:
                raise LeaseLost(f"the source {found.name!r} has been removed meanwhile")
            yield known
            ended = RunState.COMPLETE
        except KeyboardInterrupt:
            ended = RunState.INTERRUPTED
            raise
        finally:
            self.store.release_lease(found.source_id, self.owner, ended)

    def _new_run(self, known: KnownSource, order: Order) -> NewRun:
        source = f"{known.name} ({known.base_url})"
        options = {"from": order.from_, "until": order.until, "reconcile": order.compare}
        key = (known.source_id, self.owner)
        return NewRun("harvest", source, *key, whole=order.compare, options=options)


def retake(refused: Quarantined, known: KnownSource, client: Client) -> Sequence[Incoming]:
    """What was refused of a harvest, read again as its harvest would now.

    Where its bytes are no record, the source is asked for it anew.

    Raises:
        HarvestError: the source does not give it.
    """
    source = Source(client, _target(known, _NOTHING_MORE))
    items = items_in(refused.raw, source)
    if items or refused.identifier is None:
        return items
    return [get_record(source, refused.identifier, tries=1)]


def _target(known: KnownSource, order: Order) -> Target:
    return Target(
        known.base_url,
        known.metadata_prefix,
        known.set_spec,
        order.from_,
        order.until,
        known.set_prefix,
        known.post,
    )


def _asked_for(source: Source, identifier: str) -> Incoming:
    try:
        return get_record(source, identifier)
    except SourceError as error:  # it is in the list, and yet not there
        return Unreadable("GetRecord", b"", str(error), identifier)
