"""Datestamps, with Python's own calendar as the judge."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from oaipmh.protocol.datestamp import (
    Granularity,
    format_datestamp,
    format_utc,
    parse_datestamp,
)
from tests.unit.strategies import EARLIEST_SECOND, LATEST_SECOND, any_text, instants

DAY_SECONDS = 86_400


def calendar(seconds: int) -> datetime:
    """The instant, by Python's calendar."""
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)


@given(instants)
@example(EARLIEST_SECOND)
@example(LATEST_SECOND)
@example(0)
@example(-1)
def test_a_second_is_written_as_the_calendar_has_it_and_read_back_the_same(seconds: int) -> None:
    text = format_datestamp(seconds, Granularity.SECONDS)
    assert text == calendar(seconds).isoformat().replace("+00:00", "Z")
    read = parse_datestamp(text)
    assert (read.first, read.last, read.granularity) == (seconds, seconds, Granularity.SECONDS)


@given(instants)
@example(EARLIEST_SECOND)
@example(LATEST_SECOND)
@example(-1)
def test_a_day_is_written_as_the_calendar_has_it_and_read_as_the_span_around(seconds: int) -> None:
    text = format_datestamp(seconds, Granularity.DAY)
    assert text == calendar(seconds).date().isoformat()
    read = parse_datestamp(text)
    assert read.granularity is Granularity.DAY
    assert read.first <= seconds <= read.last
    assert read.last - read.first == DAY_SECONDS - 1


def test_until_is_inclusive_at_day_granularity() -> None:
    until = parse_datestamp("2024-02-29")
    assert format_utc(until.last) == "2024-02-29T23:59:59Z"
    assert parse_datestamp("2024-03-01").first == until.last + 1


@given(instants)
def test_an_instant_in_utc_always_has_its_seconds(seconds: int) -> None:
    assert format_utc(seconds) == format_datestamp(seconds, Granularity.SECONDS)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2024",
        "2024-02",
        "2024-2-9",
        "20240209",
        "2024-02-30",
        "2023-02-29",
        "1900-02-29",
        "0000-01-01",
        "2024-13-01",
        "2024-00-10",
        "2024-01-00",
        "12024-01-01",
        "-2024-01-01",
        "2024-01-01T",
        "2024-01-01Z",
        "2024-01-01T00:00Z",
        "2024-01-01T00:00:00",
        "2024-01-01t00:00:00z",
        "2024-01-01 00:00:00Z",
        "2024-01-01T00:00:00+00:00",
        "2024-01-01T00:00:00.0Z",
        "2024-01-01T24:00:00Z",
        "2024-01-01T12:60:00Z",
        "2024-01-01T12:00:60Z",
        "2016-12-31T23:59:60Z",
        " 2024-01-01",
        "2024-01-01\n",
        "\u0662\u0660\u0662\u0664-\u0660\u0661-\u0660\u0661",
        "2024\u201101\u201101",
        "2024-W01-1",
    ],
)
def test_what_is_no_datestamp_of_the_specification_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_datestamp(text)


@given(any_text | st.from_regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}:[0-9]{2}Z)?"))
def test_any_text_is_read_when_the_calendar_reads_it_and_else_refused(text: str) -> None:
    expected = _by_strptime(text)
    try:
        read = parse_datestamp(text)
    except ValueError:
        assert expected is None
    else:
        assert expected == calendar(read.first)


def _by_strptime(text: str) -> datetime | None:
    form = {10: "%Y-%m-%d", 20: "%Y-%m-%dT%H:%M:%SZ"}.get(len(text))
    if form is None or not re.fullmatch(r"[0-9TZ:-]*", text):
        return None
    try:
        moment = datetime.strptime(text, form).replace(tzinfo=UTC)
    except ValueError:
        return None
    return moment if text == moment.strftime(form).rjust(len(text), "0") else None
