"""`make bench`: a full harvest of our server beside the bare reference, interleaved, as a ratio.

One worker each, the same items, the same keep-alive client. Compare only within one run: the
machine is noisy.
"""

import argparse
import contextlib
import gzip
import http.client
import json
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from items import items

_HERE = Path(__file__).resolve().parent
_TOKEN = re.compile(rb"<resumptionToken[^>]*>([^<]*)</resumptionToken>")
OAIPMH = [sys.executable, "-c", "from oaipmh.cli import main; main()"]


def main() -> None:
    """Load, serve, harvest in turns, print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=50_000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "bench.db"
        environment = os.environ | {"OAIPMH_DATABASE_URL": f"sqlite:///{database}"}
        seconds = load(folder, environment, options.items)
        print(f"import: {options.items / seconds:,.0f} items/s, oai_dc alone, two sets an item")
        bare = [sys.executable, "-m", "uvicorn", "--no-access-log", "--app-dir", str(_HERE)]
        with (
            served([*OAIPMH, "serve", "--port"], environment) as ours,
            served(
                [*bare, "bare:app", "--port"], environment | {"BARE_DATABASE": str(database)}
            ) as reference,
        ):
            _compare(ours, reference, options.items, options.rounds)


def load(folder: str, environment: dict[str, str], count: int) -> float:
    """Import so many items into the environment's database; the seconds it took."""
    source = write_items(folder, count)
    subprocess.run([*OAIPMH, "migrate"], env=environment, check=True, stdout=subprocess.DEVNULL)
    started = time.perf_counter()
    subprocess.run([*OAIPMH, "import", str(source)], env=environment, check=True)
    return time.perf_counter() - started


def write_items(folder: str, count: int) -> Path:
    """A file of so many items, as JSON Lines."""
    source = Path(folder) / "items.jsonl"
    with source.open("w") as lines:
        for item in items(count):
            lines.write(json.dumps(item) + "\n")
    return source


@contextlib.contextmanager
def served(command: list[str], environment: dict[str, str]) -> Iterator[int]:
    """A server at a free port; the command ends with its option for the port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen([*command, str(port)], env=environment, stderr=subprocess.DEVNULL)
    try:
        for _ in range(200):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
                break
            time.sleep(0.05)
        yield port
    finally:
        process.terminate()
        process.wait()


def _compare(ours: int, reference: int, count: int, rounds: int) -> None:
    harvests = {
        "ours": lambda: harvest(ours, "identity"),
        "ours, gzip": lambda: harvest(ours, "gzip"),
        "bare ASGI + sqlite3": lambda: _harvest_bare(reference),
    }
    rates: dict[str, list[float]] = {name: [] for name in harvests}
    first_and_last: dict[str, tuple[float, float]] = {}
    for harvest in harvests.values():
        harvest()  # the first of each warms the caches
    for _ in range(rounds):
        for name, harvest in harvests.items():
            records, seconds, first, last = harvest()
            assert records == count, (name, records)
            rates[name].append(records / seconds)
            first_and_last[name] = (first, last)
    base = statistics.median(rates["bare ASGI + sqlite3"])
    print(
        f"{'':22}{'records/s':>12}{'min':>10}{'max':>10}{'ratio':>8}{'first ms':>10}{'last ms':>9}"
    )
    for name, values in rates.items():
        middle = statistics.median(values)
        first, last = (seconds * 1000 for seconds in first_and_last[name])
        print(
            f"{name:22}{middle:12,.0f}{min(values):10,.0f}{max(values):10,.0f}"
            f"{middle / base:8.2f}{first:10.2f}{last:9.2f}"
        )


def harvest(port: int, coding: str) -> tuple[int, float, float, float]:
    """Records, seconds, and the median seconds of the first and of the last ten pages."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    query, records, times = "metadataPrefix=oai_dc", 0, []
    started = time.perf_counter()
    while query:
        page_started = time.perf_counter()
        connection.request(
            "GET", f"/oai?verb=ListRecords&{query}", headers={"Accept-Encoding": coding}
        )
        body = connection.getresponse().read()
        times.append(time.perf_counter() - page_started)
        if coding == "gzip":
            body = gzip.decompress(body)
        records += body.count(b"<record>")
        token = _TOKEN.search(body[-1000:])
        query = f"resumptionToken={token[1].decode()}" if token else ""
    seconds = time.perf_counter() - started
    return records, seconds, statistics.median(times[:10]), statistics.median(times[-10:])


def _harvest_bare(port: int) -> tuple[int, float, float, float]:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    token, records, times = "0.0", 0, []
    started = time.perf_counter()
    while True:
        page_started = time.perf_counter()
        connection.request("GET", f"/?{token}")
        response = connection.getresponse()
        body = response.read()
        times.append(time.perf_counter() - page_started)
        records += body.count(b"<record>")
        token = response.headers["x-token"]
        if not token:
            break
    seconds = time.perf_counter() - started
    return records, seconds, statistics.median(times[:10]), statistics.median(times[-10:])


if __name__ == "__main__":
    main()
