"""How the whole store is, in counts."""

from oaipmh.ingest.shapes import store_warnings
from oaipmh.store import SqlStore
from tests.support.loading import item, load


def test_identifiers_without_a_scheme_are_counted_and_warned_of(store: SqlStore) -> None:
    load(store, [item(1)])
    assert store.status().relative == 0
    assert store_warnings(store.status()) == []
    load(store, [item(2) | {"identifier": identifier} for identifier in ("1", "a/b", "urn:x:1")])
    assert store.status().relative == 2
    (warning,) = store_warnings(store.status())
    assert "no scheme, such as `1`: 2;" in warning
