"""ListSets, paged like every list."""

import pytest

from oaipmh.protocol.errors import NoSetHierarchy
from oaipmh.protocol.response import ListSets
from oaipmh.provider.context import Context
from oaipmh.provider.list_sets import list_sets
from tests.unit.fakes import NOW, FakeStore, asked, repository

REPOSITORY = repository(page_size=2)


def page(store: FakeStore, token: str = "") -> ListSets:
    """A page of sets."""
    verified = REPOSITORY.tokens.verify(token, verb="ListSets", now=NOW) if token else None
    return list_sets(asked("ListSets"), Context(REPOSITORY, store, NOW, verified))


def test_a_repository_without_sets_says_so() -> None:
    with pytest.raises(NoSetHierarchy):
        page(FakeStore())


def test_few_sets_come_at_once_in_order_and_without_a_token() -> None:
    content = page(FakeStore(set_specs=["b", "a"]))
    assert [one.set_spec for one in content.sets] == ["a", "b"]
    assert content.position is None


def test_many_sets_come_in_pages_each_once() -> None:
    specs = ["a", "a:b", "b", "c", "d:e"]
    store, token, found, cursors = FakeStore(set_specs=specs), "", [], []
    while True:
        content = page(store, token)
        assert content.position is not None
        assert content.position.complete_list_size == 5
        found += [one.set_spec for one in content.sets]
        cursors.append(content.position.cursor)
        token = content.position.value
        if not token:
            break
    assert found == specs
    assert cursors == [0, 2, 4]


def test_sets_are_listed_while_a_load_makes_lists_of_records_wait() -> None:
    assert page(FakeStore(set_specs=["a"], loading=True)).sets
