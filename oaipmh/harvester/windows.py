"""Windows of dates: what a list is narrowed to, where the whole of it cannot be had.

https://www.openarchives.org/OAI/openarchivesprotocol.html#SelectiveHarvestingandDatestamps
"""

from dataclasses import dataclass, replace
from datetime import datetime

from oaipmh.protocol.datestamp import Granularity, format_datestamp, parse_datestamp

_DAY_SECONDS = 86_400
_OVERLAP_SECONDS = 120
_FIRST_SECOND = parse_datestamp("0001-01-01").first
_LENGTH = {Granularity.SECONDS: 1, Granularity.DAY: _DAY_SECONDS}


@dataclass(frozen=True, slots=True)
class Window:
    """A range of datestamps, in seconds since 1970, both ends in it; None is open."""

    first: int | None = None
    last: int | None = None

    def arguments(self, granularity: Granularity) -> dict[str, str]:
        """The arguments that ask for it; by day, for the whole days it touches."""
        ends = {"from": self.first, "until": self.last}
        return {
            name: format_datestamp(end, granularity)
            for name, end in ends.items()
            if end is not None
        }

    def is_near(self, seconds: int) -> bool:
        """Whether an instant is in it, or within a day of it."""
        begun = self.first is None or seconds >= self.first - _DAY_SECONDS
        return begun and (self.last is None or seconds <= self.last + _DAY_SECONDS)


def split(
    window: Window, earliest: int, latest: int, granularity: Granularity
) -> tuple[Window, Window] | None:
    """The window in two, or None where the granularity knows no smaller ones.

    `earliest` and `latest` are where an open end is taken to be. An open beginning stays open, lest
    what is older than the source says be lost; an open end is closed: what comes later is the next
    harvest's.
    """
    length = _LENGTH[granularity]
    first = (earliest if window.first is None else window.first) // length
    last = (latest if window.last is None else window.last) // length
    if first >= last:
        return None
    middle = (first + last + 1) // 2 * length
    later = Window(middle, latest if window.last is None else window.last)
    return replace(window, last=middle - 1), later


def next_from(answered: int, granularity: Granularity) -> int:
    """Where the harvest after one that the source began to answer then has to start.

    The overlap is for records that a source stamps before it shows them: a day where datestamps are
    days, else two minutes.
    """
    if granularity is Granularity.DAY:
        from_ = answered // _DAY_SECONDS * _DAY_SECONDS - _DAY_SECONDS
    else:
        from_ = answered - _OVERLAP_SECONDS
    return max(from_, _FIRST_SECOND)


def instant(text: str) -> int | None:
    """The first second that a source's date means, however it wrote it; None if it is no date."""
    try:
        return parse_datestamp(text).first
    except ValueError:
        pass
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    # Without a time zone it may be any, and a time that is too late would lose records.
    return None if moment.tzinfo is None else int(moment.timestamp())
