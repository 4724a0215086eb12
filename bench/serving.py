"""What the benchmarks serve: our server, and the references beside it, one worker each."""

import contextlib
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from items import items

HERE = Path(__file__).resolve().parent
OAIPMH = [sys.executable, "-c", "from oaipmh.cli import main; main()"]
PEER = "oaipmh==4.0.0"


@dataclass(frozen=True)
class Server:
    """A running server."""

    port: int
    pid: int


def write_items(folder: Path, count: int) -> Path:
    """A file of so many items, as JSON Lines."""
    source = folder / f"{count}.jsonl"
    if not source.exists():
        with source.open("w") as lines:
            for item in items(count):
                lines.write(json.dumps(item) + "\n")
    return source


def load(database: str, folder: Path, count: int, *options: str) -> float:
    """Import so many items into a database; the seconds it took."""
    source = write_items(folder, count)
    environment = os.environ | {"OAIPMH_DATABASE_URL": database}
    subprocess.run([*OAIPMH, "migrate"], env=environment, check=True, stdout=subprocess.DEVNULL)
    started = time.perf_counter()
    command = [*OAIPMH, "import", *options, str(source)]
    subprocess.run(command, env=environment, check=True, stdout=sys.stderr)
    return time.perf_counter() - started


@contextlib.contextmanager
def served(command: list[str], environment: dict[str, str]) -> Iterator[Server]:
    """A server at a free port; the command ends with its option for the port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [*command, str(port)],
        env=os.environ | environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(400):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
                break
            time.sleep(0.05)
        yield Server(port, process.pid)
    finally:
        process.terminate()
        process.wait()


def ours(database: str, workers: int = 1) -> contextlib.AbstractContextManager[Server]:
    """Our server over a database."""
    command = [*OAIPMH, "serve", "--workers", str(workers), "--port"]
    return served(command, {"OAIPMH_DATABASE_URL": database})


def bare(app: str, **environment: str) -> contextlib.AbstractContextManager[Server]:
    """A bare ASGI application of this folder, on uvicorn."""
    command = [sys.executable, "-m", "uvicorn", "--no-access-log", "--app-dir", str(HERE), app]
    return served([*command, "--port"], environment)


def peer(python: Path, database: Path) -> contextlib.AbstractContextManager[Server]:
    """The other implementation over the same items."""
    return served([str(python), str(HERE / "peer.py"), str(database)], {"PYTHONPATH": ""})


def peer_python(folder: Path) -> Path:
    """A Python of its own that has the other implementation: its package is named as ours is."""
    place = folder / "peer"
    subprocess.run([sys.executable, "-m", "venv", place], check=True)
    install = [place / "bin" / "python", "-m", "pip", "install", "--quiet", PEER, "waitress"]
    subprocess.run(install, check=True)
    return place / "bin" / "python"
