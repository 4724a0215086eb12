"""An answer that is sent while the body it is about still comes in: ASGI here, files there.

The body is asked for only as it is read, so what the reader does not take, the client cannot send.
"""

import asyncio
import io
from collections.abc import Callable
from concurrent.futures import CancelledError
from functools import partial

import anyio
import anyio.from_thread
import anyio.to_thread
from starlette.responses import StreamingResponse
from starlette.types import Message, Receive, Scope, Send

from oaipmh.ingest.running import Interrupted
from oaipmh.web.api.spool import Spool


class BodyStream(io.RawIOBase):
    """A request's body as a file, read in a thread."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._waiting = memoryview(b"")
        self._ended = False

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Read some bytes; none at the end of the body.

        Raises:
            Interrupted: the client has gone, or this server is stopping, before that.
        """
        while not self._waiting and not self._ended:
            self._receive_more()
        size = min(len(buffer), len(self._waiting))
        buffer[:size] = self._waiting[:size]
        self._waiting = self._waiting[size:]
        return size

    async def _next(self) -> Message:
        return await self._receive()

    def _receive_more(self) -> None:
        try:
            message = anyio.from_thread.run(self._next)
        except (CancelledError, asyncio.CancelledError):
            raise Interrupted("this server has been stopped") from None
        if message["type"] == "http.disconnect":
            raise Interrupted("the client has gone")
        self._waiting = memoryview(message.get("body", b""))
        self._ended = not message.get("more_body", False)


class Conversation(StreamingResponse):
    """What `work`, in a thread, writes to the spool while it reads the body.

    Until it has written, nothing is sent: what it raises is answered as it would be elsewhere.
    """

    def __init__(
        self,
        work: Callable[[BodyStream, Spool], None],
        media_type: str,
        limiter: anyio.CapacityLimiter,
    ) -> None:
        self._spool = Spool()
        super().__init__(self._spool.chunks(), media_type=media_type)
        self._work = work
        self._limiter = limiter

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - ASGI's
        """Answer one request."""
        work = partial(self._work, BodyStream(receive), self._spool)
        worker = asyncio.create_task(anyio.to_thread.run_sync(work, limiter=self._limiter))
        worker.add_done_callback(lambda _: self._spool.end())
        try:
            await self._send(worker, send)
        except Interrupted:
            return  # there is nobody to answer
        finally:
            worker.cancel()
            if worker.done():
                self._spool.discard()

    async def _send(self, worker: asyncio.Task[None], send: Send) -> None:
        started = False
        async for chunk in self._spool.chunks():
            if not started:
                started = True
                headers = {"status": self.status_code, "headers": self.raw_headers}
                await send({"type": "http.response.start", **headers})
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
        await worker
        await send({"type": "http.response.body", "body": b""})
