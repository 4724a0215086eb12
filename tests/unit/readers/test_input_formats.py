"""Which reader takes a file, judged by how it begins."""

import io
import zlib

import pytest

from oaipmh.readers.incoming import IncomingItem, Unreadable
from oaipmh.readers.input_formats import detect, read

LINE = b'{"identifier": "oai:x.org:1"}'
HEADER = (
    '<header status="deleted"><identifier>oai:x.org:1</identifier>'
    "<datestamp>2024-01-01</datestamp></header>"
)
XML = f"<?xml version='1.0'?>{HEADER}".encode()


def stream(content: bytes) -> io.BufferedReader:
    """A stream of bytes."""
    return io.BufferedReader(io.BytesIO(content))


@pytest.mark.parametrize(
    "content",
    [
        LINE,
        b"\xef\xbb\xbf" + LINE,
        b"\n\n  " + LINE,
        XML,
        HEADER.encode(),
        b"\xef\xbb\xbf" + XML,
        b"\n " + HEADER.encode(),
        HEADER.encode("utf-16"),
    ],
)
def test_the_format_is_found_by_how_the_file_begins(content: bytes) -> None:
    (item,) = read(stream(content))
    assert isinstance(item, IncomingItem)
    assert item.identifier == "oai:x.org:1"


def test_a_format_that_is_given_is_not_looked_for() -> None:
    (unreadable,) = read(stream(XML), "jsonl")
    assert isinstance(unreadable, Unreadable)
    assert "not JSON" in unreadable.reason


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"%PDF-1.7", "PDF"),
        (b"PK\x03\x04", "archive in an archive"),
        (b"\x1f\x8b\x08", "gzip in gzip"),
        ("title: x".encode("utf-16"), "save it as UTF-8"),
        (
            b"title is none",
            "XML, MARC 21, DataCite JSON, JSON Lines, CSV or TSV with columns such as title",
        ),
        (b'"a"', "XML, MARC 21, DataCite JSON, JSON Lines, CSV or TSV with columns such as title"),
        (
            b"\0" * 100,
            "XML, MARC 21, DataCite JSON, JSON Lines, CSV or TSV with columns such as title",
        ),
    ],
)
def test_a_file_of_another_kind_is_unreadable_and_its_beginning_is_kept(
    content: bytes, said: str
) -> None:
    (unreadable,) = read(stream(content))
    assert isinstance(unreadable, Unreadable)
    assert unreadable.raw == content
    assert said in unreadable.reason


@pytest.mark.parametrize("name", ["oai", "eprints", "marcxml", "datacite", "mods", "mets", "xml"])
def test_the_vocabularies_of_xml_are_names_of_one_format(name: str) -> None:
    (item,) = read(stream(XML), name)
    assert isinstance(item, IncomingItem)


def test_detecting_a_format_consumes_nothing() -> None:
    source = stream(LINE)
    assert detect(source) == "jsonl"
    assert source.read() == LINE


def test_an_empty_file_has_nothing_that_could_be_refused() -> None:
    assert list(read(stream(b""))) == []


@pytest.mark.parametrize(
    "error",
    [EOFError("ended early"), OSError("disk failed"), zlib.error("bad code")],
    ids=lambda error: type(error).__name__,
)
def test_a_source_that_fails_midway_keeps_what_was_read_and_says_so(error: Exception) -> None:
    content = LINE + b"\n" + LINE.replace(b"1", b"2") + b"\n"
    found = list(read(io.BufferedReader(_Failing(content, error)), "jsonl"))
    assert [type(one) for one in found] == [IncomingItem, IncomingItem, Unreadable]
    assert isinstance(found[-1], Unreadable)
    assert str(error) in found[-1].reason


class _Failing(io.RawIOBase):
    """Gives some bytes, then fails."""

    def __init__(self, content: bytes, error: Exception) -> None:
        self._content = content
        self._error = error

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:
        if not self._content:
            raise self._error
        size = min(len(buffer), len(self._content))
        buffer[:size], self._content = self._content[:size], self._content[size:]
        return size


def test_a_source_is_read_as_it_comes_and_not_before() -> None:
    source = _Failing((LINE + b"\n") * 100, AssertionError("read too far"))
    found = read(io.BufferedReader(source, 512))
    assert isinstance(next(found), IncomingItem)
