"""The embargo clock: a day comes, nobody writes, and harvesters hear of it all the same."""

from dataclasses import replace

import pytest

from oaipmh.cli import worker as worker_command
from oaipmh.crosswalks import CROSSWALKS
from oaipmh.crosswalks.formats import Formats
from oaipmh.metadata.resource import Resource
from oaipmh.provider.ports import Selection
from oaipmh.store import SqlStore
from oaipmh.store.rendering import Rendering
from tests.support.databases import count_rows, execute
from tests.support.embargoes import ACCESS, BOTH, DAY, TITLE, TOMORROW, embargoed
from tests.support.interleaving import Time
from tests.support.loading import item, load
from tests.support.rendering import access, formats, kept, render_all, telling, title


def harvested(store: SqlStore, prefix: str, since: int) -> dict[int, bytes]:
    """What an incremental harvest brings: the items' numbers, with the records' payloads."""
    store.move_clock(opens_list=True)
    with store.snapshot() as snapshot:
        selection = Selection(prefix, None, since, snapshot.watermark)
        page = snapshot.page(selection, (since, -1), 100, headers_only=False)
    return {one.key: one.payload for one in page.records}


def test_when_the_day_comes_the_worker_renders_the_item_and_nobody_has_written(
    store: SqlStore, database_url: str, time: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(store, [embargoed(1), item(2, "a"), embargoed(3, "2030")], formats(ACCESS, TITLE))
    first = harvested(store, "access", 0)
    assert b"embargoedAccess" in first[1]
    monkeypatch.setenv("OAIPMH_DATABASE_URL", database_url)
    monkeypatch.setenv("OAIPMH_FORMATS", "oai_dc,access,title")
    monkeypatch.setattr(worker_command.signal, "signal", lambda *_: None)
    monkeypatch.setitem(CROSSWALKS, "access", ACCESS)
    monkeypatch.setitem(CROSSWALKS, "title", TITLE)
    time.now = TOMORROW - 1
    worker_command.worker(once=True)
    assert harvested(store, "access", TOMORROW - 1) == {}
    time.now = TOMORROW + 5
    worker_command.worker(once=True)
    increment = harvested(store, "access", TOMORROW - 1)
    assert set(increment) == {1}
    assert b"openAccess" in increment[1]
    assert harvested(store, "title", TOMORROW - 1) == {}
    assert set(harvested(store, "oai_dc", TOMORROW - 1)) == {1}
    assert count_rows(database_url, "embargoes") == 1
    time.now += 100
    worker_command.worker(once=True)
    assert harvested(store, "access", TOMORROW + 6) == {}


def test_a_record_on_the_fly_is_stamped_when_the_day_comes(
    store: SqlStore, database_url: str, time: Time
) -> None:
    made = replace(BOTH, on_the_fly=("access", "title"))
    load(store, [embargoed(1), embargoed(2), embargoed(3)], made)
    time.now = TOMORROW
    batches = [store.render_due(made, 2) for _ in range(3)]
    assert [(batch.items, batch.stamped) for batch in batches] == [(2, 2), (1, 1), (0, 0)]
    assert {one.datestamp for one in kept(database_url, "access").values()} == {TOMORROW}
    assert {one.payload for one in kept(database_url, "access").values()} == {b""}
    assert max(one.datestamp for one in kept(database_url, "title").values()) < TOMORROW


def test_without_a_worker_render_does_it(store: SqlStore, database_url: str, time: Time) -> None:
    load(store, [embargoed(1), embargoed(2)], BOTH)
    time.now = TOMORROW
    assert render_all(store, BOTH, "title") == {"title": {"unchanged": 2}}
    assert count_rows(database_url, "embargoes") == 2, "access still waits for it"
    assert render_all(store, BOTH)["access"] == {"changed": 2}
    assert count_rows(database_url, "embargoes") == 0
    assert store.render_due(BOTH).items == 0


def test_an_item_from_before_the_embargo_clock_is_found_by_render(
    store: SqlStore, database_url: str, time: Time
) -> None:
    load(store, [embargoed(1)], BOTH)
    execute(database_url, "DELETE FROM embargoes")
    before = kept(database_url, "access")
    render_all(store, BOTH)
    assert kept(database_url, "access") == before
    time.now = TOMORROW
    assert store.render_due(BOTH).stamped == 1


def test_whoever_writes_an_item_says_when_its_embargo_ends(
    store: SqlStore, database_url: str, time: Time
) -> None:
    load(store, [embargoed(n) for n in (1, 2, 3)], BOTH)
    load(
        store,
        [
            embargoed(1, "2027-01-20"),
            item(2, "a"),
            {"identifier": "oai:test.example.org:3", "deleted": True},
            embargoed(4, "2020"),
        ],
        BOTH,
    )
    assert count_rows(database_url, "embargoes") == 1
    time.now = TOMORROW + DAY
    assert store.render_due(BOTH).items == 0
    time.now = TOMORROW + 4 * DAY
    assert store.render_due(BOTH).stamped == 1


def test_the_same_content_again_does_not_make_the_clock_forget(
    store: SqlStore, database_url: str, time: Time
) -> None:
    load(store, [embargoed(1)], [ACCESS])
    time.now = TOMORROW
    # It enters a format, as of today; the record in the other is still yesterday's.
    assert load(store, [embargoed(1)], BOTH).updated == 1
    assert b"embargoedAccess" in kept(database_url, "access")[1].payload
    assert store.render_due(BOTH).stamped == 1
    assert b"openAccess" in kept(database_url, "access")[1].payload


def test_two_that_render_what_is_due_at_once_stamp_it_once(
    store: SqlStore, database_url: str, time: Time
) -> None:
    load(store, [embargoed(1)], BOTH)
    time.now = TOMORROW
    other = SqlStore(database_url)
    others = []

    def slow_access(resource: Resource) -> str:
        """The other is done with it while this one renders."""
        if not others:
            others.append(None)
            others.append(other.render_due(BOTH))
            time.now += 10
        return access(resource)

    mine = store.render_due(Formats([telling("access", slow_access), TITLE]))
    other.dispose()
    assert others[1].stamped == 1
    assert mine.stamped == 0
    assert kept(database_url, "access")[1].datestamp == TOMORROW


def test_a_format_that_is_left_when_the_day_comes_is_a_deletion_there_alone(
    store: SqlStore, database_url: str, time: Time
) -> None:
    closed = telling("closed", lambda one: None if access(one) == "openAccess" else title(one))
    both = Formats([closed, TITLE])
    load(store, [embargoed(1)], both)
    time.now = TOMORROW
    assert store.render_due(both).stamped == 1
    assert kept(database_url, "closed")[1].deleted
    assert not kept(database_url, "title")[1].deleted


def test_a_format_rendered_the_day_before_does_not_undo_for_ever_what_the_worker_has_ended(
    store: SqlStore, database_url: str, time: Time
) -> None:
    load(store, [embargoed(1)], Formats([TITLE]))
    execute(database_url, "DELETE FROM embargoes")
    load(store, [embargoed(1)], BOTH)
    days = iter([TOMORROW])

    def slow_access(resource: Resource) -> str:
        """Midnight comes while this one renders, and the worker with it."""
        said = access(resource)
        for time.now in days:
            assert store.render_due(BOTH).stamped == 1
        return said

    slow = Formats([telling("access", slow_access, 2), TITLE])
    store.render(Rendering(slow, ["access"]))
    store.render_due(BOTH)
    assert b"openAccess" in kept(database_url, "access")[1].payload


def test_one_format_rendered_starts_the_embargo_clock_too(
    store: SqlStore, database_url: str, time: Time
) -> None:
    load(store, [embargoed(1)], BOTH)
    execute(database_url, "DELETE FROM embargoes")
    assert render_all(store, BOTH, "access") == {"access": {"unchanged": 1}}
    time.now = TOMORROW
    assert store.render_due(BOTH).stamped == 1


@pytest.mark.parametrize(
    ("end", "ahead"),
    [("0001-01-01", 0), ("0000", 0), ("9999-12-31", 1), ("9999", 1), ("2027-06-30T23:59:60Z", 1)],
)
def test_an_embargo_may_end_on_any_day_of_the_calendar(
    store: SqlStore, database_url: str, time: Time, end: str, ahead: int
) -> None:
    assert load(store, [embargoed(1, end)], BOTH).created == 1
    assert count_rows(database_url, "embargoes") == ahead
    time.now = TOMORROW
    assert store.render_due(BOTH).items == 0
    assert render_all(store, BOTH)["access"] == {"unchanged": 1}
