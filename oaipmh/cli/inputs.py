"""The inputs behind the paths of a command: files, folders, gzip, zip and standard input.

An archive that is broken, or that holds what cannot be unpacked, shows where it is read (see
`unpacking`), so that it does not end a run.
"""

import gzip
import io
import shutil
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from oaipmh.cli.unpacking import CANNOT_UNPACK, Counted, buffered, failing, guarded

_GZIP_MAGIC = b"\x1f\x8b"
_ZIP_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
STANDARD_INPUT = "-"
_HIDDEN = (".", "__MACOSX")


def find_inputs(paths: list[str]) -> list[str]:
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


def opened_inputs(name: str) -> Iterator[tuple[str, io.BufferedReader]]:
    """A file's bytes under its name, unpacked where it is gzip, whatever it is called.

    A zip archive gives each of its members, named `archive.zip!member`. A stream is good until the
    next is asked for.

    Raises:
        OSError: the file cannot be opened.
    """
    counted = Counted(_raw(name))
    with buffered(counted) as plain:
        magic = plain.peek(4)[:4]
        if magic[:2] == _GZIP_MAGIC:
            with (
                gzip.open(plain) as unzipped,
                guarded(unzipped, lambda: counted.bytes_read) as stream,
            ):
                yield name, stream
        elif magic in _ZIP_MAGIC:
            with _seekable(plain, name) as archive:
                yield from _members(name, archive)
        else:
            yield name, plain


def _raw(name: str) -> io.RawIOBase:
    if name == STANDARD_INPUT:
        return io.FileIO(sys.stdin.fileno(), closefd=False)
    return io.FileIO(name)


def _seekable(plain: io.BufferedReader, name: str) -> BinaryIO:
    """The archive as a file: a zip's list of members stands at its end."""
    if name != STANDARD_INPUT:
        return Path(name).open("rb")
    spooled = cast("BinaryIO", tempfile.TemporaryFile())  # noqa: SIM115 - the caller closes it
    shutil.copyfileobj(plain, spooled)
    return spooled


def _members(name: str, file: BinaryIO) -> Iterator[tuple[str, io.BufferedReader]]:
    try:
        archive = zipfile.ZipFile(file)
    except CANNOT_UNPACK as error:
        yield name, failing(f"the zip archive is broken: {error}")
        return
    with archive:
        members = [member for member in archive.infolist() if _is_wanted(member)]
        if not members:
            yield name, failing("the zip archive has no files")
        for member in members:
            with _member(archive, member) as stream:
                yield f"{name}!{member.filename}", stream


def _is_wanted(member: zipfile.ZipInfo) -> bool:
    parts = [part for part in Path(member.filename).parts if part != ".."]
    hidden = any(part.startswith(_HIDDEN) for part in parts)
    return not member.is_dir() and not hidden


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> io.BufferedReader:
    try:
        return guarded(archive.open(member), lambda: member.compress_size)
    except CANNOT_UNPACK as error:  # encrypted, packed in another way, its header broken
        return failing(f"it cannot be unpacked: {error}")
