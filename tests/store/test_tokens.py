"""The secrets that sign tokens, as the store keeps them for all nodes."""

from oaipmh.protocol.resumption_token import LONGEST_LIFE_SECONDS
from oaipmh.store import SqlStore
from oaipmh.store.tokens import HEAD_START_SECONDS
from tests.support.databases import count_rows, execute


def values(store: SqlStore) -> list[bytes]:
    """The secrets there are."""
    return [one.value for one in store.token_secrets(b"never")]


def pass_(url: str, seconds: int) -> None:
    """Let the last secret be older by so many seconds."""
    earlier = f"'tokens@' || (CAST(substr(name, 8) AS BIGINT) - {seconds})"
    execute(url, f"UPDATE secrets SET name = {earlier} WHERE name <> 'tokens'")


def test_the_first_is_made_once_and_shared(store: SqlStore) -> None:
    (first,) = store.token_secrets(b"first")
    assert (first.value, first.signs_from) == (b"first", 0)
    assert values(store) == [b"first"]


def test_a_new_one_signs_when_every_node_can_know_it(store: SqlStore) -> None:
    store.token_secrets(b"first")
    before = store.now()
    new = store.rotate_token_secret(b"second")
    assert before <= new.signs_from - HEAD_START_SECONDS <= store.now()
    assert values(store) == [b"second", b"first"]


def test_the_old_one_verifies_as_long_as_a_token_of_it_may_live(
    database_url: str, store: SqlStore
) -> None:
    store.token_secrets(b"first")
    store.rotate_token_secret(b"second")
    pass_(database_url, HEAD_START_SECONDS + LONGEST_LIFE_SECONDS - 60)
    assert values(store) == [b"second", b"first"]
    pass_(database_url, 120)
    assert values(store) == [b"second"]
    store.rotate_token_secret(b"third")
    assert values(store) == [b"third", b"second"]
    assert count_rows(database_url, "secrets") == 2


def test_two_in_a_second_are_one(database_url: str, store: SqlStore) -> None:
    store.token_secrets(b"first")
    made = [store.rotate_token_secret(b"%d" % number) for number in range(3)]
    assert values(store)[0] == made[-1].value
    assert count_rows(database_url, "secrets") == 1 + len({one.signs_from for one in made})
