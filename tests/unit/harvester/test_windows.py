"""Windows of dates: halves that together are the whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oaipmh.harvester.windows import Window, instant, next_from, split
from oaipmh.protocol.datestamp import Granularity
from tests.unit.strategies import EARLIEST_SECOND

NOON = 1_704_110_400  # 2024-01-01T12:00:00Z
DAY = 86_400
seconds = st.integers(0, 2_000_000_000)


@given(seconds, seconds, st.sampled_from(Granularity))
def test_halves_touch_and_together_are_the_whole(
    one: int, other: int, granularity: Granularity
) -> None:
    first, last = sorted((one, other))
    halves = split(Window(first, last), 0, 0, granularity)
    if halves is None:
        assert first == last or granularity is Granularity.DAY
        assert first // DAY == last // DAY
        return
    earlier, later = halves
    assert (earlier.first, later.last) == (first, last)
    assert earlier.last is not None
    assert later.first == earlier.last + 1
    assert first <= earlier.last < last
    if granularity is Granularity.DAY:
        assert later.first % DAY == 0


@given(seconds, seconds, st.sampled_from(Granularity))
def test_splitting_ends(one: int, other: int, granularity: Granularity) -> None:
    window: Window | None = Window(*sorted((one, other)))
    for _ in range(40):
        halves = window and split(window, 0, 0, granularity)
        window = halves[1] if halves else None
    assert window is None


def test_an_open_beginning_stays_open_and_an_open_end_is_closed() -> None:
    halves = split(Window(), NOON, NOON + 9, Granularity.SECONDS)
    assert halves == (Window(None, NOON + 4), Window(NOON + 5, NOON + 9))
    assert split(Window(), NOON, NOON, Granularity.SECONDS) is None


def test_a_window_is_asked_for_in_the_granularity_given() -> None:
    window = Window(NOON, NOON + 1)
    assert window.arguments(Granularity.DAY) == {"from": "2024-01-01", "until": "2024-01-01"}
    assert window.arguments(Granularity.SECONDS)["until"] == "2024-01-01T12:00:01Z"
    assert Window().arguments(Granularity.DAY) == {}


def test_the_overlap_is_two_minutes_or_a_whole_day() -> None:
    assert next_from(NOON, Granularity.SECONDS) == NOON - 120
    assert next_from(EARLIEST_SECOND, Granularity.SECONDS) == EARLIEST_SECOND
    assert next_from(NOON, Granularity.DAY) == NOON - NOON % DAY - DAY


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("2024-01-01T12:00:00Z", NOON),
        ("2024-01-01T12:00:00.789Z", NOON),
        ("2024-01-01T13:00:00+01:00", NOON),
        ("2024-01-01", NOON - 12 * 3600),
        ("2024-01-01T12:00:00", None),
        ("", None),
        ("noon", None),
        ("2024-13-01T12:00:00Z", None),
        ("0001-01-01T00:00:00+14:00", EARLIEST_SECOND - 14 * 3600),
    ],
)
def test_dates_are_read_however_they_are_written(text: str, seconds: int | None) -> None:
    assert instant(text) == seconds
