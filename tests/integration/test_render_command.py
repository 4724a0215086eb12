"""`oaipmh render` from the shell, and harvests of what is made on the fly."""

import json
from collections.abc import Callable
from typing import NoReturn

import pytest
import typer
from lxml import etree

from oaipmh.cli.render import render
from oaipmh.crosswalks import CROSSWALKS
from oaipmh.metadata.resource import Resource
from oaipmh.store import SqlStore
from oaipmh.store.rendering import Rendering
from tests.integration.conftest import Program
from tests.support.databases import execute
from tests.support.loading import item, load
from tests.support.membership import datestamps
from tests.support.rendering import formats, kept, telling
from tests.support.schemas import Schemas
from tests.support.server import RunningServer

FIRST, NONE = "oai:test.example.org:1", "oai:test.example.org:9"
OAI = "{http://www.openarchives.org/OAI/2.0/}"


@pytest.fixture
def two(sqlite_store: SqlStore) -> SqlStore:
    """Two items."""
    load(sqlite_store, [item(1), item(2, datestamp="2020-01-01")], keep=True)
    return sqlite_store


def test_what_was_made_by_an_older_crosswalk_is_made_anew_and_stamped(
    program: Program, two: SqlStore, sqlite_url: str
) -> None:
    before = two.now()
    execute(
        sqlite_url,
        "UPDATE records SET payload = x'3c6d657461646174612f3e', crosswalk_version = 1"
        " WHERE item_id = 2",
    )
    told = program.json("render")
    assert (told["items"], told["unknown"]) == (2, [])
    assert told["formats"] == {"oai_dc": {"changed": 1, "entered": 0, "left": 0, "unchanged": 1}}
    assert datestamps(two, 2)["oai_dc"] >= before
    said = program("render").stdout.splitlines()
    assert said[0] == "oai_dc: 0 changed, 0 entered, 0 left, 2 unchanged"
    assert said[1].startswith("2 items rendered in ")


def test_items_are_rendered_by_name_and_the_unknown_are_named(
    program: Program, two: SqlStore
) -> None:
    assert two.item(NONE) is None
    said = program("render", FIRST, NONE, "--format", "oai_dc", code=1)
    assert said.stdout.startswith("oai_dc: 0 changed, 0 entered, 0 left, 1 unchanged\n1 items")
    assert f"{NONE} is unknown" in said.stderr
    said = program("render", NONE, code=1)
    assert (said.stdout, said.stderr) == ("", f"oaipmh: {NONE} is unknown\n")
    assert "'marc21' is not among the formats: oai_dc" in program.refusal(
        "render", "--format", "marc21"
    )


@pytest.mark.usefixtures("two")
def test_what_fails_is_named_counted_and_left_while_the_others_are_rendered(
    sqlite_url: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fails(resource: Resource) -> str:
        if resource.identifier == FIRST:
            raise KeyError("unforeseen")
        return "louder"

    monkeypatch.setitem(CROSSWALKS, "oai_dc", telling("oai_dc", fails, 99))
    monkeypatch.setenv("OAIPMH_DATABASE_URL", sqlite_url)
    for identifiers in (None, [FIRST, "oai:test.example.org:2"]):
        with pytest.raises(typer.Exit) as ended:
            render(identifiers, as_json=True)
        assert ended.value.exit_code == 1
        said = capsys.readouterr()
        told = json.loads(said.out)
        assert (told["items"], told["failed"]) == (1, [FIRST])
        assert f"{FIRST} could not be rendered: oai_dc: KeyError: 'unforeseen'" in said.err
        assert "1 items could not be rendered" in said.err
    assert b"louder" in kept(sqlite_url, "oai_dc")[2].payload


def test_interrupted_it_says_how_to_go_on(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(*_: object) -> NoReturn:
        raise KeyboardInterrupt

    monkeypatch.setattr(SqlStore, "render", interrupt)
    monkeypatch.setenv("OAIPMH_DATABASE_URL", sqlite_url)
    with pytest.raises(typer.Exit) as ended:
        render()
    assert ended.value.exit_code == 130
    assert "run the same command again" in capsys.readouterr().err


def test_a_repository_goes_on_the_fly_and_harvesters_notice_nothing(
    program: Program,
    sqlite_store: SqlStore,
    serve: Callable[..., RunningServer],
    schemas: Schemas,
) -> None:
    rows = [item(number, "a:b", title=f"Æ & {number}") for number in range(5)]
    load(sqlite_store, [*rows, {"identifier": "oai:test.example.org:3", "deleted": True}])
    stored = harvested(serve(sqlite_store, page_size=2), schemas)
    program("render", OAIPMH_ON_THE_FLY="oai_dc")
    assert ", on the fly" in program("show", FIRST).stdout
    record = sqlite_store.item(FIRST)
    assert record is not None
    assert record.records[0].payload == b""
    server = serve(sqlite_store, page_size=2, on_the_fly=("oai_dc",))
    assert harvested(server, schemas) == stored
    one = schemas.validate(server.ask(verb="GetRecord", identifier=FIRST, metadataPrefix="oai_dc"))
    (found,) = one.iter(f"{OAI}record")
    assert text(found) in stored
    # One that is stored again, and a server that knows nothing of it: what has no bytes is made.
    sqlite_store.render_items(Rendering(formats()), [FIRST])
    assert harvested(serve(sqlite_store, page_size=3), schemas) == stored


def harvested(server: RunningServer, schemas: Schemas) -> list[str]:
    """All records of oai_dc, page by page."""
    records, more = [], {"metadataPrefix": "oai_dc"}
    while more:
        root = schemas.validate(server.ask(verb="ListRecords", **more))
        records += [text(record) for record in root.iter(f"{OAI}record")]
        token = root.findtext(f".//{OAI}resumptionToken")
        more = {"resumptionToken": token} if token else {}
    return records


def text(record: etree._Element) -> str:
    """The record's XML."""
    record.tail = None
    return etree.tostring(record, encoding="unicode")
