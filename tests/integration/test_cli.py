"""`oaipmh` from the shell: what it takes in, what it says, how it ends."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path

from oaipmh.metadata.description import Statement
from oaipmh.store import SqlStore
from tests.integration.conftest import Program
from tests.support.databases import execute
from tests.support.loading import item, load

FIRST, SECOND = "oai:test.example.org:1", "oai:test.example.org:2"
COUNTS = ("created", "updated", "unchanged", "deleted", "quarantined")
Write = Callable[..., str]
OAI_RESPONSE = """<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords>
<record><header><identifier>oai:test.example.org:1</identifier><datestamp>2020-01-01</datestamp>
<setSpec>theirs</setSpec></header>
<metadata><dc xmlns="http://www.openarchives.org/OAI/2.0/oai_dc/"
 xmlns:d="http://purl.org/dc/elements/1.1/"><d:title>From a response</d:title></dc></metadata>
</record></ListRecords></OAI-PMH>"""


def summed(summary: dict[str, int]) -> dict[str, int]:
    """The counts that are not zero, once their sum is what was read."""
    assert summary["read"] == sum(summary[name] for name in COUNTS)
    return {name: summary[name] for name in (*COUNTS, "repaired") if summary[name]}


def test_migrate_makes_the_tables_and_again_changes_nothing(tmp_path: Path) -> None:
    program = Program(f"sqlite:///{tmp_path}/new.db", tmp_path)
    program("migrate")
    store = SqlStore(program.database_url or "")
    load(store, [item(1)])
    program("migrate")
    assert store.status().items == 1
    store.dispose()


def test_a_second_import_of_the_same_changes_nothing_not_even_the_datestamp(
    program: Program, write_lines: Write, sqlite_store: SqlStore
) -> None:
    name = write_lines([item(1, "a:b", datestamp="2020-01-01T00:00:00Z"), item(2)])
    first = program.json("import", name, "--keep-datestamps")
    assert summed(first) == {"created": 2}
    before = [sqlite_store.item(identifier) for identifier in (FIRST, SECOND)]
    assert summed(program.json("import", name)) == {"unchanged": 2}
    assert [sqlite_store.item(identifier) for identifier in (FIRST, SECOND)] == before
    (record,) = program.json("show", FIRST)["records"]
    assert record["datestamp"] == "2020-01-01T00:00:00Z"


def test_a_folder_gzip_and_standard_input_are_all_taken_in(
    program: Program, write_lines: Write, tmp_path: Path
) -> None:
    write_lines([item(1)], "folder/one.jsonl")
    (tmp_path / "folder/deep").mkdir()
    (tmp_path / "folder/deep/two.xml").write_text(OAI_RESPONSE.replace(":1<", ":2<"))
    (tmp_path / "folder/.hidden").write_text("not for us")
    (tmp_path / "three.gz").write_bytes(gzip.compress(json.dumps(item(3)).encode()))
    stdin = gzip.compress(json.dumps(item(4)).encode())
    summary = program.json("import", "folder", "three.gz", "-", stdin=stdin)
    assert summed(summary) == {"created": 4}


def test_the_format_may_be_told_and_a_set_be_added(
    program: Program, tmp_path: Path, sqlite_store: SqlStore
) -> None:
    (tmp_path / "saved").write_text(OAI_RESPONSE)
    wrong = program.json("import", "saved", "--format", "jsonl", code=1)
    assert summed(wrong) == {"quarantined": len(OAI_RESPONSE.splitlines())}
    told = program.json("import", "saved", "--format", "oai", "--set", "ours:new")
    assert summed(told) == {"created": 1}
    found = sqlite_store.item(FIRST)
    assert found is not None
    assert found.sets == ["ours:new", "theirs"]
    assert found.description == (Statement("title", "From a response"),)


def test_the_summary_is_one_line_for_people_too(program: Program, write_lines: Write) -> None:
    said = program("import", write_lines([item(1), item(2, title="a\x01")]))
    (line,) = said.stdout.splitlines()
    assert line.startswith(
        "2 read, 2 created, 0 updated, 0 unchanged, 0 deleted, 1 repaired, 0 quarantined"
    )
    assert said.stderr == ""


def test_what_is_refused_is_named_kept_once_and_told_by_the_exit_code(
    program: Program, write_lines: Write
) -> None:
    lines = [item(1), "not json", {"identifier": "no uri", "metadata": {"title": "T"}}, item(2)]
    name = write_lines(lines)
    first = program.json("import", name, code=1)
    assert summed(first) == {"created": 2, "quarantined": 2}
    again = program("import", name, code=1)
    assert "2 unchanged" in again.stdout
    assert f"quarantined: {name}, line 2: not JSON" in again.stderr
    listed = [line.split("\t") for line in program("quarantine", "list").stdout.splitlines()]
    assert {since[:2] for _, since, _, _, _ in listed} == {"20"}
    reasons = {(source, position): reason for _, _, source, position, reason in listed}
    assert len(listed) == len(reasons) == 2
    assert "not JSON" in reasons[name, "line 2"]
    assert "no uri" in reasons[name, "line 3"]


def test_many_refusals_are_named_in_part_and_counted_in_full(
    program: Program, write_lines: Write
) -> None:
    said = program("import", write_lines(f"{{{n}" for n in range(50)), code=1)
    assert "50 quarantined" in said.stdout
    lines = said.stderr.splitlines()
    assert len(lines) < 30
    assert "oaipmh quarantine" in lines[-1]
    assert len(program("quarantine", "list", "--limit", "7").stdout.splitlines()) == 7


def test_a_broken_gzip_gives_what_stands_before_the_fault(program: Program, tmp_path: Path) -> None:
    lines = "\n".join(json.dumps(item(number)) for number in range(2000)).encode()
    (tmp_path / "cut.gz").write_bytes(gzip.compress(lines)[:-2000])
    said = program("import", "cut.gz", code=1)
    assert "what stands before was taken" in said.stderr
    assert " 0 created" not in said.stdout


def test_an_archive_that_cannot_be_opened_is_quarantined_and_the_next_file_is_taken(
    program: Program, tmp_path: Path
) -> None:
    (tmp_path / "a.zip").write_bytes(b"PK\x03\x04 and no more")
    (tmp_path / "b.gz").write_bytes(b"\x1f\x8b and no more")
    (tmp_path / "c.jsonl").write_text(json.dumps(item(1)), "utf-8")
    said = program("import", "a.zip", "b.gz", "c.jsonl", code=1)
    assert "quarantined: a.zip" in said.stderr
    assert "quarantined: b.gz" in said.stderr
    assert said.stdout.startswith("3 read, 1 created")


def test_a_file_with_nothing_in_it_is_said_and_is_no_fault(
    program: Program, tmp_path: Path
) -> None:
    (tmp_path / "empty.jsonl").write_bytes(b"")
    date = "<responseDate>2024-01-01T00:00:00Z</responseDate>"
    (tmp_path / "nothing.xml").write_text(f"<OAI-PMH>{date}<ListRecords/></OAI-PMH>")
    said = program("import", "empty.jsonl", "nothing.xml")
    assert "0 read" in said.stdout
    assert "empty.jsonl" in said.stderr
    assert "nothing.xml" in said.stderr


def test_a_file_of_another_kind_is_refused_in_one_line(program: Program, tmp_path: Path) -> None:
    (tmp_path / "other.xml").write_bytes(b"<nothing/>")
    said = program("import", "other.xml", code=1)
    assert "1 read" in said.stdout
    assert "nothing is of no vocabulary that can be read" in said.stderr


def test_deletions_are_made_once_and_for_unknown_identifiers_too(
    program: Program, sqlite_store: SqlStore
) -> None:
    load(sqlite_store, [item(1, "a")])
    said = program("delete", FIRST, SECOND, "no uri", "--json", code=1)
    assert summed(json.loads(said.stdout)) == {"deleted": 2, "quarantined": 1}
    assert f"oaipmh: unknown until now, and tombstones all the same: {SECOND}\n" in said.stderr
    before = [sqlite_store.item(identifier) for identifier in (FIRST, SECOND)]
    for found in before:
        assert found is not None
        assert [(one.metadata_prefix, one.deleted) for one in found.records] == [("oai_dc", True)]
    again = program("delete", FIRST, SECOND, "--json")
    assert summed(json.loads(again.stdout)) == {"unchanged": 2}
    assert again.stderr == ""
    assert [sqlite_store.item(identifier) for identifier in (FIRST, SECOND)] == before


def test_a_whole_load_that_lacks_too_much_names_it_and_lists_it_in_a_file(
    program: Program, sqlite_store: SqlStore, sqlite_url: str, write_lines: Callable[..., str]
) -> None:
    load(sqlite_store, [item(n) for n in range(1, 10)])
    execute(sqlite_url, "UPDATE records SET datestamp = datestamp - 1000")
    name = write_lines([item(1), item(2)])
    said = program.refusal("import", name, "--replace")
    lacking = [f"oai:test.example.org:{n}" for n in range(3, 10)]
    assert f"{', '.join(lacking[:5])} and 2 more" in said
    assert "--missing FILE" in said
    listed = program.json("import", name, "--replace", "--missing", "missing.txt")
    assert (listed["unchanged"], listed["deleted"]) == (2, 0)
    assert (program.folder / "missing.txt").read_text().splitlines() == lacking
    assert "--replace" in program.refusal("import", name, "--missing", "missing.txt")


def test_show_tells_an_item_to_people(program: Program, sqlite_store: SqlStore) -> None:
    load(sqlite_store, [item(1, "a:b", title="a\x01b")])
    load(sqlite_store, [item(1, "c", title="a\x01b")])
    said = program("show", FIRST).stdout
    for part in (FIRST, "record oai_dc", "set c", "former set a:b", "title: ab", "repaired title"):
        assert part in said


def test_show_of_an_unknown_item_ends_with_1_and_names_it(program: Program) -> None:
    said = program("show", SECOND, code=1)
    assert said.stdout == ""
    assert SECOND in said.stderr


def test_status_counts_and_warns(program: Program, sqlite_store: SqlStore) -> None:
    gone = {"identifier": SECOND, "deleted": True}
    load(sqlite_store, [item(1, "a:b", title="a\x01b"), gone])
    status = program.json("status")
    assert status["items"] == 2
    assert status["formats"] == {"oai_dc": {"live": 1, "deleted": 1, "lacking": 0}}
    assert (status["sets"], status["repaired"], status["quarantined"]) == (2, 1, 0)
    assert status["first_list"] is None
    assert any("OAIPMH_ADMIN_EMAIL" in warning for warning in status["warnings"])
    said = program("status", OAIPMH_ADMIN_EMAIL="librarian@example.edu")
    assert "2, 1 of them repaired" in said.stdout
    assert "OAIPMH_ADMIN_EMAIL" not in said.stderr
