"""`oaipmh render`: make records anew after a crosswalk or the formats have changed."""

import time
from collections import Counter
from collections.abc import Collection
from typing import Annotated

import typer

from oaipmh.cli.console import complain, print_json, say, warn
from oaipmh.cli.opening import opened_store
from oaipmh.cli.running import INTERRUPTED, Reporter, reporting
from oaipmh.crosswalks.formats import Formats
from oaipmh.ingest.rendering import Change
from oaipmh.store import SqlStore
from oaipmh.store.managing import RENDER_BATCH_ITEMS
from oaipmh.store.rendering import Failure, Rendered, Rendering


def render(
    identifiers: Annotated[
        list[str] | None, typer.Argument(help="Items to render, by their identifiers: else all.")
    ] = None,
    *,
    some: Annotated[
        list[str] | None,
        typer.Option("--format", metavar="PREFIX", help="Render in this format alone; repeatable."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print it as one JSON object.")] = False,
) -> None:
    """Make records anew, after a crosswalk, the formats, or what is made on the fly has changed.

    Exactly those are stamped that say something else now, that enter a format or leave it.
    Interrupted, run again, it goes on: what is as it should be is passed over.
    """
    started = time.monotonic()
    with opened_store() as (settings, store):
        _require_formats(some or (), settings.served_formats)
        task = Rendering(settings.served_formats, some or None)
        total, unknown = _Total(), []
        try:
            with reporting() as reporter:
                if identifiers:
                    unknown = _render_items(store, task, identifiers, total)
                else:
                    _render_all(store, task, total, reporter)
        except KeyboardInterrupt:
            warn("interrupted: what is rendered stays; run the same command again to go on")
            raise typer.Exit(INTERRUPTED) from None
    told = {one.metadata_prefix: total.of(one.metadata_prefix) for one in task.chosen.crosswalks}
    seconds = time.monotonic() - started
    if as_json:
        failed = [one.identifier for one in total.failed]
        shape = {"items": total.items, "formats": told, "unknown": unknown, "failed": failed}
        print_json({**shape, "seconds": round(seconds, 2)})
    elif total.items or not unknown:
        for prefix, counts in told.items():
            say(f"{prefix}: {', '.join(f'{count} {what}' for what, count in counts.items())}")
        say(f"{total.items} items rendered in {seconds:.1f} s")
    for identifier in unknown:
        complain(f"{identifier} is unknown")
    if total.failed:
        complain(f"{len(total.failed)} items could not be rendered, and stay as they were")
    if unknown or total.failed:
        raise typer.Exit(1)


class _Total:
    """What all batches did."""

    def __init__(self) -> None:
        self.items = 0
        self.failed: list[Failure] = []
        self._counts: Counter[tuple[str, Change]] = Counter()

    def add(self, batch: Rendered) -> None:
        self.items += batch.items - len(batch.failed)
        self.failed += batch.failed
        for failure in batch.failed:
            complain(str(failure))
        self._counts.update(batch.counts)

    def of(self, metadata_prefix: str) -> dict[str, int]:
        """What became of the records of a format."""
        return {change.value: self._counts[metadata_prefix, change] for change in Change}


def _require_formats(prefixes: Collection[str], formats: Formats) -> None:
    known = [one.metadata_prefix for one in formats.crosswalks]
    for prefix in prefixes:
        if prefix not in known:
            raise typer.BadParameter(
                f"{prefix!r} is not among the formats: {', '.join(known)}", param_hint="--format"
            )


def _render_all(store: SqlStore, task: Rendering, total: _Total, reporter: Reporter) -> None:
    batch = Rendered(last=1)
    while not batch.done:
        # Other writers find the lock free while the next batch is read and rendered.
        batch = store.render(task, batch.rendered_to)
        total.add(batch)
        percent = 100 if batch.done else 100 * batch.rendered_to // batch.last
        reporter.show(f"{percent} % of the items rendered")


def _render_items(
    store: SqlStore, task: Rendering, identifiers: list[str], total: _Total
) -> list[str]:
    """Render these items; those that the store does not know."""
    wanted = list(dict.fromkeys(identifiers))
    known: set[str] = set()
    for start in range(0, len(wanted), RENDER_BATCH_ITEMS):
        batch, found = store.render_items(task, wanted[start : start + RENDER_BATCH_ITEMS])
        total.add(batch)
        known |= found
    return [one for one in wanted if one not in known]
