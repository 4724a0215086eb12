"""`make bench`: our server beside references in the same run, as ratios.

One worker each, the same items, the same client, in turns. Compare only within one run: machines
are noisy. With `--write` the tables go into docs/performance.md, between its marks.
"""

import argparse
import platform
import re
import sqlite3
import tempfile
from datetime import UTC, datetime
from os import cpu_count
from pathlib import Path

import measures
import serving

_MARKS = re.compile(r"(<!-- bench -->\n).*(<!-- /bench -->)", re.DOTALL)


def main() -> None:
    """Load, serve, harvest in turns, print the tables."""
    options = _options()
    started = datetime.now(UTC)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        kept = options.folder or folder
        databases = {count: kept / f"{count}.db" for count in sorted(options.sizes)}
        for count, database in databases.items():
            if not database.exists():
                serving.load(f"sqlite:///{database}", folder, count, "--keep-datestamps")
        count, compared = min(databases.items(), key=lambda one: abs(one[0] - options.items))
        peer = None if options.no_peer else serving.peer_python(folder)
        tables = [
            measures.harvests(folder, compared, options.rounds, peer),
            measures.single_records(compared, count, options.rounds),
            measures.two_workers(compared, options.rounds),
            measures.sizes(databases, options.rounds),
        ]
    asked = f"--sizes {' '.join(map(str, databases))} --rounds {options.rounds}"
    machine = f"{cpu_count()} cores, Python {platform.python_version()}"
    head = (
        f"`python bench/harvest.py {asked}`, {count:,} items where no size is given, 100 a page;"
        f" {machine}, SQLite {sqlite3.sqlite_version}, {started:%Y-%m-%d}."
    )
    report = "\n\n".join([head, *("\n".join(table) for table in tables)]) + "\n"
    print(report)
    if options.write is not None:
        text = options.write.read_text("utf-8")
        options.write.write_text(_MARKS.sub(lambda marks: f"{marks[1]}{report}{marks[2]}", text))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 50_000])
    parser.add_argument("--items", type=int, default=50_000, help="compare at the size next to it")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--no-peer", action="store_true", help="leave the other implementation out")
    parser.add_argument("--folder", type=Path, help="keep the databases here, for another run")
    parser.add_argument("--write", type=Path, help="a document with marks for the tables")
    return parser.parse_args()


if __name__ == "__main__":
    main()
