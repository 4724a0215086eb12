"""Reading on where the XML is broken."""

import io
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oaipmh.protocol.parts import ReadError, ReadHeader, ReadRecord, ReadResponseDate, ReadToken
from oaipmh.protocol.reader import MalformedResponse, read_response
from oaipmh.protocol.recovery import Broken, Piece, Recovered, recover

DC_TITLE = "{http://purl.org/dc/elements/1.1/}title"
OPEN = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<{p}OAI-PMH xmlns{c}="http://www.openarchives.org/OAI/'
    '2.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">\n<{p}responseDate>2024-01-01T00:00:00Z'
    "</{p}responseDate>\n<{p}{verb}>\n"
)
CLOSE = '<{p}resumptionToken cursor="3">next</{p}resumptionToken></{p}{verb}></{p}OAI-PMH>'


def header(name: str, p: str = "") -> str:
    """A header."""
    return (
        f"<{p}header><{p}identifier>{name}</{p}identifier>"
        f"<{p}datestamp>2024-01-01</{p}datestamp></{p}header>"
    )


def record(name: str, title: str, p: str = "") -> str:
    """A record, its title as it stands."""
    return (
        f"<{p}record>{header(name, p)}<{p}metadata><dc:title>{title}</dc:title>"
        f"</{p}metadata></{p}record>\n"
    )


def page(content: str, p: str = "", verb: str = "ListRecords") -> bytes:
    """A response with this in it."""
    colon = f":{p[:-1]}" if p else ""
    return (OPEN.format(p=p, c=colon, verb=verb) + content + CLOSE.format(p=p, verb=verb)).encode()


def recovered(body: bytes) -> list[Piece]:
    """All that can be had."""
    return list(recover(io.BytesIO(body)))


def titles(pieces: list[Piece]) -> dict[str, str]:
    """Identifier and title of every record."""
    found = {}
    for piece in pieces:
        if isinstance(piece, Recovered) and isinstance(piece.part, ReadRecord):
            assert piece.part.header is not None
            assert piece.part.metadata is not None
            found[piece.part.header.identifier] = piece.part.metadata.text or ""
    return found


def broken(pieces: list[Piece]) -> list[Broken]:
    """What cannot be read."""
    return [piece for piece in pieces if isinstance(piece, Broken)]


@pytest.mark.parametrize("p", ["", "oai:"])
@pytest.mark.parametrize(
    "spoilt",
    [
        "</dc:titel>",
        "<",
        "<b>",
        "<undeclared:x/>",
        "</dc:title>",
        "]]>",
        "<a b=c/>",
        "<!-- ",
        "<?x ",
    ],
)
def test_one_bad_record_costs_no_other(p: str, spoilt: str) -> None:
    content = record("a", "A", p) + record("b", f"B{spoilt}", p) + record("c", "C", p)
    pieces = recovered(page(content, p))
    assert titles(pieces) == {"a": "A", "c": "C"}
    (bad,) = broken(pieces)
    assert bad.identifier == "b"
    assert bad.line == 6
    assert bad.raw.decode() == record("b", f"B{spoilt}", p).strip()
    assert bad.reason
    assert pieces[0] == Recovered(ReadResponseDate("2024-01-01T00:00:00Z"))
    assert pieces[-1] == Recovered(ReadToken("next", {"cursor": "3"}))


@pytest.mark.parametrize(
    ("spoilt", "meant", "repair"),
    [
        ("a\x00\x03b", "ab", "2 characters dropped"),
        ("a&#3;&#x1F;&#xFFFE;b", "ab", "3 characters dropped"),
        ("a\ufffeb", "ab", "1 characters dropped"),
        ("a&nbsp;b&eacute;", "a\u00a0b\u00e9", "2 HTML entities"),
        ("R&D & Co &c; &amp; &#38;", "R&D & Co &c; & &", "3 stray &"),
        ("&LT; &nbsp;", "< \u00a0", "2 HTML entities"),
        ("<![CDATA[a & b &nbsp; \x01]]>", "a & b &nbsp; ", "1 characters dropped"),
        ("&amp;nbsp; \x01", "&nbsp; ", "1 characters dropped"),
    ],
)
def test_what_was_meant_beyond_doubt_is_mended_and_said(
    spoilt: str, meant: str, repair: str
) -> None:
    pieces = recovered(page(record("a", spoilt) + record("b", "B")))
    assert titles(pieces) == {"a": meant, "b": "B"}
    (mended,) = [piece for piece in pieces if isinstance(piece, Recovered) and piece.repairs]
    assert len(mended.repairs) == 1
    assert mended.repairs[0].startswith(repair)


def test_bytes_that_are_not_in_the_encoding_are_not_guessed() -> None:
    body = page(record("a", "caf\u00e9") + record("b", "B")).replace("é".encode(), b"\xe9")
    pieces = recovered(body)
    assert titles(pieces) == {"b": "B"}
    assert "UTF-8" in broken(pieces)[0].reason


def test_another_encoding_is_read_as_declared() -> None:
    content = record("a", "caf\u00e9 & more") + record("b", "\u00e9<")
    body = page(content).decode().replace("UTF-8", "ISO-8859-1").encode("latin-1")
    pieces = recovered(body)
    assert titles(pieces) == {"a": "café & more"}
    assert broken(pieces)[0].identifier == "b"


