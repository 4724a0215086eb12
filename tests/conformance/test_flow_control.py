"""Points 60-64 and 69: lists that end, and lists that go on. OAI-PMH 2.0, section 3.5."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from oaipmh.store import SqlStore
from tests.conformance.client import OAI, SECONDS, Client, Reply
from tests.conformance.conftest import OLD, SAMPLE_PAGE_SIZE
from tests.support.loading import item, load

Serving = Callable[..., Client]
LIST = {"metadataPrefix": "oai_dc"}
LISTS = [("ListRecords", LIST), ("ListIdentifiers", LIST), ("ListSets", {})]
HEADERS = ("ListRecords", "ListIdentifiers")


def _entries(reply: Reply, verb: str) -> list[str]:
    """What a page of a list holds: identifiers, or the setSpecs of ListSets."""
    if verb != "ListSets":
        return reply.identifiers
    return [found.findtext(f"{OAI}setSpec") or "" for found in reply.root.iter(f"{OAI}set")]


def _attribute(reply: Reply, name: str) -> str | None:
    assert reply.token_element is not None
    return reply.token_element.get(name)


def _fill(store: SqlStore, count: int) -> None:
    """Items 0..count-1, each the only one of a set of its own."""
    load(store, (item(at, f"set-{at:02}", datestamp=OLD) for at in range(count)), keep=True)


@pytest.mark.point(60)
@pytest.mark.parametrize("verb", HEADERS)
def test_a_list_of_nothing_is_norecordsmatch_and_no_empty_element(
    sample: Client, empty: Client, verb: str
) -> None:
    for client, arguments in (
        (sample, {"until": "1999-12-31"}),
        (sample, {"set_": "divisions:PSSRU", "until": "2021-01-01"}),
        (sample, {"set_": "unheard-of"}),
        (empty, {}),
    ):
        reply = client.ask(verb, **LIST, **arguments)
        assert reply.errors == ["noRecordsMatch"]
        assert reply.root.find(f"{OAI}{verb}") is None


@pytest.mark.point(60)
@pytest.mark.parametrize("verb", HEADERS)
def test_a_list_whose_rest_has_left_the_set_meanwhile_ends_without_an_empty_element(
    store: SqlStore, serving: Serving, verb: str
) -> None:
    load(store, (item(at, "a", datestamp=OLD) for at in range(4)), keep=True)
    pages = serving(page_size=2).pages(verb, **LIST, set_="a")
    assert len(next(pages).identifiers) == 2
    load(store, (item(at, "b") for at in range(4)))
    for page in pages:
        assert page.identifiers or page.errors == ["noRecordsMatch"]


@pytest.mark.point(60)
@pytest.mark.parametrize("verb", HEADERS)
def test_a_list_whose_rest_has_been_stamped_anew_still_ends_with_it(
    store: SqlStore, serving: Serving, advance_clock: Callable[[], None], verb: str
) -> None:
    load(store, (item(at, datestamp=OLD) for at in range(4)), keep=True)
    pages = serving(page_size=2).pages(verb, **LIST)
    assert len(next(pages).identifiers) == 2
    advance_clock()
    load(store, [item(2, title="Changed"), {**item(3), "deleted": True}])
    (last,) = pages
    assert last.identifiers == ["oai:test.example.org:2", "oai:test.example.org:3"]


@pytest.mark.point(61)
@pytest.mark.parametrize(("verb", "arguments"), LISTS)
@pytest.mark.parametrize("count", [1, 3])
def test_a_list_that_fits_in_one_page_has_no_resumption_token_element(
    store: SqlStore,
    serving: Serving,
    verb: str,
    arguments: dict[str, str],
    count: int,
) -> None:
    _fill(store, count)
    reply = serving(page_size=3).ask(verb, **arguments)
    assert len(_entries(reply, verb)) == count
    assert reply.token_element is None


@pytest.mark.point(62)
@pytest.mark.parametrize(("verb", "arguments"), LISTS)
@pytest.mark.parametrize("sizes", [[3, 1], [3, 3], [3, 3, 1]])
def test_the_last_of_several_pages_has_an_empty_resumption_token(
    store: SqlStore,
    serving: Serving,
    verb: str,
    arguments: dict[str, str],
    sizes: list[int],
) -> None:
    _fill(store, sum(sizes))
    *earlier, last = serving(page_size=3).pages(verb, **arguments)
    assert [len(_entries(page, verb)) for page in (*earlier, last)] == sizes
    assert all(page.token for page in earlier)
    assert last.token_element is not None
    assert not last.token_element.text
    assert last.token_element.get("expirationDate") is None


@pytest.mark.point(63)
@pytest.mark.parametrize(
    ("verb", "arguments"), [*LISTS, ("ListRecords", {**LIST, "set_": "types"})]
)
def test_the_cursor_counts_what_was_sent_and_the_list_size_is_constant(
    sample: Client, verb: str, arguments: dict[str, str]
) -> None:
    pages = list(sample.pages(verb, **arguments))
    total = sum(len(_entries(page, verb)) for page in pages)
    assert len(pages) == -(-total // SAMPLE_PAGE_SIZE) > 1
    sent = 0
    for page in pages:
        assert _attribute(page, "cursor") == str(sent)
        assert _attribute(page, "completeListSize") == str(total)
        sent += len(_entries(page, verb))


@pytest.mark.point(63)
def test_a_list_size_is_never_less_than_what_was_sent(store: SqlStore, serving: Serving) -> None:
    _fill(store, 4)
    sent, sizes = 0, set()
    for page in serving(page_size=2).pages("ListRecords", **LIST):
        sent += len(page.identifiers)
        size = _attribute(page, "completeListSize")
        assert size is None or int(size) >= sent
        sizes.add(size)
        load(store, [item(sent + 100)] if sent < 8 else [])
    assert sizes <= {"4", None}


@pytest.mark.point(64)
@pytest.mark.parametrize(("verb", "arguments"), LISTS)
def test_a_token_says_until_when_it_is_good_and_is_good_until_then(
    sample: Client, travel: Callable[[timedelta], None], verb: str, arguments: dict[str, str]
) -> None:
    first = sample.ask(verb, **arguments)
    said = _attribute(first, "expirationDate") or ""
    assert SECONDS.fullmatch(said)
    left = datetime.fromisoformat(said) - datetime.now(UTC)
    assert left > timedelta(days=6, hours=23)
    rest = sample.ask(verb, resumptionToken=first.token)
    travel(left - timedelta(seconds=5))
    again = sample.ask(verb, resumptionToken=first.token)
    assert _entries(again, verb) == _entries(rest, verb) != []
    travel(left + timedelta(seconds=5))
    assert sample.ask(verb, resumptionToken=first.token).errors == ["badResumptionToken"]


@pytest.mark.point(69)
@pytest.mark.parametrize(("verb", "arguments"), LISTS)
def test_every_kind_of_list_pages_completely_and_in_order(
    store: SqlStore, serving: Serving, verb: str, arguments: dict[str, str]
) -> None:
    _fill(store, 10)
    pages = list(serving(page_size=3).pages(verb, **arguments))
    entries = [entry for page in pages for entry in _entries(page, verb)]
    names = "set-{:02}" if verb == "ListSets" else "oai:test.example.org:{}"
    assert len(pages) == 4
    assert entries == [names.format(at) for at in range(10)]


@pytest.mark.point(69)
@pytest.mark.parametrize(("verb", "arguments"), LISTS)
def test_a_token_of_one_verb_is_refused_by_the_others(
    sample: Client, verb: str, arguments: dict[str, str]
) -> None:
    token = sample.ask(verb, **arguments).token
    for other, _ in LISTS:
        expected = [] if other == verb else ["badResumptionToken"]
        assert sample.ask(other, resumptionToken=token).errors == expected
