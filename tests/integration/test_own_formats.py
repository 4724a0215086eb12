"""docs/formats/own-formats.md, followed to the letter, and what may go wrong."""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from lxml import etree

from oaipmh.metadata.intermediate import item_element
from oaipmh.settings import SettingsError, load_settings
from oaipmh.store import SqlStore
from tests.integration.conftest import Program
from tests.integration.test_golden_records import FORMATS, LIVE
from tests.support.resources import TODAY
from tests.support.server import RunningServer

DOCUMENT = Path(__file__).resolve().parents[2] / "docs/formats/own-formats.md"
TEXT = DOCUMENT.read_text("utf-8")
PAPER = "oai:eprints.lse.ac.uk:64325"


def _blocks(language: str) -> list[str]:
    every = re.findall(r"^```(\w*)\n(.*?)^```$", TEXT, re.DOTALL | re.MULTILINE)
    return [block for name, block in every if name == language]


def _steps() -> list[tuple[str, str]]:
    """The commands of the document, each with what it is said to print."""
    shown = "".join(block for block in _blocks("") if block.startswith("$ "))
    found = re.finditer(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", shown, re.MULTILINE)
    return [(one[1], one[2]) for one in found]


def _without_times(text: str) -> str:
    return re.sub(r"in \d+\.\d s", "in N s", text)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A repository's folder with the files of the document, and no database yet."""
    (tmp_path / "items.jsonl").write_text(_blocks("jsonl")[0], "utf-8")
    (tmp_path / "my_dc.xsl").write_text(_blocks("xml")[0], "utf-8")
    (tmp_path / "my_dc.xsd").write_text(_blocks("xsd")[0], "utf-8")
    (tmp_path / "oaipmh.toml").write_text(_blocks("toml")[0], "utf-8")
    return tmp_path


@pytest.fixture
def own(folder: Path, sqlite_url: str) -> Program:
    """The program in that folder, with its items in a database."""
    program = Program(sqlite_url, folder)
    program("import", "items.jsonl", OAIPMH_FORMATS="oai_dc,my_dc")
    return program


def test_a_format_of_ones_own_is_there_after_the_steps_of_the_document(
    folder: Path,
    serve: Callable[..., RunningServer],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    own = Program(None, folder)
    monkeypatch.chdir(folder)
    variables: dict[str, str] = {}
    commands = []
    for command, expected in _steps():
        commands.append(command.split()[0])
        if command.startswith("export "):
            name, _, value = command.removeprefix("export ").partition("=")
            variables[name] = value
            monkeypatch.setenv(name, value)
        elif command.startswith("oaipmh "):
            said = own(*command.split()[1:], **variables)
            assert _without_times(said.stdout) == _without_times(expected), command
        else:
            store = SqlStore("sqlite:///oaipmh.db")
            assert _curled(serve(store), command) == expected
            store.dispose()
    assert commands == ["oaipmh"] * 3 + ["export", "oaipmh", "curl"]


def _curled(server: RunningServer, command: str) -> str:
    """What `curl -s 'URL' | grep -o 'PATTERN'` prints."""
    found = re.fullmatch(r"curl -s '(.*)' \| grep -o '(.*)'", command)
    assert found is not None
    body = server.get(urlsplit(found[1]).query).body.decode()
    return "".join(f"{one}\n" for one in re.findall(found[2], body))


def test_the_example_of_an_item_is_what_stylesheets_are_given() -> None:
    (block,) = [one for one in _blocks("xml") if one.startswith("<item ")]
    item = item_element(FORMATS.resource(PAPER, LIVE[PAPER], TODAY))
    abstract = item.find("{*}statements/{*}abstract")
    assert abstract is not None
    assert abstract.text is not None
    abstract.text = abstract.text[:60] + "…"
    assert block == etree.tostring(item, encoding="unicode", pretty_print=True)


def test_a_changed_stylesheet_is_noticed_and_stamps_what_says_something_else(own: Program) -> None:
    served = {"OAIPMH_FORMATS": "oai_dc,my_dc"}
    stylesheet = own.folder / "my_dc.xsl"
    stylesheet.write_text(stylesheet.read_text("utf-8").replace("substring(., 1, 4)", "'1999'"))
    said = own("render", **served).stdout
    assert "my_dc: 1 changed, 0 entered, 0 left, 0 unchanged" in said


def test_records_are_made_on_the_fly_too(
    folder: Path,
    sqlite_url: str,
    sqlite_store: SqlStore,
    serve: Callable[..., RunningServer],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(folder)
    served = {"OAIPMH_FORMATS": "oai_dc,my_dc", "OAIPMH_ON_THE_FLY": "my_dc"}
    Program(sqlite_url, folder)("import", "items.jsonl", **served)
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as database:
        kept = database.execute(
            "SELECT length(payload) FROM records WHERE metadata_prefix = 'my_dc'"
        )
        assert kept.fetchall() == [(0,)]
    server = serve(sqlite_store, formats="oai_dc,my_dc", on_the_fly="my_dc")
    body = server.ask(verb="ListRecords", metadataPrefix="my_dc")
    assert body.decode().count("<author>") == 2


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        ('stylesheet = "my_dc.xsl"', "stylesheets.my_dc.namespace is wrong: it is missing"),
        (
            'stylesheet = "my_dc.xsl"\nnamespace = "a:b"\nschema = "a:b"\nxds = "my_dc.xsd"',
            "stylesheets.my_dc.xds is wrong: there is no such key",
        ),
        ('stylesheet = "no.xsl"\nnamespace = "a:b"\nschema = "a:b"', "no.xsl cannot be read"),
    ],
)
def test_a_table_that_is_wrong_is_one_line(
    table: str, reason: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    (folder / "oaipmh.toml").write_text(f"[stylesheets.my_dc]\n{table}\n")
    with pytest.raises(SettingsError, match=reason) as wrong:
        load_settings()
    assert "\n" not in str(wrong.value)


def test_a_preview_says_what_is_invalid_and_what_fails(own: Program) -> None:
    stylesheet = own.folder / "my_dc.xsl"
    good = stylesheet.read_text("utf-8")
    stylesheet.write_text(good.replace("substring(., 1, 4)", "'MMXXIV'"))
    said = own("formats", "preview", "my_dc", code=1).stdout
    assert "'MMXXIV' is not a valid value" in said
    assert said.endswith("1 shown, 0 valid, 1 lacking, 0 failing\n")
    stylesheet.write_text(good.replace("substring(., 1, 4)", "document('my_dc.xsd')"))
    said = own("formats", "preview", "my_dc", "--limit", "1", code=1).stdout
    assert "the stylesheet fails: line" in said
    assert "refused" in said
    assert said.endswith("0 shown, 0 valid, 1 lacking, 1 failing\n")


def test_a_preview_shows_the_items_that_are_named_in_a_format_that_is_not_served(
    own: Program,
) -> None:
    first, second, none = (f"oai:library.example.edu:{number}" for number in (1, 2, 9))
    told = own("formats", "preview", "oai_qdc", second, none, "--json", code=1)
    assert f"{none} is unknown" in told.stderr
    assert first not in told.stdout
    assert f'"identifier": "{second}"' in told.stdout
    assert told.stdout.endswith('{"shown": 1, "valid": 1, "lacking": 0, "failing": 0}\n')
    assert "there is no format 'none'" in own.refusal("formats", "preview", "none")


def test_a_stylesheet_that_cannot_be_used_stops_the_program_in_one_line(folder: Path) -> None:
    (folder / "my_dc.xsl").write_text("<stylesheet>\n<a></b>")
    said = Program(None, folder).refusal("status")
    assert "my_dc.xsl, line 2: it is not XML" in said
