"""Running the pipeline for a command: progress, the summary, the exit code."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field

import typer
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from oaipmh.cli.console import err, print_json, say, warn
from oaipmh.ingest.pipeline import Pipeline, Summary
from oaipmh.ingest.ports import QuarantineEntry

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

    def quarantined(self, entry: QuarantineEntry) -> None:
        """Name the first things that were refused; `oaipmh quarantine` lists them all."""
        self.reasons += 1
        if self.reasons <= _SHOWN_REASONS:
            warn(f"quarantined: {entry.source}, {entry.position}: {entry.reason}")
        elif self.reasons == _SHOWN_REASONS + 1:
            warn("… more was quarantined: `oaipmh quarantine` lists it")


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


def finish(pipeline: Pipeline, started: float, *, as_json: bool) -> None:
    """Print the summary, and exit 1 where something was quarantined."""
    seconds = time.monotonic() - started
    summary = asdict(pipeline.summary)
    if as_json:
        print_json(summary | {"seconds": round(seconds, 2)})
    else:
        counts = ", ".join(f"{count} {name}" for name, count in summary.items())
        say(f"{counts} in {seconds:.1f} s")
    if pipeline.summary.quarantined:
        raise typer.Exit(1)
