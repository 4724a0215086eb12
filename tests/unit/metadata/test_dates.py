import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oaipmh.metadata.dates import date_of, day_surely_come, normal_date
from tests.unit.strategies import any_text

_NORMAL = re.compile(
    r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?)?)?|\d{4}[~?]",
    re.ASCII,
)
_SAME_DATE = [
    "%Y-%m-%d",
    "%Y/%m/%d",
    "%Y.%m.%d",
    "%Y%m%d",
    "%d %b %Y",
    "%d %B %Y",
    "%d-%b-%Y",
    "%d. %B %Y",
    "%B %d, %Y",
    "%Y %b %d",
    "%Y-%m-%d 15:51:00",
    " %Y-%m-%d ",
]


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("2015/6/1", "2015-06-01"),
        ("15 Nov 2023", "2023-11-15"),
        ("1st September 2015", "2015-09-01"),
        ("Nov. 2023", "2023-11"),
        ("2023 November", "2023-11"),
        ("2015.06", "2015-06"),
        ("[2015?]", "2015?"),
        ("[2015?", "2015?"),
        ("ca. 2015", "2015~"),
        ("[Ca 2015]", "2015~"),
        ("circa 2015.", "2015~"),
        ("[2015]", "2015"),
        ("c2015", "2015"),
        ("©2015", "2015"),
        ("cop. 2015", "2015"),
        ("2015.", "2015"),
        ("25/12/2015", "2015-12-25"),
        ("12/25/2015", "2015-12-25"),
        ("04/04/2015", "2015-04-04"),
        ("2015-11-04 15:51:00", "2015-11-04"),
        ("2015-11-04T15:51:00+01:00", "2015-11-04T15:51:00+01:00"),
        ("2015-11-04 15:51:00 +0100", "2015-11-04T15:51:00+01:00"),
        ("2015-11-04 15:51Z", "2015-11-04T15:51Z"),
    ],
)
def test_an_unambiguous_date_is_written_in_w3cdtf_or_edtf(written: str, normal: str) -> None:
    assert normal_date(written) == normal


@pytest.mark.parametrize(
    "text",
    [
        "03/04/2015",
        "3.4.2015",
        "n.d.",
        "19th century",
        "2015/2016",
        "2005/06",
        "2005-6",
        "2015?",
        "2015~",
        "2015-XX",
        "c. 2015",
        "ca. 2015 or 2016",
        "ca. 0000",
        "c 2015",
        "Spring 2015",
        "15 Foo 2023",
        "2015-02-30",
        "30 Feb 2015",
        "2015/0/5",
        "2015-00-00",
        "2015-11-04 25:00:00",
        "31022015",
        "64325",
        "",
        "\u0662\u0660\u0661\u0665/\u0666/\u0661",
    ],
)
def test_everything_else_is_left_as_it_is(text: str) -> None:
    assert normal_date(text) == text


@given(st.dates(min_value=date(1000, 1, 1)), st.sampled_from(_SAME_DATE))
def test_every_way_to_write_a_date_says_the_same_date(day: date, form: str) -> None:
    assert normal_date(day.strftime(form)) == day.isoformat()


_PARTS = [
    "2015",
    "ca",
    "?",
    "15",
    "1",
    "0",
    "-",
    "/",
    ".",
    " ",
    "T",
    "Z",
    "c",
    "[",
    "]",
    "?",
    "Nov",
    "12:30",
]


@given(any_text | st.lists(st.sampled_from(_PARTS), max_size=7).map("".join))
def test_what_changes_becomes_w3cdtf_or_edtf_and_stays_so(text: str) -> None:
    normal = normal_date(text)
    assert normal == text or _NORMAL.fullmatch(normal)
    assert normal_date(normal) == normal


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2004-06-11T10:00:00Z", "2004-06-11"),
        ("1999~", "1999"),
        ("2004/2006", "2004"),
        ("2004-06/..", "2004-06"),
        ("2004-XX", "2004"),
        ("2004-06-XX", "2004-06"),
        ("2001-21", "2001"),
        ("1984?/2004-06%", "1984"),
        ("19XX", None),
        ("19XX/2004", None),
        ("../2004", None),
        ("/2004", None),
        ("-0050", None),
        ("Y17E7", None),
        ("Y20040", None),
        ("[1667,1668]", None),
        ("soon", None),
    ],
)
def test_of_a_date_in_edtf_the_first_that_is_certain_is_the_date(
    text: str, date: str | None
) -> None:
    assert date_of(text) == date


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2028", "2028-01-01"),
        ("2028-02", "2028-02-01"),
        ("2028-02-03T00:00:00Z", "2028-02-03"),
        ("2028-XX", "2028-12-31"),
        ("2028-02-XX", "2028-02-29"),
        ("202X", "2029-12-31"),
        ("2027/2028-02", "2028-02-29"),
        ("../2028", "2028-12-31"),
        ("2028~", None),
        ("2028-02-03?", None),
        ("2027/2028%", None),
        ("2028/..", None),
        ("2028/", None),
        ("2028-21", None),
        ("Y20280", None),
        ("2028 at the latest", None),
        ("2028-02-30", None),
        ("soon", None),
    ],
)
def test_no_day_has_surely_come_before_the_last_that_can_be_meant(
    text: str, day: str | None
) -> None:
    assert day_surely_come(text) == day
