"""The base URL: GET, POST and HEAD as OAI-PMH 2.0, section 3.1, wants them.

A plain ASGI endpoint: FastAPI would validate arguments its own way and answer harvesters in JSON.
Reads of an embedded store run here, since they take less than a thread's hop; whatever waits for a
lock or a network runs in a thread. docs/adr/0002-sync-store.md has the figures.
"""

import time
from collections.abc import Sequence
from typing import Any

import structlog
from isal import igzip
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.types import Receive, Scope, Send

from oaipmh.protocol.errors import OAIErrors
from oaipmh.protocol.request import Request, parse_request
from oaipmh.protocol.response import Response
from oaipmh.protocol.writer import write_response
from oaipmh.provider.answer import answer, refuse
from oaipmh.provider.ports import ReadStore, StoreUnavailable
from oaipmh.provider.repository import Repository
from oaipmh.web.pairs import decode_pairs

MAX_QUERY_BYTES = 8 * 1024
MAX_BODY_BYTES = 64 * 1024
_GZIP_LEVEL = 1  # of isal: 500 MB/s, and 4.5 times smaller
_FORM = "application/x-www-form-urlencoded"
_XML = "text/xml; charset=UTF-8"
_TEXT = "text/plain; charset=UTF-8"

_log = structlog.get_logger("oaipmh.request")


class HTTPProblem(Exception):
    """An answer below the protocol: a status, one plain line, perhaps further headers."""

    def __init__(self, status: int, line: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(line)
        self.status = status
        self.line = line
        self.headers = headers or {}


class OAIEndpoint:
    """Answers harvesters."""

    def __init__(self, repository: Repository, store: ReadStore) -> None:
        self._repository = repository
        self._store = store

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, one answer, one line in the log."""
        started = time.perf_counter()
        headers = Headers(scope=scope)
        facts: dict[str, Any] = {"method": scope["method"]}
        try:
            pairs = await _read_pairs(scope, headers, receive)
            facts["arguments"] = pairs
            status, sent_headers, body = 200, {"content-type": _XML}, await self._xml(pairs, facts)
            if _wants_gzip(headers):
                body = igzip.compress(body, compresslevel=_GZIP_LEVEL)
                sent_headers["content-encoding"] = "gzip"
            sent_headers["vary"] = "Accept-Encoding"
        except HTTPProblem as problem:
            status, body = problem.status, problem.line.encode() + b"\n"
            sent_headers = {"content-type": _TEXT, **problem.headers}
        await _send(send, scope["method"], status, sent_headers, body)
        _log.info(
            "request",
            **facts,
            status=status,
            bytes=len(body),
            milliseconds=round((time.perf_counter() - started) * 1000, 2),
            user_agent=headers.get("user-agent", ""),
        )

    async def _xml(
        self, pairs: Sequence[tuple[str | None, str | None]], facts: dict[str, Any]
    ) -> bytes:
        now = int(time.time())
        try:
            request = parse_request(pairs, self._repository.granularity)
        except OAIErrors as errors:
            response = refuse(errors, self._repository, now)
        else:
            facts["verb"] = request.verb
            try:
                response = await self._answer(request, now)
            except StoreUnavailable as error:
                raise HTTPProblem(
                    503, str(error), {"retry-after": str(error.retry_after)}
                ) from error
        facts |= _outcome(response)
        return write_response(response)

    async def _answer(self, request: Request, now: int) -> Response:
        if not self._store.is_local:
            return await run_in_threadpool(self._answer_blocking, request, now)
        if not self._clock_is_moved(request, now):
            await run_in_threadpool(self._store.move_clock, opens_list=request.opens_list)
        return answer(request, self._repository, self._store, now)

    def _answer_blocking(self, request: Request, now: int) -> Response:
        if not self._clock_is_moved(request, now):
            self._store.move_clock(opens_list=request.opens_list)
        return answer(request, self._repository, self._store, now)

    def _clock_is_moved(self, request: Request, now: int) -> bool:
        if not request.moves_clock:
            return True
        return self._store.clock_is_moved(now, opens_list=request.opens_list)


def _outcome(response: Response) -> dict[str, Any]:
    """What the log says of an answer."""
    if isinstance(response.content, Sequence):
        return {"errors": [error.code for error in response.content]}
    records = getattr(response.content, "records", None)
    return {} if records is None else {"records": len(records)}


async def _read_pairs(
    scope: Scope, headers: Headers, receive: Receive
) -> list[tuple[str | None, str | None]]:
    """The arguments: of the query, and of a POST's body (section 3.1.1.2).

    Raises:
        HTTPProblem: the method is none of ours, or there is too much to read.
    """
    method, query = scope["method"], scope["query_string"]
    if method not in ("GET", "HEAD", "POST"):
        raise HTTPProblem(405, "Use GET, POST or HEAD", {"allow": "GET, HEAD, POST"})
    if len(query) > MAX_QUERY_BYTES:
        raise HTTPProblem(414, f"The query is longer than {MAX_QUERY_BYTES} bytes: use POST")
    if method != "POST":
        return decode_pairs(query)
    body = await _read_body(receive)
    is_form = headers.get("content-type", "").partition(";")[0].strip().lower() == _FORM
    return decode_pairs(query) + (decode_pairs(body) if is_form else [])


async def _read_body(receive: Receive) -> bytes:
    body = b""
    more = True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > MAX_BODY_BYTES:
            raise HTTPProblem(
                413, f"The body is longer than {MAX_BODY_BYTES} bytes", {"connection": "close"}
            )
    return body


def _wants_gzip(headers: Headers) -> bool:
    """Whether Accept-Encoding asks for gzip (section 3.1.3, RFC 9110 section 12.5.3)."""
    for entry in headers.get("accept-encoding", "").lower().split(","):
        coding, *parameters = (part.strip() for part in entry.split(";"))
        if coding in ("gzip", "x-gzip"):
            return not any(_is_zero(parameter) for parameter in parameters)
    return False


def _is_zero(parameter: str) -> bool:
    name, _, value = parameter.partition("=")
    return name.strip() == "q" and value.strip().rstrip("0").rstrip(".") in ("", "0")


async def _send(send: Send, method: str, status: int, headers: dict[str, str], body: bytes) -> None:
    headers["content-length"] = str(len(body))
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": status, "headers": raw})
    await send({"type": "http.response.body", "body": b"" if method == "HEAD" else body})
