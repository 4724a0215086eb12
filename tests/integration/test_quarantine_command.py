"""`oaipmh quarantine`: whatever was refused is shown, taken in again as it came, or dropped."""

from collections.abc import Callable

import pytest

from oaipmh.store import SqlStore
from tests.integration.conftest import Program
from tests.support.databases import advance_clock, execute
from tests.support.faulty import Fault, FaultySource
from tests.support.loading import item

Write = Callable[..., str]
RECORD = """<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords>
<record><header><identifier>oai:test.example.org:1</identifier><datestamp>2020-01-01</datestamp>
</header><metadata><dc xmlns="http://www.openarchives.org/OAI/2.0/oai_dc/"
 xmlns:d="http://purl.org/dc/elements/1.1/"><d:title></d:title></dc></metadata>
</record></ListRecords></OAI-PMH>"""
REFUSED = {
    "wrong.jsonl": '{"identifier": "oai:test.example.org:1", "metadata": {"titel": ["T"]}}',
    "broken.jsonl": '{"identifier": "oai:test.example.org:1", ',
    "record.xml": RECORD,
    "row.csv": "identifier,title\nno URI oai:test.example.org:1,T\n",
}


def listed(program: Program) -> list[list[str]]:
    """The quarantine, a line each."""
    return [line.split("\t") for line in program("quarantine", "list").stdout.splitlines()]


def test_what_an_import_refused_is_listed_shown_refused_again_and_dropped(program: Program) -> None:
    for name, text in REFUSED.items():
        (program.folder / name).write_text(text)
    assert program.json("import", *REFUSED, code=1)["quarantined"] == len(REFUSED)
    before = listed(program)
    assert {source for _, _, source, _, _ in before} == REFUSED.keys()
    for number, _, source, position, reason in before:
        shown = program("quarantine", "show", number)
        assert shown.stderr == f"oaipmh: {source}, {position}: {reason}\n"
        assert "oai:test.example.org:1" in shown.stdout
    assert program.json("quarantine", "retry", "--all", code=1)["quarantined"] == len(REFUSED)
    assert sorted(line[0] for line in listed(program)) == sorted(line[0] for line in before)
    number = before[0][0]
    assert program("quarantine", "drop", number).stdout == "1 dropped\n"
    program("quarantine", "drop", number, code=1)
    assert program("quarantine", "drop", "--all").stdout == f"{len(REFUSED) - 1} dropped\n"
    assert listed(program) == []


def test_what_is_taken_at_last_goes_into_the_set_of_its_import(
    program: Program, write_lines: Write, sqlite_store: SqlStore
) -> None:
    name = write_lines([item(1, "own") | {"metadata": {"titel": ["T"]}}])
    program("import", name, "--set", "given", code=1)
    program("quarantine", "retry", "--all", code=1)  # which is no import
    # As if this program had learned meanwhile what the line means.
    better = "CAST(replace(CAST(raw AS TEXT), 'titel', 'title') AS BLOB)"
    execute(program.database_url or "", f"UPDATE quarantine SET raw = {better}")
    program("quarantine", "retry", "--all")
    assert listed(program) == []
    found = sqlite_store.item("oai:test.example.org:1")
    assert found is not None
    assert set(found.sets) == {"given", "own"}


@pytest.fixture
def broken() -> FaultySource:
    """A source one of whose records is no XML, however it is asked for."""
    source = FaultySource()
    for number in range(4):
        source.put(f"oai:x.org:{number}", f"Title {number}", sets=("s",))
    verbs = ("ListRecords", "GetRecord")
    source.faults = [Fault("broken-record", record="oai:x.org:2", verbs=verbs)]
    return source


def test_a_harvested_record_is_taken_again_as_its_source_has_it_now(
    program: Program, broken: FaultySource, sqlite_store: SqlStore
) -> None:
    with broken.served() as base_url:
        program("sources", "add", "theirs", base_url, "--set-prefix", "from:them")
        assert program.json("sources", "run", "theirs", code=1)["quarantined"] == 1
        before = listed(program)
        assert program.json("quarantine", "retry", "--all", code=1)["quarantined"] == 1
        assert [line[0] for line in listed(program)] == [line[0] for line in before]
        broken.faults.clear()
        assert program.json("quarantine", "retry", "--all")["created"] == 1
        assert listed(program) == []
        found = sqlite_store.item("oai:x.org:2")
        assert found is not None
        assert set(found.sets) == {"from:them:s"}
        assert base_url in found.abouts[0]
        # It is its source's: dropped there, it is deleted by comparing.
        del broken.records["oai:x.org:2"]
        advance_clock(program.database_url or "")  # what was written just now is not missed
        assert program.json("sources", "run", "theirs", "--reconcile", "--force")["deleted"] == 1


def test_a_harvested_record_whose_source_is_forgotten_is_nobodys(
    program: Program, broken: FaultySource, sqlite_store: SqlStore
) -> None:
    with broken.served() as base_url:
        program("sources", "add", "theirs", base_url)
        program("sources", "run", "theirs", code=1)
        program("sources", "remove", "theirs")
        program("sources", "add", "another", "http://127.0.0.1:1/oai")
        broken.faults.clear()
        program("quarantine", "retry", "--all", code=1)
    assert [entry.source for entry in sqlite_store.quarantine(9)] == ["theirs"]
    assert sqlite_store.runs(9)[-1].source_id is None


def test_a_number_that_is_not_there_is_named(program: Program) -> None:
    for command in ("show", "retry"):
        said = program("quarantine", command, "7", code=1)
        assert said.stderr == "oaipmh: the quarantine has no number 7\n"


def test_numbers_or_all_and_not_both(program: Program) -> None:
    for arguments in (["retry"], ["drop", "1", "--all"]):
        assert "give numbers, or --all" in program("quarantine", *arguments, code=2).stderr
