"""Points 46-53: selective harvesting by date. OAI-PMH 2.0, sections 2.7.1 and 3.3.1."""

from collections.abc import Callable

import pytest

from tests.conformance.client import Client, Header
from tests.support.loading import item

VERBS = ("ListRecords", "ListIdentifiers")
LIST = {"metadataPrefix": "oai_dc"}
# The edges of two days, and a leap day.
STAMPS = (
    "2012-02-29T12:00:00Z",
    "2020-01-01T00:00:00Z",
    "2020-01-01T23:59:59Z",
    "2020-01-02T00:00:00Z",
    "2020-01-02T23:59:59Z",
    "2020-01-03T00:00:00Z",
)
MALFORMED = (
    "2012-02-30",
    "2012-13-01",
    "2012-00-01",
    "2012-01-00",
    "2012-04-31",
    "2012-01-01T24:00:00Z",
    "2012-01-01T23:60:00Z",
    "2012-01-01T00:00:00.5Z",
    "2012-01-01T00:00:00,5Z",
    "2012-01-01T00:00:00+01:00",
    "2012-01-01T00:00:00+00:00",
    "2012-01-01T00:00:00",
    "2012-01-01t00:00:00Z",
    "2012-01-01T00:00:00z",
    "2012-01-01 00:00:00Z",
    "2012-01-01T00:00Z",
    "2012-01-01T00Z",
    "2012-1-1",
    "2012-01",
    "2012",
    "20120101",
    "2012-001",
    "2012-W01-1",
    "12-01-01",
    "01/01/2012",
    " 2012-01-01",
    "2012-01-01 ",
    "2012-01-01\n",
    "2012-01-01Z",
    "0000-01-01",
    "10000-01-01",
    "-2012-01-01",
    "+2012-01-01",
    "\u0662\u0660\u0661\u0662-01-01",
    "\uff12\uff10\uff11\uff12-01-01",
    "yesterday",
)


@pytest.fixture(scope="module")
def seconds(serve_items: Callable[..., Client]) -> Client:
    """An item at each edge, in seconds."""
    return serve_items(item(at, datestamp=stamp) for at, stamp in enumerate(STAMPS))


@pytest.fixture(scope="module")
def days(serve_items: Callable[..., Client]) -> Client:
    """The same items where the granularity is the day."""
    items = (item(at, datestamp=stamp) for at, stamp in enumerate(STAMPS))
    return serve_items(items, granularity="day")


def _stamps(client: Client, verb: str = "ListIdentifiers", **arguments: str) -> list[str]:
    return [header.datestamp for header in client.harvest(verb, **arguments)]


def _between(headers: list[Header], first: str, last: str) -> list[Header]:
    return [header for header in headers if first <= header.datestamp <= last]


@pytest.mark.point(46)
@pytest.mark.parametrize("verb", VERBS)
def test_from_and_until_are_inclusive_in_seconds(seconds: Client, verb: str) -> None:
    for at, stamp in enumerate(STAMPS):
        assert _stamps(seconds, verb, from_=stamp) == list(STAMPS[at:])
        assert _stamps(seconds, verb, until=stamp) == list(STAMPS[: at + 1])
        assert _stamps(seconds, verb, from_=stamp, until=stamp) == [stamp]
    assert _stamps(seconds, verb, from_=STAMPS[1], until=STAMPS[4]) == list(STAMPS[1:5])


@pytest.mark.point(46)
def test_from_equal_to_until_gives_every_record_of_that_instant(sample: Client) -> None:
    everything = sample.harvest()
    for stamp in sorted({header.datestamp for header in everything})[::20]:
        found = sample.harvest("ListRecords", from_=stamp, until=stamp)
        assert found == _between(everything, stamp, stamp) != []


@pytest.mark.point(46)
def test_from_equal_to_until_gives_every_record_of_that_day(sample_by_day: Client) -> None:
    everything = sample_by_day.harvest()
    for day in sorted({header.datestamp for header in everything})[::20]:
        found = sample_by_day.harvest("ListRecords", from_=day, until=day)
        assert found == _between(everything, day, day) != []


@pytest.mark.point(47)
@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ({"from_": "2020-01-01"}, STAMPS[1:]),
        ({"until": "2020-01-01"}, STAMPS[:3]),
        ({"from_": "2020-01-02"}, STAMPS[3:]),
        ({"until": "2020-01-02"}, STAMPS[:5]),
        ({"from_": "2020-01-01", "until": "2020-01-01"}, STAMPS[1:3]),
        ({"from_": "2020-01-01", "until": "2020-01-02"}, STAMPS[1:5]),
    ],
)
def test_a_day_means_all_of_it_where_datestamps_are_seconds(
    seconds: Client, verb: str, arguments: dict[str, str], expected: tuple[str, ...]
) -> None:
    assert _stamps(seconds, verb, **arguments) == list(expected)


