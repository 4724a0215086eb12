"""Dates as sources write them, brought to W3CDTF where only one date can be meant, or to EDTF.

https://www.w3.org/TR/NOTE-datetime: YYYY, YYYY-MM, YYYY-MM-DD, or a date with a time and its zone.
"""

import re
from datetime import date
from functools import lru_cache

from oaipmh.metadata.edtf import edtf_of

_NORMAL = re.compile(r"[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?")
_DATE = re.compile(
    r"(?P<year>[0-9]{4})(?:-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>0[1-9]|[12][0-9]|3[01]))?)?"
    r"(?=$|[T/~?%. ])"
)
_DAY_AND_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T")
_FIRST_DAY = "0000-01-01"
_MAX_CHARACTERS = 60

_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_MONTH_NUMBERS = {
    **{name: number for number, name in enumerate(_MONTHS, 1)},
    **{name[:3]: number for number, name in enumerate(_MONTHS, 1)},
    "sept": 9,
}
_YEAR = r"(?P<year>[0-9]{4})"
_NAME = r"(?P<name>[a-z]{3,9})\.?"
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_GAP = r"[ \-./]{1,2}"


def _compiled(*patterns: str) -> list[re.Pattern[str]]:
    return [re.compile(pattern, re.IGNORECASE | re.ASCII) for pattern in patterns]


# A slash or a hyphen between year and month alone would as well be a range: 2005/06, 2005-6.
_FORMS = _compiled(
    rf"{_YEAR}(?P<gap>[-./])(?P<month>[0-9]{{1,2}})(?P=gap)(?P<day>[0-9]{{1,2}})",
    rf"{_YEAR}(?P<month>[0-9]{{2}})(?P<day>[0-9]{{2}})",
    rf"{_YEAR}\.(?P<month>[0-9]{{1,2}})",
    rf"{_DAY}{_GAP}{_NAME}{_GAP}{_YEAR}",
    rf"{_NAME} {_DAY},? {_YEAR}",
    rf"{_YEAR}{_GAP}{_NAME}{_GAP}{_DAY}",
    rf"{_NAME},? {_YEAR}",
    rf"{_YEAR} {_NAME}",
    rf"\[{_YEAR}\]?\.?",
    rf"\[?(?:c|(?:©|cop\.|copyright) ?){_YEAR}\]?\.?",
    rf"{_YEAR}\.",
)
# `c.` alone may be a copyright's.
_QUALIFIED = {
    "~": re.compile(rf"\[?(?:ca\.?|circa) ?{_YEAR}\]?\.?", re.IGNORECASE | re.ASCII),
    "?": re.compile(rf"\[{_YEAR}\?\]?\.?", re.ASCII),
}
_DAY_OR_MONTH_FIRST = re.compile(rf"([0-9]{{1,2}})([./-])([0-9]{{1,2}})\2{_YEAR}", re.ASCII)
_TIME = re.compile(
    r"(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})[T ]"
    r"(?P<time>(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]+)?)?)"
    r"\s?(?:(?P<utc>Z)|(?P<hours>[+-](?:0[0-9]|1[0-4])):?(?P<minutes>[0-5][0-9]))?",
    re.ASCII,
)


def normal_date(text: str) -> str:
    """The date in W3CDTF; the text as it came where it is none, or may be read as more than one.

    A time without a zone is left out, since W3CDTF has none such. A year that is said to be
    approximate or uncertain is so in EDTF.
    """
    if _NORMAL.fullmatch(text):
        return text
    stripped = text.strip()
    if len(stripped) > _MAX_CHARACTERS:
        return text
    return (
        _with_time(stripped)
        or _either_first(stripped)
        or _in_a_form(stripped)
        or _qualified(stripped)
        or text
    )


@lru_cache(maxsize=8192)
def date_of(text: str) -> str | None:
    """The date of a text without its time (YYYY, YYYY-MM or YYYY-MM-DD); None if it is none.

    Of an interval or an uncertain date as EDTF writes them (`2005/2007`, `1999~`, `2004-XX`), the
    first year, month or day as far as it is specified.
    """
    found = _DATE.match(text)
    if found is None:
        extended = edtf_of(text)
        return extended.start.certain if extended and extended.start else None
    year, month, day = found["year"], found["month"], found["day"]
    return _written(int(year), *(int(part) for part in (month, day) if part))


def day_of(text: str) -> str | None:
    """The day of a W3CDTF text, the first one of a month or a year; None if it is no date."""
    found = date_of(text)
    return None if found is None else found + _FIRST_DAY[len(found) :]


def day_surely_come(text: str) -> str | None:
    """The day of a W3CDTF text; of what EDTF leaves open, the last that can be meant, if any."""
    if _NORMAL.fullmatch(text) or _DAY_AND_TIME.match(text):
        return day_of(text)
    extended = edtf_of(text)
    return extended.end.last_day if extended and extended.end else None


def is_w3cdtf(text: str) -> bool:
    """Whether the text is a date as W3CDTF writes it, as far as its form goes."""
    return _NORMAL.fullmatch(text) is not None or _with_time(text) == text


def _with_time(text: str) -> str | None:
    found = _TIME.fullmatch(text)
    if found is None or _written(*map(int, found["date"].split("-"))) is None:
        return None
    if found["utc"]:
        return f"{found['date']}T{found['time']}Z"
    if found["hours"]:
        return f"{found['date']}T{found['time']}{found['hours']}:{found['minutes']}"
    return found["date"]


def _either_first(text: str) -> str | None:
    """`25/12/2015` and `12/25/2015`: a date where day and month cannot be mistaken."""
    found = _DAY_OR_MONTH_FIRST.fullmatch(text)
    if found is None:
        return None
    year, one, other = int(found["year"]), int(found[1]), int(found[3])
    readings = {_written(year, one, other), _written(year, other, one)} - {None}
    return readings.pop() if len(readings) == 1 else None


def _in_a_form(text: str) -> str | None:
    for form in _FORMS:
        found = form.fullmatch(text)
        if found is not None:
            parts = found.groupdict()
            month = parts.get("month") or _MONTH_NUMBERS.get((parts.get("name") or "").lower())
            if "name" in parts and month is None:  # a word, but no month's name
                continue
            numbers = (parts["year"], month, parts.get("day"))
            return _written(*(int(number) for number in numbers if number))
    return None


def _qualified(text: str) -> str | None:
    """`ca. 1850` and `[1850?]`, in EDTF."""
    for qualifier, form in _QUALIFIED.items():
        found = form.fullmatch(text)
        if found is not None and (year := _written(int(found["year"]))):
            return year + qualifier
    return None


def _written(year: int, month: int | None = None, day: int | None = None) -> str | None:
    """The date in W3CDTF; None when the calendar has no such day."""
    try:
        written = date(year, 1 if month is None else month, 1 if day is None else day).isoformat()
    except ValueError:
        return None
    return written[:4] if month is None else written[:7] if day is None else written
