"""Sets whose rules read of access: they agree with the records on the day that an embargo ends."""

import pytest

from oaipmh.metadata.known_sets import KNOWN_SETS
from oaipmh.metadata.rule import Rule
from oaipmh.store import SqlStore
from oaipmh.store.rendering import Rendering
from tests.support.embargoes import ACCESS, ENDS, TITLE, TOMORROW, embargoed
from tests.support.interleaving import Time
from tests.support.loading import item, load
from tests.support.membership import apply_all, check_membership, datestamps, listed
from tests.support.rendering import access, formats, kept, render_all, telling
from tests.support.sizes import check_sizes

DRIVER, OPENAIRE = KNOWN_SETS["driver"].rule, KNOWN_SETS["openaire"].rule
WAITING = Rule.parse(["accessRights is info:eu-repo/semantics/embargoedAccess"])
EVERY = formats(ACCESS, TITLE)


@pytest.fixture
def ruled(store: SqlStore) -> SqlStore:
    """Two items under an embargo that ends tomorrow, one under a longer one, one that is silent."""
    for spec, rule in (("driver", DRIVER), ("openaire", OPENAIRE), ("waiting", WAITING)):
        store.set_rule(spec, rule)
    apply_all(store, 10)
    load(store, [embargoed(1), embargoed(2), embargoed(3, "2030-01-01"), item(4, "a")], EVERY)
    return store


def members(store: SqlStore, spec: str, prefix: str = "oai_dc") -> set[int]:
    """The items that a set's list has now, and that are in it."""
    return {
        number for number, header in listed(store, spec, prefix).items() if spec in header.split()
    }


def test_who_is_open_now_joins_what_is_open_and_leaves_what_was_to_wait_for(
    ruled: SqlStore, database_url: str, time: Time
) -> None:
    assert members(ruled, "driver") == set()
    assert members(ruled, "waiting") == members(ruled, "openaire") == {1, 2, 3}
    time.now = TOMORROW
    assert ruled.render_due(EVERY).items == 2
    assert members(ruled, "driver") == {1, 2}
    assert members(ruled, "openaire") == {1, 2, 3}
    assert members(ruled, "waiting") == {3}
    check_membership(ruled, range(1, 5), ENDS)
    assert all(datestamps(ruled, 1)[prefix] >= TOMORROW for prefix in ("oai_dc", "access", "title"))
    assert all(datestamps(ruled, 3)[prefix] < TOMORROW for prefix in ("oai_dc", "access", "title"))
    assert b"openAccess" in kept(database_url, "access")[1].payload
    before = datestamps(ruled, 1)
    time.now += 5
    assert ruled.render_due(EVERY).items == 0
    render_all(ruled, EVERY)
    assert datestamps(ruled, 1) == before


def test_who_writes_or_asks_before_the_worker_comes_reads_of_the_same_day(
    ruled: SqlStore, time: Time
) -> None:
    time.now = TOMORROW
    assert ruled.preview(DRIVER).matching == 2
    assert load(ruled, [embargoed(1)], EVERY).updated == 1
    assert members(ruled, "driver") == {1}
    ruled.set_rule("fresh", DRIVER)
    apply_all(ruled, 10)
    assert members(ruled, "fresh") == {1, 2}
    ruled.render_due(EVERY)
    assert members(ruled, "driver") == {1, 2}
    check_membership(ruled, range(1, 5), ENDS)


def test_where_some_formats_are_rendered_the_sets_wait_for_the_others(
    ruled: SqlStore, time: Time
) -> None:
    time.now = TOMORROW
    ruled.render(Rendering(EVERY, ["access"]))
    assert members(ruled, "driver") == set()
    ruled.render_due(EVERY)
    assert members(ruled, "driver") == {1, 2}


def test_a_format_that_the_item_leaves_on_that_day_has_its_tombstone_in_every_set(
    ruled: SqlStore, time: Time
) -> None:
    secret = telling("secret", lambda one: "yes" if access(one) == "embargoedAccess" else None)
    render_all(ruled, formats(secret))
    assert members(ruled, "waiting", "secret") == {1, 2, 3}
    time.now = TOMORROW
    ruled.render_due(formats(secret))
    for spec in ("waiting", "driver", "openaire"):
        live = {3: "a openaire waiting"} if spec != "driver" else {}
        assert listed(ruled, spec, "secret") == {1: "deleted", 2: "deleted", **live}
    for prefix in ("oai_dc", "secret"):
        check_sizes(ruled, prefix, ("a", "waiting", "driver", "openaire"))
