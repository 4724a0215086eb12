"""The program as its users run it: a process of its own, in a folder of its own."""

import json
import os
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from oaipmh.ingest.views import KeyScope
from oaipmh.store import SqlStore
from tests.support.api import Api
from tests.support.forked import run_forked
from tests.support.processes import environment
from tests.support.server import RunningServer


class Program:
    """`oaipmh` on one database, from one folder."""

    def __init__(self, database_url: str | None, folder: Path) -> None:
        self.database_url = database_url
        self.folder = folder

    def __call__(
        self, *arguments: str | bytes, code: int = 0, stdin: bytes = b"", **variables: str
    ) -> subprocess.CompletedProcess[str]:
        """Run a command that must end with the code; what it says is text."""
        given = tuple(map(os.fsdecode, arguments))
        said = run_forked(given, self._environment(variables), self.folder, stdin)
        assert said.returncode == code, said
        assert "Traceback" not in said.stderr, said.stderr
        return said

    def _environment(self, variables: dict[str, str]) -> dict[str, str]:
        named = environment(self.database_url or "", **variables)
        if self.database_url is None:
            del named["OAIPMH_DATABASE_URL"]
        return named

    def json(self, *arguments: str, code: int = 0, stdin: bytes = b"") -> dict[str, Any]:
        """Run a command with --json: the one object on standard output."""
        said = self(*arguments, "--json", code=code, stdin=stdin)
        (line,) = said.stdout.splitlines()
        return json.loads(line)

    def refusal(self, *arguments: str | bytes, **variables: str) -> str:
        """Run a command that cannot run: exit 2, and one line that says why."""
        said = self(*arguments, code=2, **variables)
        assert said.stdout == ""
        (line,) = said.stderr.splitlines()
        assert line.startswith("oaipmh: ")
        return line


@pytest.fixture
def program(sqlite_url: str, tmp_path: Path) -> Program:
    """The program on a migrated database."""
    return Program(sqlite_url, tmp_path)


@pytest.fixture
def write_lines(tmp_path: Path) -> Callable[..., str]:
    """Writes items as a file of JSON Lines: `write_lines(items, "items.jsonl")`; its name."""

    def write(items: Iterable[dict[str, Any] | str], name: str = "items.jsonl") -> str:
        lines = [one if isinstance(one, str) else json.dumps(one) for one in items]
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("\n".join(lines) + "\n", "utf-8")
        return name

    return write


@pytest.fixture
def api(sqlite_store: SqlStore, serve: Callable[..., RunningServer]) -> Api:
    """The admin API of an empty store, with a key that may write: named `test`."""
    return Api(serve(sqlite_store), sqlite_store.create_key("test", KeyScope.WRITE))
