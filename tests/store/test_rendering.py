"""Items rendered anew: exactly those records are stamped whose XML has changed."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import event

from oaipmh.crosswalks.formats import Formats
from oaipmh.ingest.render import payload_digest
from oaipmh.ingest.rendering import Change
from oaipmh.metadata.resource import Resource
from oaipmh.store import SqlStore
from oaipmh.store.rendering import Rendering
from tests.support.databases import execute
from tests.support.loading import item, load
from tests.support.membership import check_membership, listed
from tests.support.rendering import OAI_DC, formats, kept, render_all, telling, title
from tests.support.sizes import check_sizes

BEFORE = formats(telling("title"))


def even_louder(resource: Resource) -> str:
    """The title, in capitals where it ends with an even digit."""
    said = title(resource)
    return said.upper() if said[-1] in "02468" else said


def odd_only(resource: Resource) -> str | None:
    """The title, where it does not end with an even digit."""
    return None if title(resource)[-1] in "02468" else title(resource)


AFTER = formats(telling("title", even_louder, 2))
LEFT = formats(telling("title", odd_only, 2))


@pytest.fixture
def five(store: SqlStore, database_url: str) -> SqlStore:
    """Five items in oai_dc and title; 3 has moved from a:b to c, 4 is deleted. All is long ago."""
    load(store, [item(n, "a:b") for n in range(5)], BEFORE)
    load(store, [item(3, "c"), {"identifier": "oai:test.example.org:4", "deleted": True}], BEFORE)
    execute(database_url, "UPDATE clock SET watermark = watermark + 100")
    return store


def stamped(url: str, prefix: str, before: dict[int, Any]) -> set[int]:
    """The items whose records have another datestamp than before."""
    now = kept(url, prefix)
    return {n for n in now if n not in before or now[n].datestamp != before[n].datestamp}


def check(store: SqlStore) -> None:
    """Lists and their sizes are exact."""
    for prefix in ("oai_dc", "title"):
        check_sizes(store, prefix)
    check_membership(store, range(5))


@pytest.mark.parametrize("limit", [2, 250])
def test_exactly_the_records_are_stamped_whose_xml_has_changed(
    five: SqlStore, database_url: str, limit: int
) -> None:
    titles, oai_dc = kept(database_url, "title"), kept(database_url, "oai_dc")
    assert render_all(five, AFTER, limit=limit) == {
        "oai_dc": {"unchanged": 4},
        "title": {"changed": 2, "unchanged": 2},
    }
    assert stamped(database_url, "title", titles) == {0, 2}
    now = kept(database_url, "title")
    assert b"ITEM 2" in now[2].payload
    assert {n: now[n].version for n in range(4)} == dict.fromkeys(range(4), 2)
    assert now[1] == titles[1]._replace(version=2)
    assert now[4] == titles[4]
    assert kept(database_url, "oai_dc") == oai_dc
    check(five)
    again = render_all(five, AFTER)
    assert again == {"oai_dc": {"unchanged": 4}, "title": {"unchanged": 4}}
    assert kept(database_url, "title") == now


def test_interrupted_it_goes_on_and_stamps_nothing_twice(five: SqlStore, database_url: str) -> None:
    assert five.render(Rendering(AFTER), 0, 2).stamped == 1
    done = kept(database_url, "title")
    execute(database_url, "UPDATE clock SET watermark = watermark + 100")
    assert render_all(five, AFTER)["title"] == {"changed": 1, "unchanged": 3}
    assert stamped(database_url, "title", done) == {2}


def test_what_is_as_it_should_be_takes_no_lock(five: SqlStore) -> None:
    with five._stamping():  # noqa: SLF001 - who asks for the lock now waits for a minute
        assert five.render(Rendering(BEFORE)).counts["title", Change.UNCHANGED] == 4


def test_a_new_format_is_entered_and_a_format_that_is_gone_is_left_alone(
    five: SqlStore, database_url: str
) -> None:
    titles = kept(database_url, "title")
    other = formats(telling("other", odd_only))
    assert render_all(five, other)["other"] == {"entered": 2}
    assert listed(five, "a", "other") == {1: "a:b"}
    assert listed(five, "c", "other") == {3: "c"}
    assert kept(database_url, "title") == titles
    check_sizes(five, "other")
    check(five)


def test_who_leaves_a_format_is_deleted_there_alone_and_in_every_set_it_was_in(
    five: SqlStore, database_url: str
) -> None:
    before, oai_dc = kept(database_url, "title"), kept(database_url, "oai_dc")
    louder = formats(telling("title", lambda one: None if "3" in title(one) else title(one), 2))
    assert render_all(five, louder)["title"] == {"left": 1, "unchanged": 3}
    assert stamped(database_url, "title", before) == {3}
    gone = kept(database_url, "title")[3]
    assert (gone.deleted, gone.payload, gone.digest) == (True, b"", None)
    assert listed(five, "a:b", "title")[3] == listed(five, "c", "title")[3] == "deleted"
    assert kept(database_url, "oai_dc") == oai_dc
    assert render_all(five, BEFORE)["title"] == {"entered": 1, "unchanged": 3}
    assert 3 not in listed(five, "a", "title")
    assert listed(five, "c", "title") == {3: "c"}
    check(five)


def test_stored_or_on_the_fly_is_changed_without_stamping(
    five: SqlStore, database_url: str
) -> None:
    stored = kept(database_url, "title")
    on_the_fly = replace(BEFORE, on_the_fly=("title",))
    assert render_all(five, on_the_fly)["title"] == {"unchanged": 4}
    for n, record in kept(database_url, "title").items():
        digest = None if n == 4 else payload_digest(stored[n].payload)
        assert record == stored[n]._replace(payload=b"", digest=digest)
    assert render_all(five, replace(AFTER, on_the_fly=("title",)))["title"] == {
        "changed": 2,
        "unchanged": 2,
    }
    assert stamped(database_url, "title", stored) == {0, 2}
    was = kept(database_url, "title")
    assert render_all(five, AFTER)["title"] == {"unchanged": 4}
    assert stamped(database_url, "title", was) == set()
    assert b"ITEM 2" in kept(database_url, "title")[2].payload
    check(five)


def test_what_is_written_on_the_fly_is_compared_by_its_digest(
    store: SqlStore, database_url: str
) -> None:
    on_the_fly = replace(BEFORE, on_the_fly=("title",))
    load(store, [item(1), item(2)], on_the_fly)
    written = kept(database_url, "title")
    assert {record.payload for record in written.values()} == {b""}
    assert all(len(record.digest or b"") == 16 for record in written.values())
    assert load(store, [item(1), item(2)], on_the_fly).unchanged == 2
    assert render_all(store, on_the_fly)["title"] == {"unchanged": 2}
    assert kept(database_url, "title") == written


def test_native_records_are_overwritten_only_where_their_format_is_native_no_longer(
    five: SqlStore, database_url: str
) -> None:
    execute(
        database_url,
        "UPDATE records SET crosswalk_version = 0 WHERE metadata_prefix = 'title' AND item_id < 3",
    )
    before = kept(database_url, "title")
    render_all(five, replace(LEFT, native=("title",)))
    render_all(five, replace(AFTER, on_the_fly=("title",), native=("title",)))
    now = kept(database_url, "title")
    assert [now[n] for n in (0, 1)] == [before[n] for n in (0, 1)]
    assert now[3].payload == b""
    assert render_all(five, AFTER)["title"] == {"changed": 1, "unchanged": 3}
    now = kept(database_url, "title")
    assert {now[n].version for n in range(4)} == {2}
    assert b"ITEM 0" in now[0].payload


def test_only_some_formats_or_some_items_are_rendered(five: SqlStore, database_url: str) -> None:
    both = formats(telling("title", even_louder), telling("other"))
    assert render_all(five, both, "other") == {"other": {"entered": 4}}
    names = [f"oai:test.example.org:{n}" for n in (1, 2, 9)]
    before = kept(database_url, "title")
    batch, known = five.render_items(Rendering(both), names)
    assert known == set(names[:2])
    assert batch.counts["title", Change.CHANGED] == 1
    assert stamped(database_url, "title", before) == {2}


def test_who_changes_an_item_while_it_is_rendered_is_not_overwritten(
    five: SqlStore, database_url: str
) -> None:
    written = []

    def meddling(resource: Resource) -> str:
        if not written:
            written.append(True)
            load(five, [item(2, "a:b", title="Newer")], BEFORE)
        return title(resource).upper()

    counts = render_all(five, formats(telling("title", meddling, 2)))
    assert counts["title"] == {"changed": 3}
    newer = kept(database_url, "title")[2]
    assert b"Newer" in newer.payload
    assert newer.version == 1
    check(five)


def test_a_batch_takes_as_many_statements_however_many_records_change(five: SqlStore) -> None:
    sent: list[str] = []
    event.listen(
        five._writes,  # noqa: SLF001 - whose statements are counted
        "before_cursor_execute",
        lambda _connection, _cursor, statement, *_: sent.append(statement),
    )
    louder = Rendering(formats(telling("title", lambda one: title(one).upper(), 2)))
    one = five.render(louder, 0, 1)
    first, sent[:] = list(sent), []
    two = five.render(louder, one.rendered_to, 2)
    assert (one.stamped, two.stamped) == (1, 2)
    assert len(first) == len(sent) > 0


def test_formats_are_found_by_their_prefix() -> None:
    both = Formats([OAI_DC, telling("title")])
    assert both.crosswalk("oai_dc") is OAI_DC
    assert both.crosswalk("other") is None
    assert [one.metadata_prefix for one in both.only(["title"]).crosswalks] == ["title"]
