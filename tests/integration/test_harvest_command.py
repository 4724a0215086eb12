"""`oaipmh harvest`, `sources` and `worker`, as a user runs them."""

import json
from collections.abc import Iterator

import pytest

from oaipmh.ingest.ports import NewRun
from oaipmh.store import SqlStore
from tests.integration.conftest import Program
from tests.support.databases import execute
from tests.support.faulty import Fault, FaultySource

DAY = 86_400


@pytest.fixture
def source() -> FaultySource:
    """Eight records, one deleted, a day apart."""
    faulty = FaultySource()
    for number in range(8):
        faulty.now += DAY
        faulty.put(f"oai:x.org:{number}", f"Title {number}", deleted=number == 5)
    faulty.now += DAY
    return faulty


@pytest.fixture
def base_url(source: FaultySource) -> Iterator[str]:
    """Where the source answers."""
    with source.served() as url:
        yield url


def test_a_harvest_run_again_takes_what_is_new(
    program: Program, source: FaultySource, base_url: str, sqlite_store: SqlStore
) -> None:
    said = program("harvest", base_url)
    assert said.stdout.startswith("8 read, 7 created, 0 updated, 0 unchanged, 1 deleted")
    assert "OAIPMH_ADMIN_EMAIL is not set" in said.stderr
    source.now += DAY
    source.put("oai:x.org:0", "Changed")
    source.put("oai:x.org:1", deleted=True)
    again = program.json("harvest", base_url)
    assert (again["read"], again["updated"], again["deleted"]) == (2, 1, 1)
    latest, first = sqlite_store.runs(9)
    assert (latest.kind, latest.state, first.state) == ("harvest", "complete", "complete")
    assert base_url in program("runs").stdout


def test_a_harvest_of_dates_alone_changes_nothing_of_where_the_next_begins(
    program: Program, source: FaultySource, base_url: str
) -> None:
    day = 1_704_110_400 + 3 * DAY
    dates = ("--from", "2024-01-03", "--until", "2024-01-04")
    assert source.records["oai:x.org:2"].datestamp == day
    assert program.json("harvest", base_url, *dates)["read"] == 2
    assert json.loads(program("sources", "list", "--json").stdout)["harvested_until"] is None
    assert program.json("harvest", base_url)["read"] == 8
    assert program.json("harvest", base_url, *dates)["unchanged"] == 2


def test_what_was_odd_is_said_and_kept_with_the_run(
    program: Program, source: FaultySource, base_url: str
) -> None:
    source.faults = [Fault("wrong-size")]
    said = program("harvest", base_url, "--json")
    assert json.loads(said.stdout)["read"] == 8
    assert "24" in said.stderr
    assert "24" in program("runs").stdout


def test_a_source_is_added_listed_run_and_removed(
    program: Program, base_url: str, sqlite_store: SqlStore
) -> None:
    added = program("sources", "add", "theirs", base_url, "--every", "6h", "--set-prefix", "them")
    assert added.stdout == f"theirs\t{base_url}\n"
    (before,) = program("sources", "list").stdout.splitlines()
    told = "never harvested to the end, below them, every 6h, due "
    assert before.startswith(f"theirs\t{base_url}\toai_dc\t{told}")
    assert program.json("sources", "run", "theirs")["read"] == 8
    listed = json.loads(program("sources", "list", "--json").stdout)
    assert (listed["every_seconds"], listed["unfinished"], listed["holes"]) == (21_600, False, 0)
    assert listed["harvested_until"] is not None
    assert "the items that came from it stay" in program("sources", "remove", "theirs").stderr
    assert program("sources", "list").stdout == ""
    assert sqlite_store.item("oai:x.org:1") is not None
    for command in ("run", "remove"):
        said = program("sources", command, "theirs", code=1)
        assert (
            said.stderr == "oaipmh: there is no source 'theirs'; `oaipmh sources list` names them\n"
        )


def test_a_source_is_changed_where_it_is_told_and_else_stays(
    program: Program, base_url: str, sqlite_store: SqlStore
) -> None:
    program("sources", "add", "theirs", base_url, "--every", "6h", "--set", "a", "--post")
    assert "every 1h" in program("sources", "set", "theirs", "--every", "1h").stdout
    program("sources", "set", "theirs", "--set", "", "--set-prefix", "them")
    found = sqlite_store.source("theirs")
    assert found is not None
    assert (found.base_url, found.set_spec, found.set_prefix) == (base_url, None, "them")
    assert (found.post, found.every_seconds) == (True, 3600)
    program("sources", "set", "theirs", "--every", "", "--no-post")
    found = sqlite_store.source("theirs")
    assert found is not None
    assert (found.post, found.every_seconds, found.due) == (False, None, None)
    assert "no base URL" in program.refusal("sources", "set", "theirs", "--url", "")
    assert "no source 'ours'" in program("sources", "set", "ours", "--every", "1h", code=1).stderr


