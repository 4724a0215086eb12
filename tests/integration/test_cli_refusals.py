"""`oaipmh` when it cannot run: exit 2, one line that says why and how to mend it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from oaipmh.store import SqlStore
from tests.integration.conftest import Program
from tests.support.loading import item


@pytest.fixture
def unmigrated(tmp_path: Path) -> Program:
    """The program on a database that is not there yet."""
    return Program(f"sqlite:///{tmp_path}/new.db", tmp_path)


@pytest.mark.parametrize("command", [["import", "-"], ["serve"]])
def test_a_database_without_tables_wants_oaipmh_migrate(
    unmigrated: Program, command: list[str]
) -> None:
    assert "`oaipmh migrate`" in unmigrated.refusal(*command)


def test_a_wrong_setting_is_one_line_that_names_it(program: Program) -> None:
    assert "OAIPMH_PAGE_SIZE" in program.refusal("status", OAIPMH_PAGE_SIZE="many")
    (program.folder / "oaipmh.toml").write_text("pagesize = 5")
    assert "pagesize" in program.refusal("serve")


def test_a_format_that_there_is_not_is_one_line_that_names_the_setting(program: Program) -> None:
    line = program.refusal("import", "-", OAIPMH_FORMATS="oai_dc,marc22")
    assert "OAIPMH_FORMATS" in line
    assert "marc22" in line


def test_a_path_that_is_not_there_is_said_before_anything_is_taken_in(
    program: Program, write_lines: Callable[..., str], sqlite_store: SqlStore
) -> None:
    name = write_lines([item(1)])
    assert "missing.jsonl" in program.refusal("import", name, "missing.jsonl")
    assert sqlite_store.status().items == 0


@pytest.mark.parametrize(
    "wrong",
    [
        ["import", "-", "--format", "docx"],
        ["import", "-", "--set", "no set"],
        ["sets", "name", "no set", "X"],
    ],
    ids=lambda wrong: wrong[-2],
)
def test_a_wrong_argument_is_one_line_that_shows_it(program: Program, wrong: list[str]) -> None:
    assert wrong[-2].removeprefix("--") in program.refusal(*wrong)


@pytest.mark.parametrize(
    ("wrong", "command"),
    [
        (["import"], "oaipmh import"),
        (["import", "-", "--sett", "a"], "oaipmh import"),
        (["import", "-", "--format", "docx"], "oaipmh import"),
        (["runs", "--limit", "many"], "oaipmh runs"),
        (["sources", "ad"], "oaipmh sources"),
        (["imprt"], "oaipmh"),
    ],
    ids=lambda given: " ".join(given) if isinstance(given, list) else "",
)
def test_a_wrong_call_is_one_line_that_names_the_help(
    program: Program, wrong: list[str], command: str
) -> None:
    assert program.refusal(*wrong).endswith(f"(see `{command} --help`)")


def test_a_number_out_of_bounds_is_told_what_is_expected(program: Program) -> None:
    line = program.refusal("formats", "preview", "oai_dc", "--limit", "0")
    assert "'--limit': expected greater than or equal to 1 (see" in line


def test_no_command_is_answered_with_help_alone(program: Program) -> None:
    said = program(code=2)
    assert "Usage: oaipmh" in said.stdout
    assert said.stderr.strip() == ""


UNREACHABLE = {
    "no such folder": "sqlite:////no/such/folder/store.db",
    "no server": "postgresql://127.0.0.1:1/store",
}


@pytest.mark.parametrize(
    ("command", "kind"),
    [("status", "no server"), ("migrate", "no server"), ("migrate", "no such folder")],
)
def test_a_database_that_cannot_be_reached_is_one_line(
    tmp_path: Path, command: str, kind: str
) -> None:
    assert "database" in Program(UNREACHABLE[kind], tmp_path).refusal(command)


def test_a_file_that_is_no_database_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("Not a database. " * 100)
    line = Program("sqlite:///notes.txt", tmp_path).refusal("status")
    assert "not a database" in line


def test_a_database_url_that_is_none_is_one_line(tmp_path: Path) -> None:
    program = Program("postgresql://user@host:port/store", tmp_path)
    assert "OAIPMH_DATABASE_URL" in program.refusal("status")


def test_an_identifier_of_undecodable_bytes_is_quarantined_or_unknown(program: Program) -> None:
    for command in ("delete", "show"):
        said = program(command, b"oai:test.example.org:\xff", code=1)
        assert "oai:test.example.org:" in said.stderr
