"""SQLite beside PostgreSQL: importing and harvesting the same items, in turns, as ratios.

PostgreSQL is the tests' own, with the settings it comes with, on the same machine: its processes
share the cores with ours. Compare only within one run.
"""

import argparse
import json
import os
import statistics
import subprocess
import tempfile
from contextlib import ExitStack
from pathlib import Path

import psycopg
from asking import harvest
from serving import OAIPMH, ours, write_items

from tests.support.databases import Postgres, postgres_or_reason


def main() -> None:
    """Import in turns, harvest in turns, print the ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--imports", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)  # the server may run as another user
        server = postgres_or_reason(Path(folder))
        assert isinstance(server, Postgres), server
        try:
            file = write_items(Path(folder), options.items)
            _compare(Path(folder), server, file, options)
        finally:
            server.stop()


def _compare(folder: Path, server: Postgres, file: Path, options: argparse.Namespace) -> None:
    databases: dict[str, str] = {}
    imports: dict[str, list[float]] = {"sqlite": [], "postgresql": []}
    for number in range(options.imports):
        databases = {
            "sqlite": f"sqlite:///{folder}/{number}.db",
            "postgresql": server.new_database(),
        }
        for name, url in databases.items():
            imports[name].append(_import(url, file))
    _print_rates("items/s imported", imports)
    _print_sizes(databases["postgresql"])
    harvests: dict[str, list[float]] = {name: [] for name in databases}
    with ExitStack() as running:
        servers = {name: running.enter_context(ours(url)) for name, url in databases.items()}
        for number in range(options.rounds + 1):  # the first warms the caches
            for name, one_ in servers.items():
                found = harvest(one_.port)
                assert found.records == options.items, (name, found.records)
                if number:
                    harvests[name].append(found.rate)
    _print_rates("records/s harvested", harvests)


def _environment(url: str) -> dict[str, str]:
    return os.environ | {"OAIPMH_DATABASE_URL": url}


def _import(url: str, file: Path) -> float:
    environment = _environment(url)
    subprocess.run([*OAIPMH, "migrate"], env=environment, check=True, stdout=subprocess.DEVNULL)
    command = [*OAIPMH, "import", "--json", str(file)]
    said = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE).stdout
    summary = json.loads(said)
    return float(summary["created"] / summary["seconds"])


def _print_rates(what: str, rates: dict[str, list[float]]) -> None:
    for name, values in rates.items():
        middle = statistics.median(values)
        print(f"{what:20}{name:11}{middle:9,.0f}{min(values):9,.0f}{max(values):9,.0f}")
    ratios = [one / other for one, other in zip(rates["postgresql"], rates["sqlite"], strict=True)]
    middle = statistics.median(ratios)
    print(f"{what:20}ratio      {middle:9.2f}{min(ratios):9.2f}{max(ratios):9.2f}")


def _print_sizes(url: str) -> None:
    with psycopg.connect(url) as connection:
        rows = connection.execute(
            "SELECT relname, pg_table_size(oid), pg_indexes_size(oid),"
            " CASE WHEN reltoastrelid = 0 THEN 0 ELSE pg_relation_size(reltoastrelid) END"
            " FROM pg_class WHERE relname IN ('items', 'records', 'set_records', 'item_sets')"
        ).fetchall()
    for name, *sizes in sorted(rows):
        table, indexes, toast = (size / 1e6 for size in sizes)
        print(f"{name:12}{table:8.1f} MB, TOAST {toast:.1f} of it; indexes {indexes:.1f}")


if __name__ == "__main__":
    main()
