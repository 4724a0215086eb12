"""Following one list from page to page, to its end and no further.

https://www.openarchives.org/OAI/openarchivesprotocol.html#FlowControl
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from oaipmh.harvester.errors import BrokenResponse, EndlessList, TokenLoop
from oaipmh.harvester.page import Page, name_of
from oaipmh.harvester.progress import Listed

MAX_EMPTY_PAGES = 100
_MAX_SAME_PAGES = 3
_SLACK_RECORDS = 1000
_INVENTED_TIMES = 10


class Seen:
    """Which identifiers have come, in this list and in the lists of this run before it.

    It holds some 100 bytes for each: a hash, and the list it last came in.
    """

    def __init__(self) -> None:
        self._lists: dict[int, int] = {}
        self._list = 0
        self.fresh = 0

    @property
    def is_empty(self) -> bool:
        """Whether nothing has come at all."""
        return not self._lists

    def begin(self) -> None:
        """Start counting for another list."""
        self._list += 1
        self.fresh = 0

    def add(self, identifiers: Iterable[str]) -> int:
        """How many of them are new in this list; `fresh` counts those new in any."""
        distinct = 0
        for identifier in identifiers:
            key = hash(identifier)
            last = self._lists.get(key)
            if last != self._list:
                distinct += 1
                self._lists[key] = self._list
                self.fresh += last is None
        return distinct


def follow(
    ask: Callable[[str | None], Page], listed: Listed, seen: Seen
) -> Iterator[tuple[Page, Listed]]:
    """Yield each page of a list, and how far the list has come with it.

    Raises:
        TokenLoop: a token came back.
        EndlessList: pages repeat, or records outnumber by far what the list is said to have.
        BrokenResponse: a page was cut off, and its token with it.
        HarvestError: what `ask` raises.
    """
    seen.begin()
    guard = _Guard(listed.token)
    if listed.token is None:  # of what a list gave before it broke off, nothing counts
        listed = Listed()
    while True:
        page = ask(listed.token)
        names = [name_of(piece) for piece in page.pieces]
        size = page.complete_list_size
        listed = replace(
            listed,
            token=page.next_token,
            received=listed.received + len(names),
            distinct=listed.distinct + seen.add(name for name, _ in names),
            complete_list_size=listed.complete_list_size if size is None else size,
        )
        yield page, listed
        guard.check(page, names, listed)
        if listed.token is None:
            return
        del page, names  # a page is quicker read where the one before it is out of memory


class _Guard:
    def __init__(self, token: str | None) -> None:
        self._tokens = {token}
        self._same: Counter[int] = Counter()
        self._empty = 0

    def check(self, page: Page, names: list[tuple[str, str]], listed: Listed) -> None:
        if not page.whole:
            raise BrokenResponse(page.url, "the response is cut off")
        if listed.token is None:
            return
        if listed.token in self._tokens:
            raise TokenLoop(page.url, f"the resumptionToken {listed.token!r} came before")
        self._tokens.add(listed.token)
        self._empty = 0 if names else self._empty + 1
        if self._empty > MAX_EMPTY_PAGES:
            raise EndlessList(page.url, f"{self._empty} pages without a record, and no end")
        digest = hash(tuple(names))
        self._same[digest] += bool(names)
        if self._same[digest] >= _MAX_SAME_PAGES:
            raise EndlessList(page.url, f"the same page came {_MAX_SAME_PAGES} times")
        if is_too_long(listed):
            reason = f"{listed.received} records came of {listed.complete_list_size}"
            raise EndlessList(page.url, f"{reason}, and no end")


def is_too_long(listed: Listed) -> bool:
    """Whether a list goes on far beyond its completeListSize.

    Twice as many, if it repeats itself; many times, if it does not: sizes are often wrong.
    """
    size = listed.complete_list_size
    if size is None:
        return False
    repeats = listed.received > 2 * max(size, listed.distinct) + _SLACK_RECORDS
    return repeats or listed.distinct > _INVENTED_TIMES * (size + _SLACK_RECORDS)


def mismatch(listed: Listed) -> str | None:
    """In words, how a list that has ended differs from the size it gave."""
    size = listed.complete_list_size
    if size is None or size == listed.distinct:
        return None
    return f"the list was said to have {size} records, and {listed.distinct} came"