def test_a_list_that_another_source_has_too_is_warned_of(program: Program, base_url: str) -> None:
    assert program("sources", "add", "theirs", base_url).stderr == ""
    assert "known as theirs" in program("sources", "add", "again", f"{base_url}/").stderr
    assert program("sources", "set", "again", "--set", "a").stderr == ""
    assert "known as theirs" in program("harvest", base_url).stderr


def test_a_url_that_is_too_long_to_remember_is_refused(program: Program) -> None:
    url = f"http://127.0.0.1:1/oai?{'x' * 3000}"
    said = program.refusal("harvest", url)
    assert "sources add NAME URL" in said
    assert len(said) < 200
    assert len(program.refusal("harvest", f"{url} {url}")) < 400


def test_a_name_is_given_once(program: Program, base_url: str) -> None:
    program("sources", "add", "theirs", base_url)
    assert "already" in program("sources", "add", "theirs", f"{base_url}/2", code=2).stderr


@pytest.mark.parametrize("every", ["0d", "1y"])
def test_a_schedule_that_is_none_is_refused(program: Program, base_url: str, every: str) -> None:
    said = program("sources", "add", "theirs", base_url, f"--every={every}", code=2)
    assert "write 30m, 6h, 1d or 1w" in said.stderr
    assert program("sources", "list").stdout == ""


@pytest.mark.parametrize("url", ["x.org/oai", "http://", "file:///etc/passwd"])
def test_what_is_no_base_url_is_refused_and_not_remembered(program: Program, url: str) -> None:
    program.refusal("harvest", url)
    program.refusal("sources", "add", "theirs", url)
    assert program("sources", "list").stdout == ""


def test_a_server_that_is_no_repository_is_told(
    program: Program, source: FaultySource, base_url: str, sqlite_store: SqlStore
) -> None:
    source.faults = [Fault("html", verbs=("Identify",))]
    (*_, line) = program("harvest", base_url, code=2).stderr.splitlines()
    assert line.startswith("oaipmh: ")
    assert base_url in line
    (run,) = sqlite_store.runs(9)
    assert (run.state, run.counts["read"]) == ("failed", 0)
    assert base_url in run.note


def test_a_source_that_never_brought_anything_is_not_remembered(
    program: Program, source: FaultySource, base_url: str
) -> None:
    source.faults = [Fault("long-wait", page=2)]
    program("harvest", base_url, code=2)
    source.faults = [Fault("no-format")]
    program("harvest", base_url, "--prefix", "unknown", code=2)
    program("harvest", base_url, code=2)
    (known,) = program("sources", "list").stdout.splitlines()
    assert f"\t{base_url}\toai_dc\t" in known


def test_a_source_that_another_harvests_is_left_to_it(
    program: Program, base_url: str, sqlite_store: SqlStore
) -> None:
    program("sources", "add", "theirs", base_url, "--every", "1d")
    sqlite_store.take_lease(1, "another.machine/1/abc")
    said = program("sources", "run", "theirs", code=2)
    assert "another.machine/1/abc is harvesting" in said.stderr
    assert "another.machine/1/abc is at it" in program("sources", "list").stdout
    program("worker", "--once")
    assert sqlite_store.runs(9) == []


def test_a_worker_gives_up_runs_that_were_killed(
    program: Program, sqlite_store: SqlStore, sqlite_url: str
) -> None:
    sqlite_store.begin_run(NewRun("import", "x"))
    execute(sqlite_url, "UPDATE runs SET last_batch = 0")
    program("worker", "--once")
    assert [run.state for run in sqlite_store.runs(9)] == ["failed"]


def test_a_worker_does_what_is_due_once_and_tells_of_it(
    program: Program, base_url: str, sqlite_store: SqlStore
) -> None:
    assert program("worker", "--once").stderr == ""
    program("sources", "add", "theirs", base_url, "--every", "1d")
    program("sources", "add", "gone", "http://127.0.0.1:1/oai")
    said = program("worker", "--once")
    assert "theirs: 8 read, 7 created" in said.stderr
    assert program("worker", "--once").stderr == ""
    assert [run.state for run in sqlite_store.runs(9)] == ["complete"]
