"""Harvests of each format as it is stored, and as it is made on the fly, in turns, one worker each.

`PYTHONPATH=. .venv/bin/python bench/on_the_fly.py`. Records for each second that the worker's
process has had of a core, whoever else is on the machine; and beside them records a second as the
harvester has them.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import asking
import measures
import serving

FORMATS = "oai_dc,oai_qdc,oai_openaire,oai_datacite,mods,marc21"


def main() -> None:
    """Load, render, serve, harvest in turns, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--formats", default=FORMATS)
    options = parser.parse_args()
    os.environ["OAIPMH_FORMATS"] = options.formats
    rates: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as place, ExitStack() as servers:
        stored, made = (Path(place) / f"{name}.db" for name in ("stored", "made"))
        serving.load(f"sqlite:///{stored}", Path(place), options.items, "--keep-datestamps")
        shutil.copy(stored, made)
        _render(f"sqlite:///{made}", options.formats)
        harvests: dict[str, partial[float]] = {}
        for way, path in (("stored", stored), ("on the fly", made)):
            server = servers.enter_context(serving.ours(f"sqlite:///{path}"))
            for prefix in options.formats.split(","):
                name = f"{prefix}, {way}"
                rates[name] = []
                harvests[name] = partial(_harvest, server, prefix, rates[name])
        figures = measures.in_turns(options.rounds, harvests)
    print(f"{'':26} {'records/s of a core':>31}   as the harvester has them")
    for name in sorted(figures):
        _print(name, figures[name], rates[name][1:])


def _harvest(server: serving.Server, prefix: str, rates: list[float]) -> float:
    """Harvest a format whole; records a second of a core."""
    before = _seconds(server.pid)
    found = asking.harvest(server.port, prefix=prefix)
    rates.append(found.rate)
    return found.records / max(_seconds(server.pid) - before, 0.01)


def _render(database: str, formats: str) -> None:
    """Let the records be made when they are asked for."""
    environment = os.environ | {"OAIPMH_DATABASE_URL": database, "OAIPMH_ON_THE_FLY": formats}
    subprocess.run([*serving.OAIPMH, "render"], env=environment, check=True, stdout=sys.stderr)


def _seconds(pid: int) -> float:
    """What a process has had of a core."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _print(name: str, values: list[float], rates: list[float]) -> None:
    spread = f"{statistics.median(values):9,.0f} ({min(values):,.0f} to {max(values):,.0f})"
    print(f"{name:26} {spread:>31} {statistics.median(rates):9,.0f}")


if __name__ == "__main__":
    main()
