"""Loading JSON Lines: `oaipmh import` beside a bare loop, while someone asks for first lists.

The bare loop decodes each line and inserts it with sqlite3, 250 a transaction, as durably: it
checks, renders and lists nothing. Run in turns; compare only within one run.
"""

import argparse
import http.client
import json
import os
import sqlite3
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from items import items
from serving import OAIPMH, ours

_BATCH = 250
_BETWEEN_LISTS_SECONDS = 0.1


def main() -> None:
    """Write the files, load each in turns, print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=50_000)
    parser.add_argument("--abstract-words", type=int, default=170)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--sets", type=int, nargs="+", default=[0, 1, 2])
    options = parser.parse_args()
    print(
        f"{'':22}{'items/s':>9}{'ratio':>7}{'peak MB':>9}{'lists':>7}{'median ms':>11}{'max ms':>8}"
    )
    with tempfile.TemporaryDirectory() as folder:
        files = {
            sets: _file(Path(folder), items(options.items, options.abstract_words), sets)
            for sets in options.sets
        }
        rates: dict[int, list[float]] = {sets: [] for sets in files}
        for number in range(options.rounds):
            bare = _load_bare(Path(folder) / f"bare{number}.db", files[options.sets[0]])
            print(f"{'bare sqlite3':22}{options.items / bare:9,.0f}{1:7.2f}")
            for sets, file in files.items():
                database = Path(folder) / f"{number}-{sets}.db"
                seconds = _load_while_listed(database, file, f"oai_dc, {sets} sets", bare)
                rates[sets].append(options.items / seconds)
                database.unlink()
    for sets, values in rates.items():
        each = 1_000_000 / statistics.median(values)
        print(f"{sets} sets an item: {each:.0f} µs an item (median of {len(values)})")


def _file(folder: Path, made: Iterable[dict[str, Any]], sets: int) -> Path:
    """The items, each in so many sets of theirs."""
    file = folder / f"{sets}.jsonl"
    with file.open("w") as lines:
        for item in made:
            lines.write(json.dumps(item | {"sets": item["sets"][:sets]}) + "\n")
    return file


def _load_bare(database: Path, file: Path) -> float:
    started = time.perf_counter()
    connection = sqlite3.connect(database)
    connection.execute("PRAGMA journal_mode = wal")
    connection.execute("CREATE TABLE items (identifier TEXT PRIMARY KEY, line BLOB)")
    rows: list[tuple[str, bytes]] = []
    with file.open("rb") as lines:
        for line in lines:
            rows.append((json.loads(line)["identifier"], line))
            if len(rows) == _BATCH:
                _insert(connection, rows)
        _insert(connection, rows)
    connection.close()
    return time.perf_counter() - started


def _insert(connection: sqlite3.Connection, rows: list[tuple[str, bytes]]) -> None:
    with connection:
        connection.executemany("INSERT INTO items VALUES (?, ?)", rows)
    rows.clear()


def _load_while_listed(database: Path, file: Path, name: str, bare: float) -> float:
    """Import a file while first lists are asked for; print how it went; the seconds it took."""
    environment = os.environ | {"OAIPMH_DATABASE_URL": f"sqlite:///{database}"}
    subprocess.run([*OAIPMH, "migrate"], env=environment, check=True, stdout=subprocess.DEVNULL)
    with ours(environment["OAIPMH_DATABASE_URL"]) as server:
        waits: list[float] = []
        ended = threading.Event()
        asking = threading.Thread(target=_ask_for_first_lists, args=(server.port, waits, ended))
        asking.start()
        command = [*OAIPMH, "import", "--json", str(file)]
        process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE)
        assert process.stdout is not None
        summary = json.loads(process.stdout.read())
        _, status, usage = os.wait4(process.pid, 0)
        process.stdout.close()
        process.returncode = os.waitstatus_to_exitcode(status)
        ended.set()
        asking.join()
    assert process.returncode == 0, summary
    seconds = float(summary["seconds"])
    told = (summary["created"] / seconds, bare / seconds, usage.ru_maxrss / 1000, len(waits))
    print(
        f"{name:22}{told[0]:9,.0f}{told[1]:7.2f}{told[2]:9,.0f}{told[3]:7}"
        f"{statistics.median(waits) * 1000:11.1f}{max(waits) * 1000:8.1f}"
    )
    return seconds


def _ask_for_first_lists(port: int, waits: list[float], ended: threading.Event) -> None:
    """Ask for a first page now and then, as a harvester does that begins, and note the seconds."""
    while not ended.wait(_BETWEEN_LISTS_SECONDS):
        connection = http.client.HTTPConnection("127.0.0.1", port)
        started = time.perf_counter()
        connection.request("GET", "/oai?verb=ListRecords&metadataPrefix=oai_dc")
        answer = connection.getresponse()
        answer.read()
        waits.append(time.perf_counter() - started)
        assert answer.status == http.HTTPStatus.OK, answer.status
        connection.close()


if __name__ == "__main__":
    main()
