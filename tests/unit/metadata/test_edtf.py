"""Dates in EDTF, level 0 and 1, after the examples of its specification."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oaipmh.metadata.dates import date_of, day_surely_come, is_w3cdtf, normal_date
from oaipmh.metadata.edtf import edtf_of
from tests.unit.strategies import any_text, edtf_intervals, edtf_texts


@pytest.mark.parametrize(
    "text",
    [
        "1985-04-12",
        "1985-04-12T23:20:30",
        "1985-04-12T23:20:30Z",
        "1985-04-12T23:20:30-04",
        "1985-04-12T23:20:30+04:30",
        "1964/2008",
        "2004-02-01/2005",
        "Y170000002",
        "Y-170000002",
        "2001-21",
        "1984?",
        "2004-06~",
        "2004-06-11%",
        "201X",
        "20XX",
        "1985-04-XX",
        "1985-XX-XX",
        "1985-04-12/..",
        "1985/",
        "../1985-04-12",
        "/1985",
        "1984~/2004-06",
        "1984-06-02?/2004-08-08~",
        "-1985",
        "0000",
        "2000-02-29",
    ],
)
def test_what_levels_0_and_1_have_is_read(text: str) -> None:
    assert edtf_of(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "/",
        "../..",
        "1985-13",
        "1985-4",
        "19850412",
        "1985-02-29",
        "1985-02-29/1986",
        "1985-25",
        "1985-04-12T25:00:00Z",
        "1985-04-12T23:20:30/1986",
        "Y1985",
        "Y17E7",
        "-0000",
        "1985-~04",
        "[1667,1668]",
        "{1960,1961-12}",
        "1985?~",
        "1985/1986/1987",
        "19XX-12",
        "XXXX",
        "1985\n",
        "\u0661\u0669\u0668\u0665",
    ],
)
def test_level_2_and_whatever_else_is_not(text: str) -> None:
    assert edtf_of(text) is None


def test_an_interval_has_two_ends_of_which_one_may_be_missing() -> None:
    found = edtf_of("1984~/2004-XX")
    assert found is not None
    assert found.is_interval
    assert not found.is_open
    assert found.start is not None
    assert (found.start.certain, found.start.qualifier) == ("1984", "~")
    assert found.end is not None
    assert (found.end.text, found.end.certain) == ("2004-XX", "2004")
    since, until = edtf_of("1984/.."), edtf_of("/1984")
    assert since is not None
    assert until is not None
    assert (since.end, since.is_open) == (None, True)
    assert (until.start, until.is_open) == (None, False)


def test_a_decade_has_an_earliest_and_a_latest_year_and_no_certain_one() -> None:
    found = edtf_of("198X?")
    assert found is not None
    assert found.start is not None
    assert (found.start.earliest, found.start.latest) == ("1980", "1989")
    assert found.start.certain is None


@given(edtf_texts)
def test_every_date_and_interval_is_read_and_what_it_has_for_certain_is_w3cdtf(text: str) -> None:
    found = edtf_of(text)
    assert found is not None
    assert normal_date(text) == text
    certain = date_of(text)
    assert certain is None or (is_w3cdtf(certain) and text.startswith(certain))


@given(edtf_intervals)
def test_an_interval_says_of_its_ends_what_they_say_alone(text: str) -> None:
    found = edtf_of(text)
    assert found is not None
    assert found.is_interval
    start, _, end = text.partition("/")
    alone = edtf_of(start), edtf_of(end)
    assert (found.start, found.end) == tuple(one and one.start for one in alone)
    assert day_surely_come(text) == (found.end and found.end.last_day)


@given(st.dates())
def test_no_day_that_can_be_meant_comes_after_the_last(day: date) -> None:
    whole = day.isoformat()
    for text in (f"{whole[:3]}X", f"{whole[:4]}-XX", f"{whole[:4]}-XX-XX", f"{whole[:7]}-XX"):
        found = edtf_of(text)
        assert found is not None
        assert found.end is not None
        assert found.end.last_day is not None
        assert found.end.last_day >= whole


@given(any_text)
def test_any_text_at_all_is_taken(text: str) -> None:
    found = edtf_of(text)
    assert found is None or found.text == text
