"""A body read in a thread, and an answer spooled for who is slow to read it."""

import asyncio
import io
from collections.abc import Awaitable, Callable
from typing import Any

import anyio
import anyio.to_thread
import pytest

from oaipmh.ingest.running import Interrupted
from oaipmh.web.api.duplex import BodyStream
from oaipmh.web.api.spool import Spool


def receiving(*messages: Any) -> Callable[[], Awaitable[Any]]:
    """What gives one message after the other, or is cancelled in waiting for it."""
    left = list(messages)

    async def receive() -> Any:
        message = left.pop(0)
        if message is None:
            raise asyncio.CancelledError
        return message

    return receive


def chunk(body: bytes, *, more: bool) -> dict[str, Any]:
    return {"type": "http.request", "body": body, "more_body": more}


def read_all(*messages: Any) -> bytes:
    async def read() -> bytes:
        stream = io.BufferedReader(BodyStream(receiving(*messages)))  # type: ignore[type-var]
        return await anyio.to_thread.run_sync(stream.read)

    return anyio.run(read)


def test_a_body_is_read_to_its_end_across_empty_chunks() -> None:
    sent = [chunk(b"a", more=True), chunk(b"", more=True), chunk(b"bc" * 9000, more=True)]
    assert read_all(*sent, chunk(b"", more=False)) == b"a" + b"bc" * 9000
    assert read_all(chunk(b"", more=False)) == b""


@pytest.mark.parametrize("end", [{"type": "http.disconnect"}, None])
def test_a_body_that_breaks_off_is_an_interruption_and_no_end(end: Any) -> None:
    with pytest.raises(Interrupted):
        read_all(chunk(b"a", more=True), end)


@pytest.mark.parametrize("size", [1, 5000, 3 * 1024 * 1024])
def test_all_that_is_spooled_comes_out_in_order(size: int) -> None:
    parts = [bytes([65 + number]) * size for number in range(5)]

    async def pass_through() -> bytes:
        spool, received = Spool(), b""

        def write() -> None:
            for part in parts:
                spool.write(part)

        worker = asyncio.create_task(anyio.to_thread.run_sync(write))
        worker.add_done_callback(lambda _: spool.end())
        async for some in spool.chunks():
            received += some
        await worker
        spool.discard()
        return received

    assert anyio.run(pass_through) == b"".join(parts)


def test_a_spool_that_is_read_gives_its_room_back() -> None:
    async def fill_and_empty() -> None:
        spool = Spool()
        chunks = spool.chunks()
        for number in range(50):
            await anyio.to_thread.run_sync(spool.write, bytes([number]))
            assert await anext(chunks) == bytes([number])
        spool.end()
        assert [some async for some in chunks] == []
        spool.discard()

    anyio.run(fill_and_empty)
