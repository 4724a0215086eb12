"""What has been made ready for a client that may be slow to read it, or may read nothing yet.

Many clients read no answer before all of their body is sent. If we waited for them to read, they
would wait for us to read on: so what they do not read goes to a temporary file.
"""

import asyncio
import os
import tempfile
import threading
from collections.abc import AsyncIterator

_IN_MEMORY_BYTES = 1024 * 1024
_CHUNK_BYTES = 64 * 1024


class Spool:
    """Bytes from threads to one coroutine, in memory while they are few.

    It is made in the event loop that reads it.
    """

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._file = tempfile.SpooledTemporaryFile(_IN_MEMORY_BYTES)  # noqa: SIM115 - `discard`
        self._lock = threading.Lock()
        self._more = asyncio.Event()
        self._place = 0
        self._ended = False
        self.is_used = False

    def write(self, chunk: bytes) -> None:
        """Add something; called in a writing thread."""
        with self._lock:
            self._file.seek(0, os.SEEK_END)
            self._file.write(chunk)
            self.is_used = True
        self._loop.call_soon_threadsafe(self._more.set)

    def end(self) -> None:
        """Say that there will be no more; called in the event loop."""
        self._ended = True
        self._more.set()

    async def chunks(self) -> AsyncIterator[bytes]:
        """All that has been written, as it comes, to the end."""
        while True:
            self._more.clear()
            while chunk := self._read():
                yield chunk
            if self._ended:
                return
            await self._more.wait()

    def discard(self) -> None:
        """Give the memory and the file back."""
        self._file.close()

    def _read(self) -> bytes:
        with self._lock:
            self._file.seek(self._place)
            chunk = self._file.read(_CHUNK_BYTES)
            self._place += len(chunk)
            if not chunk and self._place:
                self._file.seek(0)
                self._file.truncate()
                self._place = 0
            return chunk
