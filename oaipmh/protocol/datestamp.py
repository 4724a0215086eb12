"""Datestamps, in both granularities of OAI-PMH 2.0, section 3.3.1.

Inside the service an instant is a whole number of seconds since 1970-01-01T00:00:00Z; only here
does it become text and back.
https://www.openarchives.org/OAI/openarchivesprotocol.html#Dates
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import lru_cache

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DAY_SECONDS = 86_400
_LEGAL = re.compile(
    r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})(?P<time>T(?:[01][0-9]|2[0-3]):[0-9]{2}:[0-9]{2}Z)?",
    re.ASCII,
)


class Granularity(StrEnum):
    """How fine a repository's datestamps are, in Identify's words (section 4.2)."""

    DAY = "YYYY-MM-DD"
    SECONDS = "YYYY-MM-DDThh:mm:ssZ"


@dataclass(frozen=True, slots=True)
class Datestamp:
    """A legal datestamp as given: the span of seconds it covers, both ends inclusive."""

    first: int
    last: int
    granularity: Granularity


def parse_datestamp(text: str) -> Datestamp:
    """Read a datestamp of either granularity.

    Raises:
        ValueError: it is not `YYYY-MM-DD` or `YYYY-MM-DDThh:mm:ssZ`, or no such day or time exists.
    """
    match = _LEGAL.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is not YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ")
    try:
        moment = datetime.fromisoformat(text.removesuffix("Z")).replace(tzinfo=UTC)
    except ValueError as error:
        raise ValueError(f"{text!r} is no day of the calendar: {error}") from None
    first = int((moment - _EPOCH) / timedelta(seconds=1))
    if match["time"]:
        return Datestamp(first, first, Granularity.SECONDS)
    return Datestamp(first, first + _DAY_SECONDS - 1, Granularity.DAY)


def format_datestamp(seconds: int, granularity: Granularity) -> str:
    """Write an instant in a granularity: seconds are dropped for a day, never rounded."""
    days, second = divmod(seconds, _DAY_SECONDS)
    if granularity is Granularity.DAY:
        return _format_day(days)
    minute, second = divmod(second, 60)
    return f"{_format_day(days)}T{minute // 60:02}:{minute % 60:02}:{second:02}Z"


@lru_cache(maxsize=8192)
def _format_day(days: int) -> str:
    return (_EPOCH + timedelta(days=days)).date().isoformat()


def format_utc(seconds: int) -> str:
    """Write an instant as responseDate and expirationDate want it, whatever the granularity."""
    return format_datestamp(seconds, Granularity.SECONDS)


def format_utc_day(seconds: int) -> str:
    """Write the day (YYYY-MM-DD, in UTC) that an instant is in."""
    return format_datestamp(seconds, Granularity.DAY)
