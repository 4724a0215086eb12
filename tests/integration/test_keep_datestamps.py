"""`--keep-datestamps`: when datestamps of the past may be kept, and what lists do meanwhile."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from lxml import etree

from oaipmh.protocol.datestamp import format_utc
from oaipmh.store import SqlStore
from tests.integration.conftest import Program
from tests.support.loading import item, load
from tests.support.server import RunningServer

OLD = "2020-01-01T00:00:00Z"
FIRST = "oai:test.example.org:1"
Write = Callable[..., str]
Serve = Callable[..., RunningServer]
LISTS = ("ListRecords", "ListIdentifiers")


def datestamp(store: SqlStore, identifier: str = FIRST) -> str:
    """The datestamp of an item's one record."""
    found = store.item(identifier)
    assert found is not None
    (record,) = found.records
    return format_utc(record.datestamp)


def test_without_the_option_the_clock_stamps_whatever_the_file_says(
    program: Program, write_lines: Write, sqlite_store: SqlStore
) -> None:
    program("import", write_lines([item(1, datestamp=OLD)]))
    assert datestamp(sqlite_store) > "2024"


def test_once_a_list_has_been_served_datestamps_are_kept_by_force_only_and_with_a_warning(
    program: Program, write_lines: Write, sqlite_store: SqlStore
) -> None:
    sqlite_store.move_clock(opens_list=True)
    name = write_lines([item(1, datestamp=OLD)])
    line = program.refusal("import", name, "--keep-datestamps")
    assert "--force" in line
    assert sqlite_store.item(FIRST) is None
    said = program("import", name, "--keep-datestamps", "--force")
    assert "by force" in said.stderr
    assert datestamp(sqlite_store) == OLD


def test_after_identify_alone_datestamps_are_kept_and_what_has_none_is_stamped(
    program: Program, write_lines: Write, sqlite_store: SqlStore
) -> None:
    sqlite_store.move_clock(opens_list=False)
    items = [item(1, datestamp=OLD), item(2)]
    program("import", write_lines(items), "--keep-datestamps")
    assert datestamp(sqlite_store) == OLD
    assert datestamp(sqlite_store, "oai:test.example.org:2") > "2024"


def test_a_datestamp_of_the_future_or_of_no_calendar_is_quarantined(
    program: Program, write_lines: Write, sqlite_store: SqlStore
) -> None:
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    days = [tomorrow, "2023-02-29", "2020-01-01"]
    items = [item(number, datestamp=day) for number, day in enumerate(days)]
    summary = program.json("import", write_lines(items), "--keep-datestamps", code=1)
    assert (summary["created"], summary["quarantined"]) == (1, 2)
    assert datestamp(sqlite_store, "oai:test.example.org:2") == OLD
    reasons = " / ".join(entry.reason for entry in sqlite_store.quarantine(9))
    assert "ahead of the clock" in reasons
    assert "2023-02-29" in reasons


def test_lists_wait_for_a_killed_load_until_the_same_import_has_finished_it(
    program: Program, write_lines: Write, sqlite_store: SqlStore, serve: Serve
) -> None:
    server = serve(sqlite_store)
    load(sqlite_store, [item(1)])
    name = write_lines([item(2, datestamp=OLD)])
    sqlite_store.begin_load(name, force=False)  # and the process that began it is killed
    for verb in LISTS:
        answer = server.get(f"verb={verb}&metadataPrefix=oai_dc")
        assert answer.status == 503
        assert int(answer.headers["retry-after"]) > 0
    single = f"verb=GetRecord&metadataPrefix=oai_dc&identifier={FIRST}"
    assert server.get(single).status == 200
    assert f"import --keep-datestamps {name}" in program("status").stderr
    assert name in program.refusal("import", "-", "--keep-datestamps")

    said = program("import", name, "--keep-datestamps")
    assert "going on" in said.stderr
    for verb in LISTS:
        body = server.ask(verb=verb, metadataPrefix="oai_dc")
        assert len(list(etree.fromstring(body).iter("{*}header"))) == 2
    assert sqlite_store.status().clock.loading_since is None


def test_a_load_that_stops_at_a_missing_file_never_begins(
    program: Program, sqlite_store: SqlStore
) -> None:
    program.refusal("import", "missing.jsonl", "--keep-datestamps")
    assert sqlite_store.status().clock.loading_since is None


def test_a_load_of_another_source_waits_until_the_unfinished_one_has_ended(
    program: Program, write_lines: Write, sqlite_store: SqlStore
) -> None:
    sqlite_store.begin_load("'first file.jsonl'", force=False)  # and its process is killed
    other = write_lines([item(1, datestamp="2020-01-01")])
    refused = program.refusal("import", other, "--keep-datestamps")
    assert "oaipmh import --keep-datestamps 'first file.jsonl'" in refused
    assert sqlite_store.status().clock.loading_source == "'first file.jsonl'"
