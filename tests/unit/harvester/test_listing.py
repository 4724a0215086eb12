"""Following a list: every way it may lead nowhere."""

from collections.abc import Callable, Iterator
from itertools import count

import pytest

from oaipmh.harvester.errors import BrokenResponse, EndlessList, TokenLoop
from oaipmh.harvester.listing import MAX_EMPTY_PAGES, Seen, follow, is_too_long, mismatch
from oaipmh.harvester.page import Page
from oaipmh.harvester.progress import Listed
from oaipmh.protocol.parts import ReadHeader, ReadToken
from oaipmh.protocol.recovery import Recovered


def page(
    *names: str, token: str | None = None, size: int | None = None, whole: bool = True
) -> Page:
    """A page of headers."""
    attributes = {} if size is None else {"completeListSize": f" {size} "}
    return Page(
        "http://x.org/oai",
        tuple(Recovered(ReadHeader(name, "2024-01-01", (), deleted=False)) for name in names),
        token=None if token is None else ReadToken(token, attributes),
        whole=whole,
    )


def pages(answers: Iterator[Page] | list[Page]) -> Callable[[str | None], Page]:
    """Answers in turn, whatever is asked."""
    answered = iter(answers)
    return lambda _: next(answered)


def test_a_list_is_followed_to_its_end_and_counted() -> None:
    asked = pages([page("a", "b", token="1", size=3), page(token="2"), page("b", "c", token="")])
    *_, (_, listed) = follow(asked, Listed(), Seen())
    assert listed == Listed(None, received=4, distinct=3, complete_list_size=3)
    assert mismatch(listed) is None


def test_a_list_taken_up_again_goes_on_counting() -> None:
    asked = pages([page("c", token="")])
    ((_, listed),) = follow(asked, Listed("1", 2, 2, 3), Seen())
    assert listed == Listed(None, received=3, distinct=3, complete_list_size=3)


@pytest.mark.parametrize(
    ("answers", "error"),
    [
        ([page("a", token="1"), page("b", token="2"), page("c", token="1")], TokenLoop),
        ([page("a", token="1"), page("b", token="1")], TokenLoop),
        ((page("a", "b", token=str(number)) for number in count()), EndlessList),
        ((page("ab"[number % 2], token=str(number)) for number in count()), EndlessList),
        ((page(token=str(number)) for number in count()), EndlessList),
        ((page(str(number), token=str(number), size=3) for number in count()), EndlessList),
        ([page("a", whole=False)], BrokenResponse),
    ],
    ids=["loop", "same token", "same page", "two pages", "empty", "invented", "cut off"],
)
def test_a_list_that_leads_nowhere_is_left(answers: list[Page], error: type[Exception]) -> None:
    with pytest.raises(error):
        list(follow(pages(answers), Listed(), Seen()))


def test_many_empty_pages_are_passed() -> None:
    empty = [page(token=str(number)) for number in range(MAX_EMPTY_PAGES)]
    assert len(list(follow(pages([*empty, page("a")]), Listed(), Seen()))) == MAX_EMPTY_PAGES + 1


def test_a_size_that_is_too_small_does_not_stop_a_list_that_brings_new_records() -> None:
    assert not is_too_long(Listed("1", 5000, 5000, 100))
    assert is_too_long(Listed("1", 50_000, 50_000, 100))
    assert is_too_long(Listed("1", 5000, 1000, 1000))
    assert not is_too_long(Listed("1", 50_000, 50_000))


def test_what_was_seen_in_an_earlier_list_is_not_fresh() -> None:
    seen = Seen()
    seen.begin()
    assert seen.add(["a", "b", "a"]) == 2
    seen.begin()
    assert seen.add(["a", "c"]) == 2
    assert seen.fresh == 1