@pytest.mark.parametrize("encoding", ["utf-16", "nonsense-8"])
def test_an_encoding_that_cannot_be_cut_or_is_none_is_no_crash(encoding: str) -> None:
    body = page(record("a", "A")).decode().replace("UTF-8", encoding)
    pieces = recovered(body.encode("utf-16" if encoding == "utf-16" else "utf-8"))
    assert titles(pieces) == {}


def test_records_within_records_stay_within() -> None:
    marc = "<record xmlns='http://www.loc.gov/MARC21/slim'><leader>x</leader></record>"
    pieces = recovered(page(record("a", f"A{marc}") + record("b", f"B{marc}<") + record("c", "C")))
    assert titles(pieces).keys() == {"a", "c"}
    assert [bad.identifier for bad in broken(pieces)] == ["b"]


def test_headers_of_list_identifiers_are_recovered() -> None:
    content = header("a") + header("b&nbsp;") + header("c<") + header("d")
    pieces = recovered(page(content, verb="ListIdentifiers"))
    parts = [piece.part for piece in pieces if isinstance(piece, Recovered)]
    names = [part.identifier for part in parts if isinstance(part, ReadHeader)]
    assert names == ["a", "b", "d"]
    assert len(broken(pieces)) == 1


def test_a_record_cut_off_leaves_those_before_it() -> None:
    body = page(record("a", "A") + record("b", "B"))
    pieces = recovered(body[: body.index(b"B</")])
    assert titles(pieces) == {"a": "A"}
    assert [bad.identifier for bad in broken(pieces)] == ["b"]


def test_the_last_record_without_its_end_does_not_take_the_token() -> None:
    pieces = recovered(page(record("a", "A") + record("b", "B").replace("</record>", "")))
    assert titles(pieces) == {"a": "A"}
    assert pieces[-1] == Recovered(ReadToken("next", {"cursor": "3"}))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("a&b<c", "a&b<c"),
        ("\n a b \n", "a b"),
        ("a&amp;b&lt;&amp;lt;", "a&b<&lt;"),
        ("", ""),
    ],
)
def test_a_token_that_ought_to_be_escaped_is_what_was_meant(written: str, meant: str) -> None:
    pieces = recovered(page(record("a", "A")).replace(b">next<", f">{written}<".encode()))
    assert pieces[-1] == Recovered(ReadToken(meant, {"cursor": "3"}))


def test_an_error_is_seen_in_a_response_that_is_broken_elsewhere() -> None:
    body = page("<error code='badArgument'>No &amp; no</error>").replace(
        b"<ListRecords>", b'<a "b>'
    )
    assert Recovered(ReadError("badArgument", "No & no")) in recovered(body)


@given(st.binary(max_size=300), st.integers(0, 400))
def test_whatever_is_spoilt_the_other_records_are_read_and_nothing_crashes(
    noise: bytes, place: int
) -> None:
    names = ["a", "b", "c"]
    body = page("".join(record(name, name.upper()) for name in names))
    place = min(body.index(b"<record>") + place, len(body))
    pieces = recovered(body[:place] + noise + body[place:])
    assert len({"a", "b", "c"} & titles(pieces).keys()) >= 1


@given(st.lists(st.sampled_from(["good", "bad"]), max_size=30), st.integers(1, 40))
def test_a_stream_gives_the_same_however_it_is_chopped(kinds: list[str], size: int) -> None:
    content = "".join(
        record(str(number), "<" if kind == "bad" else "x" * 3000)
        for number, kind in enumerate(kinds)
    )

    class Chopped(io.BytesIO):
        def read(self, _: int | None = -1, /) -> bytes:
            return super().read(size * 997)

    pieces = list(recover(Chopped(page(content))))
    assert len(titles(pieces)) == kinds.count("good")
    assert [bad.identifier for bad in broken(pieces)] == [
        str(number) for number, kind in enumerate(kinds) if kind == "bad"
    ]


def test_memory_is_flat_however_long_the_stream() -> None:
    one = record("a", "x" * 50_000).replace("dc:", "").encode()

    class Long(io.RawIOBase):
        left = 1000

        def read(self, size: int = -1, /) -> bytes:
            assert size > 0
            self.left -= 1
            return one if self.left > 0 else b""

    def count(source: Long) -> Iterator[Piece]:
        yield from recover(source)  # type: ignore[arg-type]

    tracemalloc.start()
    assert sum(isinstance(piece, Recovered) for piece in count(Long())) == 999
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 5_000_000


def test_real_files_give_what_the_strict_reader_gives(shared: Path) -> None:
    compared = 0
    for file in sorted((shared / "realdata").glob("oai-pmh*/*.xml")):
        with file.open("rb") as source:
            try:
                strict = [
                    part.header.identifier
                    for part in read_response(source)
                    if isinstance(part, ReadRecord) and part.header
                ]
            except MalformedResponse:
                continue
        if not strict or file.read_bytes().count(b"<OAI-PMH") > 1:
            continue
        with file.open("rb") as source:
            lax = [
                piece.part.header.identifier
                for piece in recover(source)
                if isinstance(piece, Recovered)
                and isinstance(piece.part, ReadRecord)
                and piece.part.header
            ]
        assert lax == strict, file.name
        compared += len(strict)
    assert compared > 100
