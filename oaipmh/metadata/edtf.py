"""Dates in EDTF, levels 0 and 1: https://www.loc.gov/standards/datetime/ (ISO 8601-2).

Intervals, uncertain and approximate dates, unspecified digits, seasons, years below 0 and above
9999. Level 2 (sets, exponents, parts that are qualified on their own) is not read: such a date is
told in its own words. It is one expression, so read here: the package `edtf` 5.0 takes 70 ms to
import and 2 to 6 ms a date, a thousand times as long.
"""

import re
from calendar import monthrange
from functools import lru_cache
from typing import NamedTuple

_DATE = re.compile(
    r"(?P<text>(?P<decade>[0-9]{2}(?:[0-9]X|XX))"
    r"|(?P<beyond>-(?!0000)[0-9]{4}|Y-?[1-9][0-9]{4,})"
    r"|(?P<year>[0-9]{4})(?:"
    r"-(?P<season>2[1-4])|-XX(?:-XX)?"
    r"|-(?P<month>0[1-9]|1[0-2])(?:-(?:XX|(?P<day>0[1-9]|[12][0-9]|3[01])))?"
    r")?)(?P<qualifier>[?~%]?)"
)
_DATE_AND_TIME = re.compile(
    r"(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:Z|[+-](?:0[0-9]|1[0-4])(?::[0-5][0-9])?)?"
)
_OPEN = ".."
_MAX_CHARACTERS = 60


class EdtfDate(NamedTuple):
    """One date: its `text` without the qualifier, and the `qualifier`: `?`, `~`, `%` or none.

    `earliest` and `latest` are the first and the last year, month or day that can be meant, in
    W3CDTF; of a year that W3CDTF cannot write, None.
    """

    text: str
    qualifier: str = ""
    earliest: str | None = None
    latest: str | None = None
    is_season: bool = False

    @property
    def certain(self) -> str | None:
        """The date in W3CDTF as far as it is specified; None of a decade, say."""
        return self.earliest if self.earliest == self.latest else None

    @property
    def last_day(self) -> str | None:
        """The day by which it has surely come; None where nobody can know.

        A season may be either hemisphere's, and of an uncertain date nothing is sure.
        """
        if self.latest is None or self.qualifier or self.is_season:
            return None
        year, month, day = (*map(int, self.latest.split("-")), 0, 0)[:3]
        return f"{year:04}-{month or 12:02}-{day or monthrange(year, month or 12)[1]:02}"


class Edtf(NamedTuple):
    """A date, which then is both `start` and `end`, or an interval, whose ends may be missing."""

    text: str
    start: EdtfDate | None
    end: EdtfDate | None

    @property
    def is_interval(self) -> bool:
        """Whether it is written as an interval."""
        return "/" in self.text

    @property
    def is_open(self) -> bool:
        """Whether it is an interval that goes on."""
        return self.text.endswith(_OPEN)


@lru_cache(maxsize=4096)
def edtf_of(text: str) -> Edtf | None:
    """What a text says in EDTF, level 0 or 1; None when it is none."""
    if len(text) > _MAX_CHARACTERS:
        return None
    first, slash, last = text.partition("/")
    if not slash:
        one = _date(text) or _date_of_a_time(text)
        return one and Edtf(text, one, one)
    start, end = _date(first), _date(last)
    is_known = start is not None or end is not None
    if not is_known or not (_is_end(first, start) and _is_end(last, end)):
        return None
    return Edtf(text, start, end)


def _is_end(text: str, date: EdtfDate | None) -> bool:
    """Whether an interval may start or end so: with a date, open or unknown."""
    return date is not None or text in ("", _OPEN)


def _date(text: str) -> EdtfDate | None:
    found = _DATE.fullmatch(text)
    if found is None:
        return None
    written, qualifier = found["text"], found["qualifier"]
    if decade := found["decade"]:
        first, last = decade.replace("X", "0"), decade.replace("X", "9")
        return EdtfDate(written, qualifier, first, last)
    year, month, day = found["year"], found["month"], found["day"]
    if day and int(day) > monthrange(int(year), int(month))[1]:
        return None
    if year in (None, "0000"):
        return EdtfDate(written, qualifier)
    certain = "-".join(part for part in (year, month, day) if part)
    return EdtfDate(written, qualifier, certain, certain, found["season"] is not None)


def _date_of_a_time(text: str) -> EdtfDate | None:
    found = _DATE_AND_TIME.fullmatch(text)
    date = found and _date(found["date"])
    return date and date._replace(text=text)
