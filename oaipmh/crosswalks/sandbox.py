"""A stylesheet, compiled, and the process it runs in, which can open nothing and lives in bounds.

The process runs this file by its path: it loads lxml, and nothing of ours. It reads frames, four
bytes of length and as many bytes: the stylesheet, then item after item. It answers each item by a
frame: a byte that says what it is (`MADE`, `NOTHING`, `FAILED`), and XML or words. See ADR 15.
"""

import resource
import signal
import struct
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import IO

from lxml import etree

MADE, NOTHING, FAILED = b"M", b"N", b"F"
"""An element was made; none was, and the words say why; the stylesheet went wrong, and how."""

CPU_SECONDS = 2.0
"""What one item may take of a processor: whoever takes more is ended by the kernel, in C code too.

No clock on the wall: an item must not leave a format because the machine is busy.
"""
MEMORY_BYTES = 512 * 1024 * 1024
RESULT_BYTES = 4 * 1024 * 1024
# OAI-PMH, ListRecords, record, metadata: parsers read no more than 256 levels.
_LEVELS_ABOVE = 4

_XSL = "{http://www.w3.org/1999/XSL/Transform}"
_LENGTH = struct.Struct(">I")
_STANDARD_STREAMS = 3
_PLACE = ("runtime error", "compilation error")


class BadStylesheet(ValueError):
    """It is no stylesheet that can be used here; the message is one line: where, and why."""


def compile_stylesheet(source: bytes) -> etree.XSLT:
    """The stylesheet, which may read and write nothing.

    Raises:
        BadStylesheet: it is not XML or XSLT, or does what none may do here.
    """
    etree.clear_error_log()
    try:
        tree = etree.ElementTree(etree.fromstring(source, _parser()))
        _refuse_parts(tree)
        return etree.XSLT(tree, access_control=etree.XSLTAccessControl.DENY_ALL)
    except etree.XMLSyntaxError as error:
        raise BadStylesheet(f"line {error.lineno}: it is not XML: {_why(error)}") from None
    except etree.XSLTParseError as error:
        raise BadStylesheet(_told(error)) from None


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


def _why(error: etree.XMLSyntaxError) -> str:
    return (error.msg or "it is empty").partition(", line ")[0]


def _refuse_parts(tree: etree._ElementTree) -> None:
    if tree.docinfo.doctype:
        raise BadStylesheet("line 1: it has a DOCTYPE, which a stylesheet may not have here")
    for part in tree.iter(f"{_XSL}include", f"{_XSL}import"):
        name = str(part.tag).removeprefix(_XSL)
        raise BadStylesheet(f"line {part.sourceline}: xsl:{name}: a stylesheet is one file here")


def _told(error: etree.LxmlError) -> str:
    """What went wrong, in one line, with its line in the stylesheet if that is known."""
    entries = list(error.error_log)
    lines = [one.line for one in entries if one.line and one.domain_name == "XSLT"]
    said = [one.message for one in entries if not one.message.startswith(_PLACE)]
    words = " ".join((said[0] if said else str(error)).split())
    return f"line {lines[0]}: {words}" if lines else words


def apply_stylesheet(transform: etree.XSLT, item: bytes) -> tuple[bytes, bytes]:
    """What the stylesheet makes of an item: the kind of answer, and XML or words."""
    etree.clear_error_log()
    try:
        kind, content = _apply(transform, item)
    except etree.XSLTApplyError as error:
        kind, content = FAILED, _told(error).encode()
    except MemoryError:
        return FAILED, f"it wants more than {MEMORY_BYTES >> 20} MB of memory".encode()
    except Exception as error:  # noqa: BLE001 - EXSLT raises what it likes, and other items go on
        kind, content = FAILED, f"{type(error).__name__}: {error}".encode()
    if len(content) > RESULT_BYTES:
        return FAILED, f"it makes more than {RESULT_BYTES >> 20} MB".encode()
    return kind, content


def _apply(transform: etree.XSLT, item: bytes) -> tuple[bytes, bytes]:
    root = transform(etree.fromstring(item, etree.XMLParser(huge_tree=True))).getroot()
    if root is None:
        said = [" ".join(one.message.split()) for one in transform.error_log]
        return NOTHING, "\n".join(said).encode()
    if any(isinstance(one.tag, str) for one in root.itersiblings()):
        return FAILED, b"it makes more than one root element"
    xml = etree.tostring(root, encoding="UTF-8", with_tail=False)
    if len(xml) <= RESULT_BYTES and (why := _unreadable(xml)):
        return FAILED, f"it makes what cannot be read as XML: {why}".encode()
    return MADE, xml


def _unreadable(xml: bytes) -> str | None:
    """Why a harvester could not read it in a response, however escaped or deep; None if it can."""
    levels = _LEVELS_ABOVE
    try:
        etree.fromstring(b"<a>" * levels + xml + b"</a>" * levels, _parser())
    except etree.XMLSyntaxError as error:
        return _why(error)
    return None


def write_frame(stream: IO[bytes], content: bytes) -> None:
    """Send a frame."""
    stream.write(_LENGTH.pack(len(content)) + content)
    stream.flush()


def read_frame(stream: IO[bytes]) -> bytes | None:
    """Receive a frame; None when the other side has ended."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    content = stream.read(length)
    return content if len(content) == length else None


def _confine() -> None:
    """Open no file or socket, start no process, write no file, take no more memory from now on."""
    limits = {
        resource.RLIMIT_NOFILE: _STANDARD_STREAMS,
        resource.RLIMIT_NPROC: 0,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_AS: MEMORY_BYTES,
    }
    for kind, most in limits.items():
        with suppress(ValueError, OSError):  # not every system has every limit
            resource.setrlimit(kind, (most, most))


@contextmanager
def _in_time() -> Iterator[None]:
    signal.setitimer(signal.ITIMER_PROF, CPU_SECONDS)
    yield
    signal.setitimer(signal.ITIMER_PROF, 0)


def _serve() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    stylesheet = read_frame(requests)
    if stylesheet is None:
        return
    transform = compile_stylesheet(stylesheet)
    _confine()
    while (item := read_frame(requests)) is not None:
        with _in_time():
            kind, content = apply_stylesheet(transform, item)
        write_frame(answers, kind + content)


if __name__ == "__main__":
    _serve()
