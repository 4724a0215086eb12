"""What was mended is counted and listed, and no longer once it comes in whole."""

from oaipmh.store import SqlStore
from tests.support.loading import item, load
from tests.unit.fakes import identifier


def test_what_was_mended_is_listed_the_newest_first_from_a_key_on(store: SqlStore) -> None:
    load(store, (item(number, title="a\x01" if number % 2 else "a") for number in range(6)))
    found = store.repaired(10)
    assert [one.identifier for one in found] == [identifier(number) for number in (5, 3, 1)]
    assert all(one.repairs for one in found)
    assert store.repaired(1, before=found[0].item_id) == found[1:2]
    assert store.repaired(10, before=found[-1].item_id) == []
    assert store.status().repaired == 3


def test_what_comes_in_whole_or_is_deleted_is_no_longer_listed(store: SqlStore) -> None:
    load(store, (item(number, title="a\x01") for number in range(3)))
    load(store, [item(1), {"identifier": identifier(2), "deleted": True}])
    assert [one.identifier for one in store.repaired(10)] == [identifier(0)]
    assert store.status().repaired == 1
