"""Unpacked streams that can be trusted: what unpacks to far more than it is fails as it is read.

Whatever goes wrong shows as an OSError, in words, to whoever reads the stream.
"""

import io
import lzma
import zipfile
import zlib
from collections.abc import Callable
from typing import Protocol, cast

MAX_EXPANSION = 200
ALWAYS_ALLOWED_BYTES = 64 * 1024 * 1024
CANNOT_UNPACK = (
    zipfile.BadZipFile,
    NotImplementedError,
    RuntimeError,
    EOFError,
    ValueError,
    zlib.error,
    lzma.LZMAError,
)
_BUFFER_BYTES = 256 * 1024


class Unpacked(Protocol):
    """What gzip and zipfile open."""

    def read1(self, size: int = -1, /) -> bytes:
        """Some bytes; none at the end."""

    def seekable(self) -> bool:
        """Whether it can be read again."""

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        """Go to a place."""

    def close(self) -> None:
        """Free what it holds."""


def buffered(raw: io.RawIOBase) -> io.BufferedReader:
    """A raw stream with a buffer to look ahead in."""
    return cast("io.BufferedReader", io.BufferedReader(raw, _BUFFER_BYTES))


def guarded(unpacked: object, packed_bytes: Callable[[], int]) -> io.BufferedReader:
    """An unpacked stream that fails beyond 200 times its packed bytes, if it is over 64 MB."""
    return buffered(_Guarded(cast("Unpacked", unpacked), packed_bytes))


def failing(reason: str) -> io.BufferedReader:
    """A stream that cannot be read, and why."""
    return buffered(_Failing(reason))


class Counted(io.RawIOBase):
    """A raw stream that counts its bytes."""

    def __init__(self, raw: io.RawIOBase) -> None:
        self._raw = raw
        self.bytes_read = 0

    def readable(self) -> bool:
        """It is for reading."""
        return True

    def seekable(self) -> bool:
        """Whether it can be read again."""
        return self._raw.seekable()

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        """Go to a place."""
        return self._raw.seek(offset, whence)

    def readinto(self, buffer: bytearray) -> int | None:  # type: ignore[override]
        """Read on."""
        count = self._raw.readinto(buffer)
        self.bytes_read += count or 0
        return count

    def close(self) -> None:
        """Close what it reads from."""
        self._raw.close()
        super().close()


class _Guarded(io.RawIOBase):
    def __init__(self, unpacked: Unpacked, packed_bytes: Callable[[], int]) -> None:
        self._unpacked = unpacked
        self._packed_bytes = packed_bytes
        self._bytes = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self._unpacked.seekable()

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        self._bytes = self._unpacked.seek(offset, whence)
        return self._bytes

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        try:
            chunk = self._unpacked.read1(len(buffer))
        except CANNOT_UNPACK as error:
            raise OSError(str(error)) from None
        self._bytes += len(chunk)
        if self._bytes > max(ALWAYS_ALLOWED_BYTES, MAX_EXPANSION * self._packed_bytes()):
            raise OSError(
                f"it unpacks to more than {MAX_EXPANSION} times its size and"
                f" {ALWAYS_ALLOWED_BYTES // 1024**2} MB; if it is to be trusted, unpack it first"
            )
        buffer[: len(chunk)] = chunk
        return len(chunk)

    def close(self) -> None:
        self._unpacked.close()
        super().close()


class _Failing(io.RawIOBase):
    def __init__(self, reason: str) -> None:
        self._reason = reason

    def readable(self) -> bool:
        return True

    def readinto(self, _: bytearray) -> int:  # type: ignore[override]
        raise OSError(self._reason)