@pytest.mark.point(47)
def test_days_and_the_seconds_they_stand_for_select_the_same(sample: Client) -> None:
    for first, last in (("2024-01-01", "2024-12-31"), ("2024-12-31", "2024-12-31")):
        by_day = sample.harvest(from_=first, until=last)
        by_second = sample.harvest(from_=f"{first}T00:00:00Z", until=f"{last}T23:59:59Z")
        assert by_day == by_second != []


@pytest.mark.point(48)
@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("name", ["from_", "until"])
def test_seconds_are_too_fine_where_datestamps_are_days(days: Client, verb: str, name: str) -> None:
    assert days.ask(verb, **LIST, **{name: STAMPS[1]}).errors == ["badArgument"]
    assert days.ask(verb, **LIST, **{name: STAMPS[1][:10]}).errors == []


@pytest.mark.point(49)
@pytest.mark.parametrize("verb", VERBS)
def test_from_and_until_must_have_one_granularity(seconds: Client, days: Client, verb: str) -> None:
    for client in (seconds, days):
        for first, last in (("2020-01-01", STAMPS[4]), (STAMPS[1], "2020-01-02")):
            reply = client.ask(verb, **LIST, from_=first, until=last)
            assert set(reply.errors) == {"badArgument"}


@pytest.mark.point(50)
@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2020-01-02", "2020-01-01"),
        ("2020-01-01T00:00:01Z", "2020-01-01T00:00:00Z"),
        ("9999-12-31", "0001-01-01"),
    ],
)
def test_from_later_than_until_is_badargument(
    seconds: Client, verb: str, first: str, last: str
) -> None:
    assert seconds.ask(verb, **LIST, from_=first, until=last).errors == ["badArgument"]


@pytest.mark.point(51)
@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize(
    "arguments",
    [
        {"until": "2012-02-28"},
        {"until": "2012-02-29T11:59:59Z"},
        {"until": "0001-01-01"},
        {"from_": "2999-01-01"},
        {"from_": "9999-12-31T23:59:59Z"},
        {"from_": "2999-01-01", "until": "2999-12-31"},
        {"from_": "2020-01-04", "until": "2020-01-05"},
    ],
)
def test_a_span_without_records_is_norecordsmatch_wherever_it_lies(
    seconds: Client, verb: str, arguments: dict[str, str]
) -> None:
    assert seconds.ask(verb, **LIST, **arguments).errors == ["noRecordsMatch"]


@pytest.mark.point(51)
def test_a_span_may_begin_before_the_first_record_and_end_in_the_future(seconds: Client) -> None:
    assert _stamps(seconds, from_="0001-01-01", until="9999-12-31") == list(STAMPS)


@pytest.mark.point(52)
@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("text", MALFORMED)
def test_what_is_no_utc_datestamp_is_badargument(seconds: Client, verb: str, text: str) -> None:
    for arguments in ({"from_": text}, {"until": text}):
        reply = seconds.ask(verb, **LIST, **arguments)
        assert reply.errors == ["badArgument"]
        assert reply.echoed == {}


@pytest.mark.point(53)
@pytest.mark.parametrize("text", ["1900-02-29", "2100-02-29", "2023-02-29", "2023-02-29T00:00:00Z"])
def test_a_leap_day_in_a_year_without_one_is_badargument(seconds: Client, text: str) -> None:
    assert seconds.ask("ListRecords", **LIST, from_=text).errors == ["badArgument"]


@pytest.mark.point(53)
def test_a_leap_day_is_a_day(seconds: Client, days: Client) -> None:
    assert _stamps(seconds, from_="2012-02-29", until="2012-02-29") == [STAMPS[0]]
    assert _stamps(days, from_="2012-02-29", until="2012-02-29") == ["2012-02-29"]
    assert _stamps(seconds, from_="2000-02-29") == list(STAMPS)


@pytest.mark.point(53)
@pytest.mark.parametrize("text", ["2016-12-31T23:59:60Z", "2015-06-30T23:59:60Z"])
def test_a_sixtieth_second_is_badargument(seconds: Client, text: str) -> None:
    assert seconds.ask("ListRecords", **LIST, until=text).errors == ["badArgument"]
