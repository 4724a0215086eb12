"""A mirror of another implementation: `oaipmh`, a fork of pyoai, in a virtualenv of its own.

Its top-level package is named as ours, so it never stands beside us. Its lists have no
completeListSize, and end without an empty resumptionToken (section 3.5 of OAI-PMH 2.0 wants one).
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from oaipmh.store import SqlStore
from tests.support.contents import contents
from tests.support.databases import advance_clock
from tests.support.killing import Commands
from tests.support.processes import ROOT

PACKAGE = "oaipmh==4.0.0"
_INSTALL_SECONDS = 120

Record = tuple[str, tuple[str, ...], bool, str]
"""Datestamp, sets, whether it is deleted, title."""


@pytest.fixture(scope="session")
def other_python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Python that has the other implementation; where it cannot be had, CI fails, others skip."""
    place = tmp_path_factory.mktemp("other")
    python = place / "bin" / "python"
    make = [sys.executable, "-m", "venv", "--without-pip", place]  # ours installs into it, too
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", python]
    try:
        for command in (make, [*pip, "install", "--quiet", PACKAGE]):
            subprocess.run(command, check=True, capture_output=True, timeout=_INSTALL_SECONDS)
    except (OSError, subprocess.SubprocessError) as error:
        reason = f"{PACKAGE} could not be installed: {error}"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return python


@dataclass
class Other:
    """The other implementation's records; `publish` has it serve them as they are now."""

    file: Path
    records: dict[str, Record] = field(default_factory=dict)

    def put(
        self, number: int, day: int, *sets: str, title: str = "", deleted: bool = False
    ) -> None:
        """A record, new or changed."""
        stamp = f"2024-01-{day:02}T10:00:00"
        self.records[f"oai:other.org:{number}"] = (stamp, sets, deleted, title or f"Title {number}")

    def publish(self) -> None:
        """Serve the records, in the order of their datestamps."""
        rows = [[name, *record] for name, record in self.records.items()]
        self.file.write_text(json.dumps(sorted(rows, key=lambda row: row[1])), "utf-8")

    def mirrored(self) -> dict[str, object]:
        """What whoever mirrors it holds."""
        return {
            name: (None, frozenset()) if deleted else ((("title", title),), frozenset(sets))
            for name, (_, sets, deleted, title) in self.records.items()
        }

    @contextmanager
    def served(self, python: Path) -> Iterator[str]:
        """Its server in a process of its own; the base URL."""
        script = ROOT / "tests" / "support" / "pyoai_server.py"
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        with subprocess.Popen(
            [python, script, self.file],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as process:
            assert process.stdin is not None
            assert process.stdout is not None
            yield f"http://127.0.0.1:{int(process.stdout.readline())}/oai"
            process.stdin.close()
            process.wait(20)


def test_another_implementation_is_mirrored_whole_and_by_increments(
    other_python: Path, sqlite_store: SqlStore, sqlite_url: str, tmp_path: Path
) -> None:
    commands, other = Commands(sqlite_store, sqlite_url), Other(tmp_path / "records.json")
    for number in range(21):  # its pages have 4 records; two days have more than a page
        sets = ("a:b",) if number % 3 else ()
        other.put(number, 1 + number // 7, *sets, deleted=number == 5, title=f"🎼 <{number}>")
    other.publish()
    with other.served(other_python) as base_url:
        assert commands.finish("harvest", base_url) == 0
        assert contents(sqlite_url) == other.mirrored()
        assert commands.runs()[0].counts["read"] == 21
        other.put(0, 28, "a", title="Changed")
        other.put(1, 28, deleted=True)
        other.put(5, 28, title="Revived")
        other.put(21, 28, "c", title="New")
        for name in ("0", "1", "5", "21"):  # stamped after the harvest, as a source would
            identifier = f"oai:other.org:{name}"
            other.records[identifier] = ("2099-01-01T00:00:00", *other.records[identifier][1:])
        other.publish()
        assert commands.finish("harvest", base_url) == 0
        assert contents(sqlite_url) == other.mirrored()
        assert commands.runs()[0].counts["read"] == 4
        del other.records["oai:other.org:9"]
        other.publish()
        advance_clock(sqlite_url)  # what was written just now is not missed
        assert commands.finish("harvest", base_url, "--reconcile", "--force") == 0
        assert commands.runs()[0].counts["deleted"] == 1
    assert {
        name: held for name, held in contents(sqlite_url).items() if name != "oai:other.org:9"
    } == other.mirrored()


def test_a_set_of_another_implementation_is_mirrored_below_our_prefix(
    other_python: Path, sqlite_store: SqlStore, sqlite_url: str, tmp_path: Path
) -> None:
    commands, other = Commands(sqlite_store, sqlite_url), Other(tmp_path / "records.json")
    for number in range(12):
        other.put(number, 1 + number, "a:b" if number % 2 else "c")
    other.publish()
    with other.served(other_python) as base_url:
        assert commands.finish("harvest", base_url, "--set", "a", "--set-prefix", "theirs") == 0
    found = contents(sqlite_url)
    assert found.keys() == {f"oai:other.org:{number}" for number in range(1, 12, 2)}
    assert {sets for _, sets in found.values()} == {frozenset({"theirs:a:b"})}
