"""Harvesting our own server and storing what comes: `oaipmh harvest` into an empty SQLite database.

`PYTHONPATH=. .venv/bin/python bench/mirror.py`. Each record in two sets, with provenance; the
server runs on the same machine. It also says what the harvest has had of a core: where other work
disturbs, that tells more than its rate.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import tempfile
from pathlib import Path

import serving


def main() -> None:
    """Load, serve, harvest again and again, print each round."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=30_000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    rates = []
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        source = f"sqlite:///{folder}/source.db"
        serving.load(source, folder, options.items, "--keep-datestamps")
        with serving.ours(source) as server:
            for number in range(options.rounds):
                database = f"sqlite:///{folder}/{number}.db"
                before = _processor_seconds()
                rates.append(_harvest(server.port, database, options.items))
                each = (_processor_seconds() - before) / options.items * 1_000_000
                print(f"{rates[-1]:9,.0f} records/s {each:6.0f} µs of a core a record", flush=True)
    print(f"{statistics.median(rates):9,.0f} records/s, the median of {options.rounds}")


def _harvest(port: int, database: str, records: int) -> float:
    """Harvest all there is into a new database; records a second."""
    environment = os.environ | {
        "OAIPMH_DATABASE_URL": database,
        "OAIPMH_ADMIN_EMAIL": "bench@example.org",
    }
    subprocess.run(
        [*serving.OAIPMH, "migrate"], env=environment, check=True, stdout=subprocess.DEVNULL
    )
    command = [*serving.OAIPMH, "harvest", "--json", f"http://127.0.0.1:{port}/oai"]
    said = subprocess.run(command, env=environment, check=True, capture_output=True).stdout
    summary = json.loads(said)
    assert summary["created"] == records, summary
    return float(records / summary["seconds"])


def _processor_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
