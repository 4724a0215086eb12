"""When to ask again, and how long to wait before: backoff, and Retry-After.

https://www.openarchives.org/OAI/openarchivesprotocol.html#StatusCodes and
https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx2

from oaipmh.harvester.errors import ComeBackLater, SourceUnavailable
from oaipmh.protocol.datestamp import format_utc

RETRIED = frozenset({408, 425, 429, 500, 502, 503, 504})
MAX_RETRY_AFTER_SECONDS = 3600
_MAX_OBEYED = 20
FIRST_SECONDS = 1.0
_LONGEST_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Timing:
    """The world's time: `now` in seconds since 1970, `sleep`, and `jitter` between 0 and 1."""

    now: Callable[[], float]
    sleep: Callable[[float], None]
    jitter: Callable[[], float]


class Patience:
    """How often one request may be tried, and how long to wait in between."""

    def __init__(self, url: str, timing: Timing, tries: int) -> None:
        self._url = url
        self._timing = timing
        self._left = tries - 1
        self._backoff = FIRST_SECONDS
        self._obeyed = 0

    def wait(self, reason: str, response: httpx2.Response | None) -> None:
        """Wait until the request may be tried again.

        A wait that the source asks for is not a failed try.

        Raises:
            ComeBackLater: it asks for a longer wait than `MAX_RETRY_AFTER_SECONDS`.
            SourceUnavailable: it has been tried often enough.
        """
        asked = None if response is None else self._asked(response)
        body = b"" if response is None else response.content
        if asked is not None and asked > MAX_RETRY_AFTER_SECONDS:
            again = format_utc(int(self._timing.now() + asked))
            raise ComeBackLater(self._url, f"{reason}: it asks to come back at {again}", body)
        if asked is not None and self._obeyed < _MAX_OBEYED:
            self._obeyed += 1
            self._timing.sleep(max(asked, FIRST_SECONDS))
            return
        if not self._left:
            raise SourceUnavailable(self._url, reason, body)
        self._left -= 1
        self._timing.sleep(self._backoff * (0.5 + self._timing.jitter()))
        self._backoff = min(self._backoff * 2, _LONGEST_SECONDS)

    def _asked(self, response: httpx2.Response) -> float | None:
        """The seconds of Retry-After, whether as a number or as a date by the source's clock."""
        text = response.headers.get("Retry-After", "").strip()
        if text.isascii() and text.isdigit():
            return float(text[:12])
        until = _http_date(text)
        if until is None:
            return None
        now = _http_date(response.headers.get("Date", ""))
        return until - (self._timing.now() if now is None else now)


def _http_date(text: str) -> float | None:
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return _utc(moment).timestamp()


def _utc(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
