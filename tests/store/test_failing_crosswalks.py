"""A crosswalk that raises for one item: the others go on, and that one is tried again."""

import pytest

from oaipmh.cli import worker as worker_command
from oaipmh.crosswalks import CROSSWALKS
from oaipmh.ingest.rendering import Change
from oaipmh.metadata.resource import Resource
from oaipmh.store import SqlStore, sampling
from oaipmh.store.rendering import RETRY_SECONDS, Failure, Rendering
from tests.support.databases import count_rows
from tests.support.embargoes import BOTH, TOMORROW, embargoed
from tests.support.interleaving import Time
from tests.support.loading import item, load
from tests.support.rendering import access, formats, kept, telling, title


def failing(resource: Resource) -> str:
    """Who may read an item, but for that with the number 1, once it is open."""
    said = access(resource)
    if title(resource) == "Item 1" and said == "openAccess":
        raise KeyError("an unforeseen\nvalue")
    return said


FAILING = formats(telling("access", failing, 2))
REASON = r"could not be rendered: access: KeyError: 'an unforeseen\nvalue'"
FAILURE = Failure(1, "oai:test.example.org:1", REASON)


def test_rendering_counts_what_fails_leaves_it_and_goes_on(
    store: SqlStore, database_url: str, time: Time
) -> None:
    load(store, [embargoed(1), embargoed(2), item(3, "a")], formats(telling("access", access)))
    before = kept(database_url, "access")
    time.now = TOMORROW
    batch = store.render(Rendering(FAILING))
    assert batch.failed == (FAILURE,)
    assert (batch.items, batch.done) == (3, True)
    assert batch.counts["access", Change.CHANGED] == 1
    after = kept(database_url, "access")
    assert after[1] == before[1]
    assert b"openAccess" in after[2].payload
    assert store.render_items(Rendering(FAILING), ["oai:test.example.org:1"])[0].failed


def test_what_fails_when_its_day_comes_lets_the_others_pass_and_is_tried_again(
    store: SqlStore, database_url: str, time: Time
) -> None:
    load(store, [embargoed(1), embargoed(2)], FAILING)
    time.now = TOMORROW
    first, second, third = (store.render_due(FAILING, 1) for _ in range(3))
    assert {one.failed for one in (first, second)} == {(), (FAILURE,)}
    assert third.items == 0
    assert b"openAccess" in kept(database_url, "access")[2].payload
    assert count_rows(database_url, "embargoes") == 1
    time.now += RETRY_SECONDS
    assert store.render_due(FAILING).failed == (FAILURE,)
    time.now += RETRY_SECONDS
    assert store.render_due(BOTH).failed == ()
    assert b"openAccess" in kept(database_url, "access")[1].payload
    assert count_rows(database_url, "embargoes") == 0


def test_a_worker_warns_of_it_and_ends_when_nothing_else_is_due(
    store: SqlStore,
    database_url: str,
    time: Time,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    load(store, [embargoed(1), embargoed(2)], FAILING)
    monkeypatch.setenv("OAIPMH_DATABASE_URL", database_url)
    monkeypatch.setenv("OAIPMH_FORMATS", "oai_dc,access")
    monkeypatch.setattr(worker_command.signal, "signal", lambda *_: None)
    monkeypatch.setitem(CROSSWALKS, "access", FAILING.crosswalks[1])
    time.now = TOMORROW
    worker_command.worker(once=True)
    said = capsys.readouterr().err
    assert said.count("oai:test.example.org:1 could not be rendered: access: KeyError") == 1
    assert "embargoes: 1 ended" in said
    assert b"openAccess" in kept(database_url, "access")[2].payload


def test_what_a_crosswalk_fails_for_as_it_comes_in_is_quarantined_and_can_be_retried(
    store: SqlStore, database_url: str, time: Time
) -> None:
    time.now = TOMORROW
    summary = load(store, [embargoed(1), embargoed(2)], FAILING)
    assert (summary.created, summary.quarantined) == (1, 1)
    assert list(kept(database_url, "access")) == [2]
    (refused,) = store.quarantine(10)
    assert (refused.identifier, refused.reason) == (FAILURE.identifier, str(FAILURE))
    load(store, [embargoed(1)], BOTH)
    assert sorted(kept(database_url, "access")) == [1, 2]


def test_the_status_names_what_a_crosswalk_fails_for(store: SqlStore, time: Time) -> None:
    load(store, [embargoed(1), embargoed(2)], BOTH)
    assert store.status(BOTH).sample == (2, 0, ())
    time.now = TOMORROW
    assert store.status(BOTH).sample == (2, 2, ())
    assert store.status(FAILING).sample == (2, 1, (str(FAILURE),))


def test_the_status_looks_at_items_from_all_over_the_store(
    store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sampling, "SAMPLE_ITEMS", 3)
    load(store, [item(number) for number in range(1, 12)])
    louder = formats(telling("louder", lambda one: "loud" if title(one) == "Item 5" else None))
    assert store.status(louder).sample == (3, 1, ())
