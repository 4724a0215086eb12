"""The base URL: GET, POST and HEAD as OAI-PMH 2.0, section 3.1, wants them.

A plain ASGI endpoint: FastAPI would validate arguments its own way and answer harvesters in JSON.
Reads of an embedded store run here, since they take less than a thread's hop; whatever waits for a
lock or a network runs in a thread. docs/adr/0002-sync-store.md has the figures.
"""

import asyncio
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar

import structlog
from starlette.datastructures import Headers
from starlette.types import Receive, Scope, Send

from oaipmh.protocol.errors import OAIErrors
from oaipmh.protocol.request import Request, parse_request
from oaipmh.protocol.response import Response
from oaipmh.protocol.writer import write_response
from oaipmh.provider.answer import answer, refuse
from oaipmh.provider.ports import ReadStore, StoreUnavailable
from oaipmh.provider.repository import Repository
from oaipmh.web.compression import (
    FIRST_PIECE_BYTES,
    Pieces,
    gzip_pieces,
    gzip_whole,
    wants_gzip,
)
from oaipmh.web.pairs import decode_pairs
from oaipmh.web.problems import BUG_LINE

MAX_QUERY_BYTES = 8 * 1024
MAX_BODY_BYTES = 64 * 1024
_FORM = "application/x-www-form-urlencoded"
_XML = "text/xml; charset=UTF-8"
_TEXT = "text/plain; charset=UTF-8"

# D-Net, the most impatient of harvesters, waits 30 seconds for a page.
_PATIENCE_SECONDS = 10
_LOGGED_ARGUMENTS = 10
_LOGGED_CHARACTERS = 300

T = TypeVar("T")
_threads = ThreadPoolExecutor(max_workers=10, thread_name_prefix="store")
_log = structlog.get_logger("oaipmh.request")
_problem_log = structlog.get_logger("oaipmh.problem")


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
        self._moves: dict[bool, asyncio.Task[int]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, one answer, one line in the log."""
        started = time.perf_counter()
        headers = Headers(scope=scope)
        facts: dict[str, Any] = {"client": _client(scope), "method": scope["method"]}
        try:
            pairs = await _read_pairs(scope, headers, receive)
            facts["arguments"] = _shortened(pairs)
            body: bytes | Pieces = (xml := await self._xml(pairs, facts))
            status, sent_headers = 200, {"content-type": _XML, "vary": "Accept-Encoding"}
            if wants_gzip(headers):
                sent_headers["content-encoding"] = "gzip"
                body = gzip_pieces(xml) if _go_in_pieces(scope, xml) else gzip_whole(xml)
        except HTTPProblem as problem:
            status, body = problem.status, problem.line.encode() + b"\n"
            sent_headers = {"content-type": _TEXT, **problem.headers}
        except Exception as error:  # noqa: BLE001 - whatever it is, its harvester is answered
            _problem_log.error("bug", exc_info=error)
            status, body, sent_headers = 500, BUG_LINE.encode() + b"\n", {"content-type": _TEXT}
        if isinstance(body, bytes):
            sent = await _send(send, scope["method"], status, sent_headers, body)
        else:
            sent = await _send_pieces(send, status, sent_headers, body)
        _log.info(
            "request",
            **facts,
            status=status,
            bytes=sent,
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
                facts["unavailable"] = error.detail or str(error)
                headers = {"retry-after": str(error.retry_after)}
                raise HTTPProblem(503, str(error), headers) from error
        facts |= _outcome(response)
        return write_response(response)

    async def _answer(self, request: Request, now: int) -> Response:
        moved_to = await self._move_clock(request, now) if request.moves_clock else 0
        return await self._read(
            partial(answer, request, self._repository, self._store, now, moved_to=moved_to)
        )

    async def _read(self, read: Callable[[], T]) -> T:
        """Read here what takes microseconds, and in a thread what may take long."""
        return read() if self._store.is_local else await _in_thread(read)

    async def _move_clock(self, request: Request, now: int) -> int:
        """Have the clock moved up to now, and say where; those who ask meanwhile share one move."""
        opens_list = request.opens_list
        is_moved = partial(self._store.clock_is_moved, now, opens_list=opens_list)
        if await self._read(is_moved):
            return now
        move = self._moves.get(opens_list)
        if move is None or move.done():
            move = asyncio.create_task(
                _in_thread(partial(self._store.move_clock, opens_list=opens_list))
            )
            # Its failure is for those who wait; when all have hung up, it is nobody's.
            move.add_done_callback(lambda done: done.cancelled() or done.exception())
            self._moves[opens_list] = move
        return await asyncio.shield(move)


async def _in_thread(work: Callable[[], T]) -> T:
    """Run what may wait, but answer in time even if it does not come back.

    Raises:
        StoreUnavailable: it has not, in ten seconds.
    """
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS) as patience:
            return await asyncio.get_running_loop().run_in_executor(_threads, work)
    except TimeoutError:
        if not patience.expired():
            raise
    raise StoreUnavailable("The database does not answer")


def _client(scope: Scope) -> str | None:
    client = scope.get("client")
    return client[0] if client else None


def _shortened(pairs: Sequence[tuple[str | None, str | None]]) -> list[tuple[str | None, ...]]:
    """The arguments as the log has them, however many and long they are."""
    return [
        tuple(text[:_LOGGED_CHARACTERS] if text else text for text in pair)
        for pair in pairs[:_LOGGED_ARGUMENTS]
    ]


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


def _go_in_pieces(scope: Scope, xml: bytes) -> bool:
    """Whether it is worth it, and its end can be told without its length."""
    return (
        len(xml) > FIRST_PIECE_BYTES
        and scope["method"] != "HEAD"
        and scope["http_version"] != "1.0"
    )


async def _send(send: Send, method: str, status: int, headers: dict[str, str], body: bytes) -> int:
    """Send an answer whole; how many bytes it has."""
    await _start(send, status, headers | {"content-length": str(len(body))})
    await send({"type": "http.response.body", "body": b"" if method == "HEAD" else body})
    return len(body)


async def _send_pieces(send: Send, status: int, headers: dict[str, str], pieces: Pieces) -> int:
    """Send an answer as it is made: while one piece is compressed, the one before is unpacked."""
    sent = 0
    await _start(send, status, headers)
    for piece, more in pieces:
        await send({"type": "http.response.body", "body": piece, "more_body": more})
        await asyncio.sleep(0)  # uvloop writes when its loop comes round
        sent += len(piece)
    return sent


async def _start(send: Send, status: int, headers: dict[str, str]) -> None:
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": status, "headers": raw})
