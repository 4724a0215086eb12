"""Promise 1: whoever harvests once and then increments ends with the store's content."""

import itertools
import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from oaipmh.protocol.datestamp import format_utc
from oaipmh.store import SqlStore
from tests.support.forked import run_forked
from tests.support.loading import item, load
from tests.support.mirror import Mirror
from tests.support.processes import environment, served
from tests.support.writer import SETS

SECONDS = float(os.environ.get("NO_LOSS_SECONDS", "12"))


def _store_content(store: SqlStore) -> dict[str, tuple[str, str | None]]:
    """Identifier -> (datestamp, title); a title of None is a tombstone."""
    content = {}
    for number in range(2000):
        found = store.item(f"oai:test.example.org:{number}")
        if found is not None:
            record = found.records[0]
            title = None if record.deleted else found.description[0].value
            content[found.identifier] = (format_utc(record.datestamp), title)
    return content


def _members(store: SqlStore, set_spec: str) -> set[str]:
    """The identifiers of the items that are in a set, or in one below it, now."""
    members = set()
    for number in range(2000):
        found = store.item(f"oai:test.example.org:{number}")
        inside = found and any(f"{spec}:".startswith(f"{set_spec}:") for spec in found.sets)
        if found is not None and inside:
            members.add(found.identifier)
    return members


def _harvest_until(stopped: threading.Event, mirror: Mirror, failures: list[str]) -> None:
    """Harvest and increment without pause, and twice more when all writing is over."""
    try:
        while not stopped.is_set():
            mirror.harvest()
        mirror.harvest_to_the_end()
    except Exception as error:  # noqa: BLE001 - told to the test, which fails with it
        failures.append(f"{mirror}: {error!r}")
    finally:
        mirror.close()


def _write_without_pause(url: str, folder: Path) -> None:
    """Three writers, of big batches and of slow commits, and an importer over and over, at once."""
    files = [folder / f"import-{turn}.jsonl" for turn in range(2)]
    for turn, file in enumerate(files):
        lines = [item(n, SETS[n % 5], title=f"Import {turn}.{n}") for n in range(1000, 1600)]
        file.write_text("\n".join(json.dumps(line) for line in lines))
    writer = [sys.executable, "-m", "tests.support.writer", url]
    variables = environment(url)
    writers = [
        subprocess.Popen([*writer, seed, batch, str(SECONDS), hold], env=variables)
        for seed, batch, hold in (("0", "5", "0"), ("2", "800", "0"), ("4", "20", "2"))
    ]
    for file in itertools.cycle(files):
        run_forked(("import", "--json", str(file)), variables).check_returncode()
        if all(process.poll() is not None for process in writers):
            break
    assert [process.wait() for process in writers] == [0, 0, 0]


@pytest.mark.timeout(200 + 3 * SECONDS)
def test_every_mirror_equals_the_store_whatever_was_written_meanwhile(
    database_url: str, tmp_path: Path
) -> None:
    store = SqlStore(database_url)
    load(store, [item(number, SETS[number % 5]) for number in range(1000)])
    with served(database_url) as base_url:
        mirrors = [
            Mirror(base_url, set_spec=set_spec, by_day=by_day, increment_from=page)
            for set_spec in (None, "a")
            for by_day in (False, True)
            for page in ("first", "last")
        ] + [Mirror(base_url, increment_from="window")]
        stopped, failures = threading.Event(), []
        harvesters = [
            threading.Thread(target=_harvest_until, args=(stopped, mirror, failures))
            for mirror in mirrors
        ]
        for harvester in harvesters:
            harvester.start()
        try:
            _write_without_pause(database_url, tmp_path)
        finally:
            stopped.set()
            for harvester in harvesters:
                harvester.join()
    assert failures == []
    content, members = _store_content(store), _members(store, "a")
    store.dispose()
    assert members
    for mirror in mirrors:
        _judge(mirror, content, members)
    slowest = max(mirror.slowest for mirror in mirrors)
    unavailable = sum(mirror.unavailable for mirror in mirrors)
    harvests = sum(mirror.harvests for mirror in mirrors)
    print(f"{harvests} harvests, slowest request {slowest:.2f} s, {unavailable} times 503")
    assert unavailable == 0
    assert slowest < 5, "a request waited for a writer"


def _judge(mirror: Mirror, content: dict[str, tuple[str, str | None]], members: set[str]) -> None:
    """Hold a mirror to what promise 1 says, whole or by set."""
    assert mirror.harvests >= 3
    if mirror.set_spec is None:
        assert mirror.records == content
        return
    for identifier in members:
        assert mirror.records.get(identifier) == content[identifier]
    for identifier, (_, title) in mirror.records.items():
        if content[identifier][1] is None:
            assert title is None, f"{identifier} was deleted, and the mirror of the set has it"
