"""The input formats there are, and which of them a source is in."""

import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BufferedReader
from typing import BinaryIO

from oaipmh.readers import csv_, datacite_json, jsonl, marc21, oai
from oaipmh.readers.eprints import SubjectTree
from oaipmh.readers.incoming import Incoming, Unreadable


@dataclass(frozen=True, slots=True)
class InputFormat:
    """A format: its names, how a file in it begins, and what reads it."""

    names: tuple[str, ...]
    title: str
    looks_like: Callable[[bytes], bool]
    read: Callable[[BinaryIO], Iterator[Incoming]]


# In this order a file's beginning is shown to them.
FORMATS = (
    InputFormat(
        ("xml", "oai", "eprints", "marcxml", "datacite", "mods", "mets"),
        "XML",
        oai.looks_like,
        oai.read,
    ),
    InputFormat(("marc21",), "MARC 21", marc21.looks_like, marc21.read),
    InputFormat(("datacite-json",), "DataCite JSON", datacite_json.looks_like, datacite_json.read),
    InputFormat(("jsonl",), "JSON Lines", jsonl.looks_like, jsonl.read),
    InputFormat(
        ("csv", "tsv"), "CSV or TSV with columns such as title", csv_.looks_like, csv_.read
    ),
)
READERS: dict[str, Callable[[BinaryIO], Iterator[Incoming]]] = {
    name: known.read for known in FORMATS for name in known.names
}

# What people try to load by mistake.
_OTHER_KINDS = {
    b"%PDF": "a PDF document, which holds no metadata that can be read",
    b"PK\x03\x04": "an archive in an archive, which is not opened: unpack it first",
    b"\x1f\x8b": "gzip in gzip or in an archive, which is not opened: unpack it first",
    b"\xff\xfe": "text in UTF-16: save it as UTF-8",
    b"\xfe\xff": "text in UTF-16: save it as UTF-8",
}
_KEPT_BYTES = 1000
CANNOT_READ = (EOFError, OSError, zlib.error)
"""What a broken gzip and a failing disk raise."""


def read(
    source: BufferedReader, input_format: str = "auto", subjects: SubjectTree | None = None
) -> Iterator[Incoming]:
    """Yield what a source holds in the format given; `auto` looks at how it begins.

    `subjects` are what the sources before it told of EPrints' subjects.
    """
    try:
        name = detect(source) if input_format == "auto" else input_format
        beginning = _beginning(source)
        if name is not None:
            reader = READERS[name]
            yield from oai.read(source, subjects) if reader is oai.read else reader(source)
        elif beginning:
            yield Unreadable("start", beginning[:_KEPT_BYTES], _reason(beginning))
    except CANNOT_READ as error:
        yield Unreadable("end", b"", f"reading failed: {error}; what stands before was taken")


def detect(source: BufferedReader) -> str | None:
    """The format of a source, by how it begins; None when it is none that can be read.

    Nothing of the source is consumed but white space before it begins.
    """
    beginning = _beginning(source)
    found = (known.names[0] for known in FORMATS if known.looks_like(beginning))
    return next(found, None)


def _beginning(source: BufferedReader) -> bytes:
    """The first bytes, beyond whatever is only white space; none at the end of the source."""
    while (beginning := source.peek(1)) and not beginning.strip():
        source.read(len(beginning))
    return beginning


def _reason(beginning: bytes) -> str:
    for sign, kind in _OTHER_KINDS.items():
        if beginning.startswith(sign):
            return f"this is {kind}"
    titles = ", ".join(known.title for known in FORMATS)
    return f"this begins as no format that can be read; those are {titles}"
