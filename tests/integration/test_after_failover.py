"""`oaipmh restamp`, `recount` and `tokens` from the shell."""

import pytest

from oaipmh.provider.ports import BEGINNING, Selection
from oaipmh.store import SqlStore
from tests.integration.conftest import Program
from tests.support.databases import execute
from tests.support.loading import item, load
from tests.support.membership import datestamps

DATED = [item(1, datestamp="2020-01-01"), item(2, datestamp="2021-01-01T00:00:00Z")]


@pytest.mark.parametrize(
    ("since", "records"),
    [
        ("0001-01-01", 2),
        ("2020-01-02", 1),
        ("2021-01-01T00:00:00Z", 1),
        ("2021-01-01T00:00:01Z", 0),
    ],
)
def test_all_since_a_datestamp_or_a_day_is_stamped(
    program: Program, sqlite_store: SqlStore, since: str, records: int
) -> None:
    load(sqlite_store, DATED, keep=True)
    before = sqlite_store.now()
    told = program.json("restamp", "--since", since)
    assert (told["records"], told["unknown"]) == (records, [])
    stamps = [datestamps(sqlite_store, number)["oai_dc"] for number in (1, 2)]
    assert sum(stamp >= before for stamp in stamps) == records


def test_items_are_stamped_and_the_unknown_are_named(
    program: Program, sqlite_store: SqlStore
) -> None:
    load(sqlite_store, DATED, keep=True)
    said = program("restamp", "oai:test.example.org:1", "oai:test.example.org:9", code=1)
    assert said.stdout.startswith("1 items stamped anew")
    assert "oai:test.example.org:9 is unknown" in said.stderr
    assert program("runs").stdout.count("restamp") == 0


@pytest.mark.parametrize(
    "arguments", [[], ["--since", "yesterday"], ["--since", "2020-01-01", "oai:x:1"]]
)
def test_what_is_to_be_stamped_must_be_said(program: Program, arguments: list[str]) -> None:
    assert program("restamp", *arguments, code=2).stderr.startswith("oaipmh: ")


def test_a_secret_is_rotated_where_the_database_keeps_it(
    program: Program, sqlite_store: SqlStore
) -> None:
    sqlite_store.token_secrets(b"first")
    said = program("tokens", "rotate").stdout
    assert said.startswith("a new secret signs from ")
    assert len(sqlite_store.token_secrets(b"never")) == 2
    line = program.refusal("tokens", "rotate", OAIPMH_TOKEN_SECRET="a secret of this test")
    assert "OAIPMH_TOKEN_SECRET is set" in line


def test_lists_are_counted_anew(program: Program, sqlite_store: SqlStore, sqlite_url: str) -> None:
    load(sqlite_store, [item(1), item(2)])
    execute(sqlite_url, "DELETE FROM list_stretches")
    assert "counted anew" in program("recount").stdout
    with sqlite_store.snapshot() as snapshot:
        assert snapshot.count(Selection("oai_dc", None, BEGINNING, snapshot.watermark)) == 2
