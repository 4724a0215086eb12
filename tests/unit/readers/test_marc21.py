"""MARC 21 binary: streams of records, some of them broken."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymarc import Field, Record

from oaipmh.readers import marc21
from oaipmh.readers.incoming import Incoming, IncomingItem, Unreadable
from tests.support.marc import marc_record


def utf8(number: str, title: str = "Über Licht") -> bytes:
    """A record in UTF-8."""
    raw: bytes = marc_record(f"245 10 $a{title}", number=number).as_marc()
    return raw


def with_bytes(text: bytes, *, says_utf8: bool) -> bytes:
    """A record whose title is these bytes, whatever its leader says of them."""
    record = Record(to_unicode=False, leader="00000nam  2200000 i 4500")
    record.fields += [Field("001", data="1"), *marc_record("245 10 $ax").get_fields("245")]
    subfield = record["245"].subfields[0]
    record["245"].subfields = [subfield._replace(value=text.decode("latin-1"))]
    raw: bytes = record.as_marc()
    return raw[:9] + (b"a" if says_utf8 else b" ") + raw[10:]


def read(content: bytes) -> list[Incoming]:
    """What a stream holds."""
    return list(marc21.read(io.BytesIO(content)))


def title(content: bytes) -> str:
    """The title of the only record in the stream."""
    (item,) = read(content)
    assert isinstance(item, IncomingItem)
    return item.description[0].value


def test_records_follow_one_another_each_with_its_own_bytes() -> None:
    first, second = utf8("1"), utf8("2")
    one, two = read(first + b"\r\n" + second + b"\x1a")
    assert isinstance(one, IncomingItem)
    assert isinstance(two, IncomingItem)
    assert (one.position, one.identifier, one.local, one.raw) == ("record 1", "1", True, first)
    assert (two.position, two.identifier, two.raw) == ("record 2", "2", second)


def test_utf8_is_read_where_the_leader_says_so() -> None:
    assert title(utf8("1")) == "Über Licht"


@pytest.mark.parametrize(
    ("marc8", "text"),
    [
        (b"Universit\xe2e", "Université"),  # the accent stands before its letter
        (b"\xe8Uber Licht", "Über Licht"),
        (b"\x1b(NpRAWDA\x1b(B", "Правда"),
        (b"\x1bg\x62\x1bs-particles", "β-particles"),
    ],
)
def test_marc_8_is_read_where_the_leader_does_not_say_utf8(marc8: bytes, text: str) -> None:
    assert title(with_bytes(marc8, says_utf8=False)) == text


def test_utf8_that_is_not_marked_is_recognised_and_told() -> None:
    (item,) = read(with_bytes("Universität".encode(), says_utf8=False))
    assert isinstance(item, IncomingItem)
    assert item.description[0].value == "Universität"
    assert "UTF-8" in item.repairs[0]


def test_characters_that_marc_8_has_not_are_told() -> None:
    (item,) = read(with_bytes(b"Universit\xfft", says_utf8=False))
    assert isinstance(item, IncomingItem)
    assert "0xFF" in item.repairs[0]


def test_text_that_is_not_what_the_leader_says_is_refused_with_the_remedy() -> None:
    (refused,) = read(with_bytes(b"Universit\xe9", says_utf8=True))
    assert isinstance(refused, Unreadable)
    assert "the leader says UTF-8" in refused.reason


BROKEN = [
    (utf8("1")[:12] + b"xxxxx" + utf8("1")[17:], "structure is broken"),
    (b"99999" + utf8("1")[5:], "structure is broken"),
    (b"garbage\x1d", "structure is broken"),
    (utf8("1").replace(b"\x1fa", b"\x1f\xc3"), "subfield's code"),
    (utf8("1").replace(b"nam", b"nzm"), "authority record"),
]


@pytest.mark.parametrize(("broken", "reason"), BROKEN)
def test_a_broken_record_harms_no_other(broken: bytes, reason: str) -> None:
    before, refused, after = read(utf8("1") + broken + utf8("2"))
    assert isinstance(before, IncomingItem)
    assert isinstance(after, IncomingItem)
    assert isinstance(refused, Unreadable)
    assert (refused.position, refused.raw) == ("record 2", broken)
    assert reason in refused.reason


def test_a_record_that_is_cut_short_is_told() -> None:
    _, refused = read(utf8("1") + utf8("2")[:-1])
    assert isinstance(refused, Unreadable)
    assert "cut short" in refused.reason


def test_what_never_ends_is_no_record_and_does_not_fill_the_memory() -> None:
    endless = b"x" * (3 * marc21.MAX_RECORD_BYTES) + b"\x1d"
    refused, item = read(endless + utf8("1"))
    assert isinstance(refused, Unreadable)
    assert len(refused.raw) < 100_000
    assert "no record terminator" in refused.reason
    assert isinstance(item, IncomingItem)


def test_an_empty_stream_holds_nothing() -> None:
    assert read(b"") == read(b"\n\x1a") == []


@pytest.mark.parametrize(
    "beginning", [utf8("1"), b"\n" + utf8("1"), b"00714cam  2200205 a 4500001"]
)
def test_a_leader_is_recognised(beginning: bytes) -> None:
    assert marc21.looks_like(beginning)


@pytest.mark.parametrize(
    "beginning", [b"", b"<record/>", b'{"a": 1}', b"20240101,title,creator,date,x"]
)
def test_what_is_no_leader_is_not(beginning: bytes) -> None:
    assert not marc21.looks_like(beginning)


@given(st.binary(max_size=300), st.integers(0, 200), st.sampled_from([b" ", b"a"]))
def test_whatever_stands_in_a_stream_it_is_read_to_its_end(
    noise: bytes, place: int, coding: bytes
) -> None:
    broken = utf8("1")[:9] + coding + utf8("1")[10:]
    content = broken[:place] + noise + broken[place:] + b"\x1d" + utf8("2")
    *_, last = read(content)
    assert isinstance(last, IncomingItem)
    assert last.identifier == "2"
