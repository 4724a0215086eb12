"""The program starts anew with each command: it imports what that one needs."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.processes import environment

_START = """
import sys
from oaipmh.cli import main
try:
    main()
finally:
    print(*sys.modules, file=sys.stderr)
"""
OTHERS = {"alembic", "fastapi", "uvicorn", "httpx2", "pymarc", "mako"}


@pytest.mark.parametrize(
    ("command", "code"), [(["status"], 0), (["show", "oai:x.org:1"], 1), (["show"], 2)]
)
def test_a_command_imports_no_other_and_nothing_that_only_others_need(
    command: list[str], code: int, sqlite_url: str, tmp_path: Path
) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", _START, *command],
        env=environment(sqlite_url),
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == code, ended.stderr
    imported = set(ended.stderr.splitlines()[-1].split())
    assert OTHERS.isdisjoint(imported)
    assert f"oaipmh.cli.{command[0]}" in imported
    assert {"oaipmh.cli.import_", "oaipmh.cli.harvest", "oaipmh.cli.serve"}.isdisjoint(imported)
