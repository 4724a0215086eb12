"""Running the pipeline for a command: progress, the summary, the exit code."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field

import typer
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from oaipmh.cli.collecting import seldom_collecting
from oaipmh.cli.console import err, print_json, say, warn
from oaipmh.ingest.pipeline import Pipeline, Result
from oaipmh.ingest.ports import NewRun, Outcome, Summary
from oaipmh.ingest.running import running
from oaipmh.ingest.shapes import shape_summary
from oaipmh.settings import Settings
from oaipmh.store import SqlStore

INTERRUPTED = 130
_SHOWN_REASONS = 20
_PLAIN_EVERY_SECONDS = 5.0


@dataclass(slots=True)
class Reporter:
    """Tells of a run: a moving line on a terminal, a plain one now and then elsewhere."""

    show: Callable[[str], None]
    reasons: int = field(default=0)

    def batch(self, summary: Summary) -> None:
        """After each batch."""
        self.show(f"{summary.read} read, {summary.quarantined} quarantined")

    def result(self, result: Result) -> None:
        """Name the first things that were refused; `oaipmh quarantine` lists them all."""
        if result.outcome is not Outcome.QUARANTINED:
            return
        self.reasons += 1
        if self.reasons <= _SHOWN_REASONS:
            warn(f"quarantined: {result.place}: {result.reason}")
        elif self.reasons == _SHOWN_REASONS + 1:
            warn("… more was quarantined: `oaipmh quarantine list` shows it")


@contextmanager
def reporting() -> Iterator[Reporter]:
    """Show progress on standard error while the block runs."""
    if not err.is_terminal:
        last = time.monotonic()

        def show(line: str) -> None:
            nonlocal last
            if time.monotonic() - last >= _PLAIN_EVERY_SECONDS:
                last = time.monotonic()
                err.print(line)

        yield Reporter(show)
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=err, transient=True) as progress:
        task = progress.add_task("starting", total=None)
        yield Reporter(lambda line: progress.update(task, description=line))


@contextmanager
def piping(
    settings: Settings, store: SqlStore, new_run: NewRun, *, keep_datestamps: bool = False
) -> Iterator[Pipeline]:
    """A pipeline for one recorded run, which tells of itself.

    Interrupted, it says that nothing is lost, and ends the command with 130.
    """
    try:
        with seldom_collecting(), reporting() as reporter, running(store, new_run) as run:
            yield Pipeline(
                store,
                settings.served_formats,
                run,
                domain=settings.naming_domain,
                keep_datestamps=keep_datestamps,
                on_result=reporter.result,
                on_batch=reporter.batch,
            )
    except KeyboardInterrupt:
        warn("interrupted: what was stored stays; run the same command again to go on")
        raise typer.Exit(INTERRUPTED) from None


def finish(summary: Summary, started: float, *, as_json: bool) -> None:
    """Print the summary, and exit 1 where something was quarantined."""
    seconds = time.monotonic() - started
    if as_json:
        print_json(shape_summary(summary, seconds))
    else:
        counts = asdict(summary)
        words = ", ".join(f"{count} {name}" for name, count in counts.items())
        say(f"{words} in {seconds:.1f} s")
    if summary.quarantined:
        raise typer.Exit(1)
