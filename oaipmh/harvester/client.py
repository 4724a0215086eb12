"""HTTP as a harvester needs it: one request at a time, patient, and bounded in every way.

https://www.openarchives.org/OAI/openarchivesprotocol.html#HTTPRequestFormat and
https://www.openarchives.org/OAI/2.0/guidelines-harvester.htm. What bytes mean is not known here.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Self
from urllib.parse import quote, urlencode

import httpx2

from oaipmh.harvester.decoding import decoded
from oaipmh.harvester.errors import SourceRefused, SourceUnavailable, TooLarge
from oaipmh.harvester.patience import RETRIED, Patience, Timing
from oaipmh.harvester.redirects import next_request

MAX_RESPONSE_BYTES = 128 * 1024 * 1024
MAX_RESPONSE_SECONDS = 900
TRIES = 6
_TIMEOUT = httpx2.Timeout(connect=30, read=120, write=30, pool=30)
_MAX_REDIRECTS = 5
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}
_ERROR_STATUS = 400
_ERROR_ELEMENT = re.compile(rb"<(?:[\w.-]+:)?error\s")


@dataclass(frozen=True, slots=True)
class Fetched:
    """A response's body, and where it came from."""

    url: str
    body: bytes


class Client:
    """Asks base URLs, and says who asks: `version` is ours, `admin_email` a person's."""

    def __init__(
        self,
        *,
        version: str,
        admin_email: str,
        timing: Timing,
        timeout: httpx2.Timeout = _TIMEOUT,
        transport: httpx2.BaseTransport | None = None,
    ) -> None:
        self.timing = timing
        headers = {
            "User-Agent": f"oaipmh-service/{version} (+mailto:{admin_email})",
            "From": admin_email,
            "Accept": "text/xml, application/xml;q=0.9, */*;q=0.5",
            "Accept-Encoding": "gzip",
        }
        self._http = httpx2.Client(headers=headers, timeout=timeout, transport=transport)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Hang up."""
        self._http.close()

    def fetch(
        self, base_url: str, arguments: Mapping[str, str], *, post: bool = False, tries: int = TRIES
    ) -> Fetched:
        """The answer to a request, asked for again where that may help.

        Raises:
            SourceUnavailable: no answer came in so many tries; ComeBackLater, if it asks for that.
            SourceRefused: the answer was an HTTP error that asking again will not change.
            TooLarge: the answer was larger than `MAX_RESPONSE_BYTES`.
        """
        request = self._request(base_url, arguments, post=post)
        url = _shown(base_url, arguments)
        patience = Patience(url, self.timing, tries)
        while True:
            try:
                response = self._send(request, url)
            except (httpx2.TransportError, httpx2.DecodingError) as error:
                patience.wait(f"no usable answer: {str(error) or type(error).__name__}", None)
                continue
            if response.status_code < _ERROR_STATUS or _is_oai(response.content):
                return Fetched(url, response.content)
            reason = f"HTTP {response.status_code} {response.reason_phrase}"
            if response.status_code not in RETRIED:
                raise SourceRefused(url, _explained(response.status_code, reason), response.content)
            patience.wait(reason, response)

    def _request(
        self, base_url: str, arguments: Mapping[str, str], *, post: bool
    ) -> httpx2.Request:
        encoded = urlencode(arguments, quote_via=quote, safe="")
        if post:
            return self._http.build_request("POST", base_url, content=encoded, headers=_FORM)
        return self._http.build_request("GET", _with_query(base_url, encoded))

    def _send(self, request: httpx2.Request, url: str) -> httpx2.Response:
        """One answer, whole, redirects followed."""
        for _ in range(_MAX_REDIRECTS + 1):
            response = self._http.send(request, stream=True)
            try:
                followed = next_request(request, response, url)
                if followed is None:
                    return self._read(response, url)
            finally:
                response.close()
            request = followed
        raise SourceRefused(url, f"redirected more than {_MAX_REDIRECTS} times")

    def _read(self, response: httpx2.Response, url: str) -> httpx2.Response:
        deadline = self.timing.now() + MAX_RESPONSE_SECONDS
        chunks, size = [], 0
        for chunk in decoded(response):
            size += len(chunk)
            if chunk:
                chunks.append(chunk)
            if size > MAX_RESPONSE_BYTES:
                reason = f"the response is larger than {MAX_RESPONSE_BYTES // 1024**2} MB"
                raise TooLarge(url, reason, b"".join(chunks[:1]))
            if self.timing.now() > deadline:
                reason = f"the response did not end in {MAX_RESPONSE_SECONDS} seconds"
                raise SourceUnavailable(url, reason, b"".join(chunks[:1]))
        headers = [(n, v) for n, v in response.headers.items() if n != "content-encoding"]
        return httpx2.Response(response.status_code, headers=headers, content=b"".join(chunks))


def _with_query(base_url: str, encoded: str) -> str:
    return f"{base_url}{'&' if '?' in base_url else '?'}{encoded}"


def _shown(base_url: str, arguments: Mapping[str, str]) -> str:
    """The URL for a person, whether by GET or by POST."""
    return _with_query(base_url, urlencode(arguments, quote_via=quote, safe=":"))


def _is_oai(body: bytes) -> bool:
    """Whether an error's body is OAI-PMH: some send the protocol's errors as HTTP's."""
    return b"OAI-PMH" in body[:4000] and _ERROR_ELEMENT.search(body) is not None


def _explained(status: int, reason: str) -> str:
    hints = {
        401: "it asks for a password",
        403: "it may block harvesters: ask its administrator to let this one in",
        404: "is the base URL right?",
        405: "it may take only the other of GET and POST",
        410: "it has gone for good",
    }
    return f"{reason}: {hints[status]}" if status in hints else reason
