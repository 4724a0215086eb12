"""The files behind the paths of a command: folders, gzip and standard input included."""

import gzip
import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

_GZIP_MAGIC = b"\x1f\x8b"
_BUFFER_BYTES = 256 * 1024
STANDARD_INPUT = "-"


def find_sources(paths: list[str]) -> list[str]:
    """The files that the paths name: a folder stands for all files in it, in order.

    Raises:
        FileNotFoundError: a path names nothing.
    """
    found: list[str] = []
    for path in paths:
        if path != STANDARD_INPUT and not Path(path).exists():
            raise FileNotFoundError(f"There is no file or folder {path}")
        found += _files(path)
    return found


def _files(path: str) -> list[str]:
    if path == STANDARD_INPUT or not Path(path).is_dir():
        return [path]
    files = (file for file in Path(path).rglob("*") if file.is_file())
    return sorted(str(file) for file in files if not file.name.startswith("."))


@contextmanager
def opened_source(source: str) -> Iterator[io.BufferedReader]:
    """A source's bytes, unzipped where they are gzip, whatever it is called."""
    with io.BufferedReader(_raw(source), _BUFFER_BYTES) as plain:
        if plain.peek(2)[:2] == _GZIP_MAGIC:
            with gzip.open(plain) as unzipped:  # it peeks and reads as a BufferedReader does
                yield cast("io.BufferedReader", unzipped)
        else:
            yield cast("io.BufferedReader", plain)


def _raw(source: str) -> io.RawIOBase:
    if source == STANDARD_INPUT:
        return io.FileIO(sys.stdin.fileno(), closefd=False)
    return io.FileIO(source)
