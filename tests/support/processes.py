"""Other processes: the program as users run it, and writers."""

import contextlib
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OAIPMH = [sys.executable, "-c", "from oaipmh.cli import main; main()"]
_TRIES = 400


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


@contextlib.contextmanager
def served(
    database_url: str,
    *options: str,
    log: Path = Path(os.devnull),
    **settings: str,
) -> Iterator[str]:
    """`oaipmh serve` in a process of its own, with more in its environment; the base URL."""
    port = free_port()
    command = [*OAIPMH, "serve", "--port", str(port), *options]
    process = subprocess.Popen(
        command, env=environment(database_url, **settings), stderr=subprocess.PIPE, text=True
    )
    assert process.stderr is not None
    try:
        _wait_until_open(process, port)
        with log.open("wb") as kept, subprocess.Popen(["cat"], stdin=process.stderr, stdout=kept):
            try:
                yield f"http://127.0.0.1:{port}/oai"
            finally:  # or `cat` would wait for a server that nobody stops
                process.terminate()
                process.wait(20)
    finally:
        process.kill()
        process.wait()
        process.stderr.close()


def _wait_until_open(process: subprocess.Popen[str], port: int) -> None:
    for _ in range(_TRIES):
        assert process.poll() is None, process.stderr and process.stderr.read()
        if opens(port):
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(0.05)
    raise AssertionError("the server did not open its port")
