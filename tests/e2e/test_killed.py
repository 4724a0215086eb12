"""A process may be killed at any moment: run again, the store equals its source.

KILLS says how often each test kills.
"""

import json
import os
import random
from pathlib import Path
from typing import Any

import pytest

from oaipmh.ingest.ports import NewSource
from oaipmh.store import SqlStore
from tests.support.contents import Content, contents, quarantined
from tests.support.databases import advance_clock
from tests.support.faulty import FaultySource
from tests.support.killing import Commands
from tests.support.loading import item, load

KILLS = int(os.environ.get("KILLS", "2"))
ITEMS = 2500
SETS = ("a", "a:b", "c")
DAY = 86_400


@pytest.fixture
def commands(store: SqlStore, database_url: str) -> Commands:
    """Runs commands on the test's own store, and kills them."""
    return Commands(store, database_url)


def _lines(chance: random.Random) -> list[dict[str, Any] | str]:
    """Items in sets or none, deletions, and what will be refused."""
    lines: list[dict[str, Any] | str] = []
    for number in range(ITEMS):
        kind = chance.random()
        if kind < 0.02:
            lines.append(f'{{"broken": {number}')
        elif kind < 0.04:
            lines.append({"identifier": f"no URI {number}", "metadata": {"title": ["T"]}})
        elif kind < 0.14:
            lines.append({"identifier": item(number)["identifier"], "deleted": True})
        else:
            sets = chance.sample(("a:b", "c"), chance.randint(0, 2))
            lines.append(item(number, *sets, title=f"Title {chance.random()} 🎼"))
    return lines


def _write(lines: list[dict[str, Any] | str], file: Path) -> list[bytes]:
    """Write the file; its lines as bytes."""
    texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    file.write_text("\n".join(texts) + "\n", "utf-8")
    return [text.encode() for text in texts]


def _wanted(lines: list[dict[str, Any] | str]) -> Content:
    """What a store holds that has taken the lines in."""
    wanted: Content = {}
    for line in lines:
        if isinstance(line, str) or line["identifier"].startswith("no"):
            continue
        deleted = line.get("deleted", False)
        statements = None if deleted else (("title", line["metadata"]["title"][0]),)
        wanted[line["identifier"]] = (statements, frozenset(line.get("sets", ())))
    return wanted


def _refused(lines: list[dict[str, Any] | str], texts: list[bytes]) -> list[bytes]:
    wanted = _wanted(lines)
    taken = (not isinstance(line, str) and line["identifier"] in wanted for line in lines)
    return sorted(text for text, was_taken in zip(texts, taken, strict=True) if not was_taken)


@pytest.mark.parametrize("whole", [False, True], ids=["import", "replace"])
def test_an_import_that_is_killed_and_run_again_leaves_what_the_file_says(
    commands: Commands, database_url: str, tmp_path: Path, *, whole: bool
) -> None:
    lines, file = _lines(commands.chance), tmp_path / "items.jsonl"
    texts = _write(lines, file)
    gone = [item(number, "c") for number in range(ITEMS, ITEMS + 100)]
    load(commands.store, gone)
    advance_clock(database_url)  # what was written just now is not missed
    options = ["--replace", "--force"] if whole else []
    for _ in range(KILLS):
        commands.kill("import", str(file), *options, read=commands.chance.randrange(ITEMS // 2))
    assert commands.killed
    assert commands.finish("import", str(file), *options) == 1
    wanted = _wanted(lines) | _after(gone, deleted=whole)
    assert contents(database_url) == wanted
    assert quarantined(database_url) == _refused(lines, texts)
    commands.require_runs_as_left()
    assert commands.runs()[0].state == "complete"


def _after(gone: list[dict[str, Any]], *, deleted: bool) -> Content:
    """Items that are not in the file: deleted if it is the whole, else as they were."""
    return {
        one["identifier"]: (
            None if deleted else (("title", one["metadata"]["title"][0]),),
            frozenset() if deleted else frozenset(one["sets"]),
        )
        for one in gone
    }


def _fill(source: FaultySource, chance: random.Random, count: int) -> None:
    """New and changed records, some deleted, over many days."""
    for number in chance.sample(range(ITEMS), count):
        source.now += chance.randrange(DAY // 24)
        name = f"oai:x.org:{number}"
        sets = tuple(chance.sample(("a:b", "c"), chance.randint(0, 2)))
        source.put(name, f"Title {chance.random()} 🎼", sets=sets, deleted=chance.random() < 0.1)


def _mirrored(source: FaultySource) -> Content:
    """What a store holds that has harvested the source."""
    return {
        name: (None, frozenset())
        if held.deleted
        else ((("title", held.title),), frozenset(held.sets))
        for name, held in source.records.items()
    }


@pytest.mark.parametrize("command", ["harvest", "worker"])
def test_a_harvest_that_is_killed_and_run_again_leaves_what_the_source_has(
    commands: Commands, database_url: str, command: str
) -> None:
    source = FaultySource(page_size=40, now=1_600_000_000)
    with source.served() as base_url:
        if command == "worker":
            commands.store.add_source(NewSource("theirs", base_url, every_seconds=DAY))
        arguments = ["worker", "--once"] if command == "worker" else ["harvest", base_url]
        _fill(source, commands.chance, ITEMS)
        requests = []
        for _ in range(KILLS):
            read = commands.chance.randrange(ITEMS // KILLS)
            commands.kill(*arguments, read=read)
            _fill(source, commands.chance, 50)
            requests.append(len(source.requests))
        assert commands.finish(*arguments) == 0
        if len(commands.killed) == KILLS:
            _require_resumed(source, requests, commands)
        if command == "worker":
            commands.store.make_due("theirs")
        assert commands.finish(*arguments) == 0  # what changed behind the killed harvests' backs
    assert contents(database_url) == _mirrored(source)
    assert commands.killed
    assert quarantined(database_url) == []
    commands.require_runs_as_left()
    assert commands.runs()[0].state == "complete"


def _require_resumed(source: FaultySource, requests: list[int], commands: Commands) -> None:
    """Where a batch had been stored, the next harvest began with a token and not at the start."""
    for run, begin in zip(commands.killed, requests, strict=True):
        lists = (one for _, one, _ in source.requests[begin:] if one["verb"] == "ListRecords")
        if run.counts["read"]:
            assert "resumptionToken" in next(lists)
