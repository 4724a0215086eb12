"""Commands as processes that are killed: at random moments, by chance that can be had again."""

import os
import random
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from oaipmh.ingest.ports import Run, RunState
from oaipmh.ingest.views import RunView
from oaipmh.store import SqlStore
from tests.support.forked import Forked
from tests.support.processes import environment

_PATIENCE_SECONDS = 60.0
_ALL = 1000
_SHORT_SECONDS = 0.1


def new_chance() -> random.Random:
    """Chance whose seed is printed; KILL_SEED repeats it."""
    seed = int(os.environ.get("KILL_SEED", "0")) or random.SystemRandom().randrange(1, 1 << 32)
    print(f"KILL_SEED={seed}")
    return random.Random(seed)


@dataclass
class Commands:
    """Runs commands on a store, and kills them."""

    store: SqlStore
    database_url: str
    chance: random.Random = field(default_factory=new_chance)
    killed: list[RunView] = field(default_factory=list)

    def start(self, *arguments: str) -> Forked:
        """Start a command."""
        return Forked(arguments, environment(self.database_url))

    def finish(self, *arguments: str) -> int:
        """Run a command to its end; its exit code."""
        with self.start(*arguments) as process:
            return process.wait(_PATIENCE_SECONDS)

    def runs(self) -> list[RunView]:
        """All runs, the latest first."""
        return self.store.runs(_ALL)

    def kill(self, *arguments: str, read: int) -> bool:
        """Start a command, kill it soon after its run has stored so much; whether it was in time.

        What its run had come to is noted.
        """
        before = len(self.runs())
        process = self.start(*arguments)
        wait_until(
            lambda: (
                process.poll() is not None
                or (len(self.runs()) > before and self.runs()[0].counts["read"] >= read)
            )
        )
        with suppress(subprocess.TimeoutExpired):
            process.wait(self.chance.uniform(0, _SHORT_SECONDS))
        process.kill()
        process.wait(_PATIENCE_SECONDS)
        # PostgreSQL may still be storing what it was handed: whoever writes now waits for that.
        self.store.end_run(Run(0, None, whole=False), RunState.FAILED)
        run = self.runs()[0]
        if run.state == "running":
            self.killed.append(run)
        return run.state == "running"

    def require_runs_as_left(self) -> None:
        """Those that were killed are as they were left: `running`, with counts and position."""
        for run in self.killed:
            assert self.store.run(run.run_id) == run
            assert run.ended is None
            parts = (
                count for name, count in run.counts.items() if name not in ("read", "repaired")
            )
            assert run.counts["read"] == sum(parts)
            assert bool(run.position) == bool(run.counts["read"])


def wait_until(holds: Callable[[], bool]) -> None:
    """Look again and again; fail when it does not come to hold."""
    end = time.monotonic() + _PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.005)
