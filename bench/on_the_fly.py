"""A harvest of oai_dc as it is stored, and as it is made on the fly, in turns, one worker each.

`PYTHONPATH=. .venv/bin/python bench/on_the_fly.py`. Records a second as the harvester sees them,
and for each second that the worker's process has had of a core, whoever else is on the machine.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import asking
import measures
import serving


def main() -> None:
    """Load, render, serve, harvest in turns, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place, ExitStack() as servers:
        folder = Path(place)
        urls = {name: f"sqlite:///{folder}/{name}.db" for name in ("stored", "on the fly")}
        for url in urls.values():
            serving.load(url, folder, options.items, "--keep-datestamps")
        _render(urls["on the fly"])
        running = {name: servers.enter_context(serving.ours(url)) for name, url in urls.items()}
        rates: dict[str, list[float]] = {name: [] for name in urls}

        def measure(name: str) -> Callable[[], float]:
            server = running[name]

            def harvest() -> float:
                before = _seconds(server.pid)
                found = asking.harvest(server.port)
                assert found.records == options.items, found.records
                rates[name].append(found.rate)
                return found.records / (_seconds(server.pid) - before)

            return harvest

        figures = measures.in_turns(options.rounds, {name: measure(name) for name in urls})
    for name, values in figures.items():
        _print(f"{name}, records/s", rates[name][1:])
        _print(f"{name}, records/s of a core", values)


def _render(database: str) -> None:
    """Let the records be made when they are asked for."""
    environment = os.environ | {"OAIPMH_DATABASE_URL": database, "OAIPMH_ON_THE_FLY": "oai_dc"}
    subprocess.run([*serving.OAIPMH, "render"], env=environment, check=True, stdout=sys.stderr)


def _seconds(pid: int) -> float:
    """What a process has had of a core."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _print(name: str, values: list[float]) -> None:
    middle = statistics.median(values)
    print(f"{name:35} {middle:9,.0f} {min(values):9,.0f} {max(values):9,.0f}")


if __name__ == "__main__":
    main()
