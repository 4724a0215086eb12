"""Rules applied to the items there are: killed, changed and side by side, on both databases."""

import threading
from collections.abc import Iterator

import pytest

from oaipmh.store import SqlStore
from tests.support.loading import load
from tests.support.membership import apply_all, check_membership, datestamps, listed, rule
from tests.support.typed import ARTICLES, OLD, OLD_SECONDS, gone, typed


@pytest.fixture
def nine(store: SqlStore) -> SqlStore:
    """Nine items of OLD, the odd ones articles."""
    load(
        store,
        [typed(n, "Article" if n % 2 else "Book", datestamp=OLD) for n in range(1, 10)],
        keep=True,
    )
    return store


def test_an_application_that_was_killed_goes_on_where_it_was(
    nine: SqlStore, database_url: str
) -> None:
    nine.set_rule("articles", ARTICLES)
    first = nine.apply_rules(4)
    assert (first.examined, first.changed, first.applied_to, first.last) == (4, 2, 4, 9)
    assert not first.done
    stamped = datestamps(nine, 1)
    nine.dispose()
    again = SqlStore(database_url)
    assert again.status().applying == ["articles"]
    assert listed(again, "articles") == {1: "articles", 3: "articles"}
    assert apply_all(again, 4) == 3
    assert again.status().applying == []
    assert set(listed(again, "articles")) == {1, 3, 5, 7, 9}
    assert datestamps(again, 1) == stamped
    assert datestamps(again, 2) == {"oai_dc": OLD_SECONDS}
    again.dispose()


def test_what_is_written_while_a_rule_is_applied_is_written_by_it(nine: SqlStore) -> None:
    nine.set_rule("articles", ARTICLES)
    nine.apply_rules(4)
    load(nine, [typed(1, "Book"), typed(2, "Article"), typed(8, "Article"), typed(9, "Book")])
    load(nine, [typed(10, "Article"), gone(3), gone(7)])
    assert set(listed(nine, "articles")) == {2, 3, 8, 10}
    apply_all(nine, 4)
    assert listed(nine, "articles") == {
        3: "deleted", 2: "articles", 5: "articles", 8: "articles", 10: "articles"
    }  # fmt: skip
    check_membership(nine, range(1, 11))


def test_rules_set_at_different_times_are_each_applied_to_all(nine: SqlStore) -> None:
    nine.set_rule("articles", ARTICLES)
    nine.apply_rules(4)
    nine.set_rule("books", rule("type is Book"))
    nine.apply_rules(2)
    assert {one.set_spec: one.applied_to for one in nine.virtual_sets()} == {
        "articles": 4,
        "books": 2,
    }
    apply_all(nine, 2)
    assert set(listed(nine, "articles")) == {1, 3, 5, 7, 9}
    assert set(listed(nine, "books")) == {2, 4, 6, 8}


def test_a_rule_changed_half_way_starts_over(nine: SqlStore) -> None:
    nine.set_rule("some", ARTICLES)
    nine.apply_rules(4)
    nine.set_rule("some", rule("type is Book"))
    assert apply_all(nine, 4) == 6
    assert set(listed(nine, "some")) == {2, 4, 6, 8}
    check_membership(nine, range(1, 10))


def test_two_that_apply_and_two_that_write_at_once_do_each_other_no_harm(
    store: SqlStore, database_url: str
) -> None:
    load(store, [typed(n, "Article" if n % 2 else "Book") for n in range(100)])
    store.set_rule("articles", ARTICLES)
    failures: list[BaseException] = []
    workers = [
        threading.Thread(target=_work, args=(database_url, kind, failures)) for kind in range(4)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert failures == []
    assert store.status().applying == []
    check_membership(store, range(120))


def _work(database_url: str, kind: int, failures: list[BaseException]) -> None:
    """Apply rules (0, 1), or write (2, 3), in a store of one's own."""
    store = SqlStore(database_url)
    try:
        if kind < 2:
            apply_all(store, 5)
        else:
            for turn in range(kind, 12, 2):
                load(store, _writes(turn))
    except BaseException as error:  # noqa: BLE001 - the test shows it
        failures.append(error)
    finally:
        store.dispose()


def _writes(turn: int) -> Iterator[dict[str, object]]:
    for number in range(turn, 120, 7):
        yield gone(number) if number % 5 == 0 else typed(number, ("Article", "Book")[turn % 2], "a")
