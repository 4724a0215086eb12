"""Which of an item's formats is taken, and how much is held back for that."""

from hypothesis import given
from hypothesis import strategies as st

from oaipmh.readers.incoming import IncomingItem, Unreadable
from oaipmh.readers.static_repository import MAX_HELD_BYTES, BestFormats


def item(identifier: str, position: str = "", size: int = 1) -> IncomingItem:
    """An item of so many bytes."""
    return IncomingItem(position, b"x" * size, identifier)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 3)), max_size=12))
def test_every_item_is_let_go_once_in_its_best_format(given_: list[tuple[str, int]]) -> None:
    formats = BestFormats()
    for identifier, rank in given_:
        assert formats.take(item(identifier, str(rank)), rank) == []
    best = {one: min(rank for other, rank in given_ if other == one) for one, _ in given_}
    rest = formats.rest()
    assert {one.identifier: int(one.position) for one in rest} == best  # type: ignore[union-attr]
    assert len(rest) == len(best)


def test_what_has_no_identifier_is_not_held() -> None:
    unreadable = Unreadable("line 1", b"", "no header")
    assert BestFormats().take(unreadable, 0) == [unreadable]


def test_beyond_its_measure_the_oldest_goes_and_comes_again_only_if_it_is_better() -> None:
    formats = BestFormats()
    first = item("a", size=MAX_HELD_BYTES)
    assert formats.take(first, 1) == []
    assert formats.take(item("b"), 1) == [first]
    assert formats.take(item("a"), 1) == []
    better = item("a", "better")
    assert formats.take(better, 0) == []
    assert formats.rest() == [item("b"), better]
