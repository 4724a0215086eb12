"""Keys of the admin API, on both databases."""

import re

import pytest

from oaipmh.ingest.ports import NewRun
from oaipmh.ingest.views import KeyScope
from oaipmh.store import SqlStore
from oaipmh.store.keys import KeyRefused
from tests.support.loading import item, load


def test_a_key_opens_until_it_is_revoked_and_stays_listed(store: SqlStore) -> None:
    key = store.create_key("nightly load", KeyScope.WRITE)
    found = store.find_key(key)
    assert found is not None
    assert (found.name, found.scope, found.revoked) == ("nightly load", KeyScope.WRITE, None)
    assert store.revoke_key("nightly load")
    assert store.find_key(key) is None
    (listed,) = store.api_keys()
    assert listed.revoked is not None


def test_a_key_is_long_unlike_any_other_and_safe_in_urls(store: SqlStore) -> None:
    keys = {store.create_key(f"key {number}", KeyScope.READ) for number in range(5)}
    assert len(keys) == 5
    assert all(re.fullmatch(r"oaipmh_[0-9a-f]{16}_[A-Za-z0-9_-]{43}", key) for key in keys)


def test_nothing_that_is_stored_or_listed_opens(store: SqlStore) -> None:
    key = store.create_key("a", KeyScope.WRITE)
    _, key_id, secret = key.split("_", 2)
    (listed,) = store.api_keys()
    assert listed.key_id == key_id
    assert secret not in repr(listed)
    for wrong in (key[:-1], key + "A", f"oaipmh_{key_id}_{'A' * 43}", key_id, secret, "", "é"):
        assert store.find_key(wrong) is None


@pytest.mark.parametrize("name", ["", "  ", "a\nb", "x" * 101, "taken", "revoked"])
def test_a_name_is_printable_and_never_given_twice(store: SqlStore, name: str) -> None:
    store.create_key("taken", KeyScope.READ)
    store.create_key("revoked", KeyScope.READ)
    store.revoke_key("revoked")
    with pytest.raises(KeyRefused):
        store.create_key(name, KeyScope.READ)
    assert len(store.api_keys()) == 2


def test_revoking_an_unknown_key_is_told_and_again_changes_nothing(store: SqlStore) -> None:
    assert not store.revoke_key("nobody")
    store.create_key("a", KeyScope.READ)
    assert store.revoke_key("a")
    before = store.api_keys()
    assert store.revoke_key("a")
    assert store.api_keys() == before


def test_a_key_has_one_run_a_day(store: SqlStore) -> None:
    first = store.day_run("a", "2026-01-01")
    store.begin_run(NewRun("api stream", "a", options={"day": "2026-01-01"}))
    assert store.day_run("a", "2026-01-01") == first
    others = {store.day_run("a", "2026-01-02").run_id, store.day_run("b", "2026-01-01").run_id}
    assert len(others | {first.run_id}) == 3
    run = store.run(first.run_id)
    assert run is not None
    assert (run.kind, run.source, run.state) == ("api", "a", "complete")


def test_a_digest_is_of_the_content_and_empty_once_deleted(store: SqlStore) -> None:
    identifier = "oai:test.example.org:1"
    assert store.digest(identifier) is None
    load(store, [item(1)])
    first = store.digest(identifier)
    load(store, [item(1, title="Another")])
    assert first
    assert store.digest(identifier) not in (first, b"", None)
    load(store, [{"identifier": identifier, "deleted": True}])
    assert store.digest(identifier) == b""


def test_the_quarantine_is_listed_with_sizes_and_read_with_bytes(store: SqlStore) -> None:
    load(store, [{"identifier": "no uri, ä", "metadata": {"title": "T"}}])
    (listed,) = store.quarantine(10)
    found = store.quarantined(listed.quarantine_id)
    assert found is not None
    assert listed.size == len(found.raw) > 0
