"""Other processes: the program as users run it, and writers."""

import contextlib
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

from tests.support.forked import Forked

ROOT = Path(__file__).resolve().parents[2]
OAIPMH = [sys.executable, "-c", "from oaipmh.cli import main; main()"]
_TRIES = 400
_PATIENCE_SECONDS = 20


def environment(database_url: str, **more: str) -> dict[str, str]:
    """The environment of a process that uses a database."""
    paths = {"OAIPMH_DATABASE_URL": database_url, "PYTHONPATH": str(ROOT)}
    return {**os.environ, **paths, **more}


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def opens(port: int) -> bool:
    """Whether somebody listens at a port."""
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 0.05):
        return True
    return False


class Running(Protocol):
    """A program that runs, as `subprocess.Popen` has it."""

    def poll(self) -> int | None:
        """Its exit code; None while it runs."""

    def wait(self, timeout: float) -> int:
        """Its exit code, as soon as it has ended."""

    def kill(self) -> None:
        """End it at once."""

    def terminate(self) -> None:
        """Ask it to end."""


Start = Callable[[tuple[str, ...], dict[str, str], Path], Running]
"""Starts the program: its arguments, its environment, and the file of what it complains of."""


def start_forked(arguments: tuple[str, ...], variables: dict[str, str], log: Path) -> Running:
    """The program as it has been imported already."""
    return Forked(arguments, variables, stderr=log)


def start_anew(arguments: tuple[str, ...], variables: dict[str, str], log: Path) -> Running:
    """The program in a new Python, which imports it from where its environment says."""
    with log.open("ab") as told:
        return subprocess.Popen([*OAIPMH, *arguments], env=variables, stderr=told)


@contextlib.contextmanager
def served(
    database_url: str,
    *options: str,
    log: Path | None = None,
    start: Start = start_forked,
    **settings: str,
) -> Iterator[str]:
    """`oaipmh serve` in a process of its own, with more in its environment; the base URL."""
    port = free_port()
    arguments = ("serve", "--port", str(port), *options)
    with tempfile.TemporaryDirectory() as place:
        told = log or Path(place) / "log"
        process = start(arguments, environment(database_url, **settings), told)
        try:
            _wait_until_open(process, port, told)
            yield f"http://127.0.0.1:{port}/oai"
            process.terminate()
            process.wait(_PATIENCE_SECONDS)
        finally:
            process.kill()
            process.wait(_PATIENCE_SECONDS)


def _wait_until_open(process: Running, port: int, log: Path) -> None:
    for _ in range(_TRIES):
        assert process.poll() is None, log.read_text("utf-8")
        if opens(port):
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(0.05)
    raise AssertionError("the server did not open its port")
