"""Percent-decoding: what urllib decodes, and a refusal where it would guess."""

from urllib.parse import parse_qsl, quote, quote_plus, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oaipmh.web.pairs import decode_pairs

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@given(st.lists(st.tuples(texts, texts), max_size=5), st.sampled_from([quote, quote_plus]))
def test_what_urllib_encoded_is_decoded_the_same(pairs: list[tuple[str, str]], via: object) -> None:
    encoded = urlencode(pairs, quote_via=via).encode()
    assert decode_pairs(encoded) == pairs


pieces = st.sampled_from(
    [b"a", b"Z", b"=", b"&", b"+", b"%20", b"%C3%A9", b"%26", b";", b"?", b"~"]
)


@given(st.lists(pieces, max_size=12).map(b"".join))
def test_valid_input_is_decoded_as_urllib_does(encoded: bytes) -> None:
    expected = parse_qsl(encoded.decode(), keep_blank_values=True, errors="strict")
    assert decode_pairs(encoded) == expected


@given(st.binary(max_size=30))
def test_any_bytes_are_decoded_or_refused_one_pair_for_each_part(encoded: bytes) -> None:
    pairs = decode_pairs(encoded)
    assert len(pairs) == sum(bool(part) for part in encoded.split(b"&"))
    for text in (text for pair in pairs for text in pair if text is not None):
        assert text.encode("utf-8").decode("utf-8") == text


@pytest.mark.parametrize(
    "value",
    [
        b"%",
        b"%4",
        b"%zz",
        b"%%20",
        b"a%",
        b"%FF",
        b"%C3",
        b"%C3%28",
        b"%ED%A0%80",
        b"\xff",
        b"%u00e9",
    ],
)
def test_what_is_no_percent_encoded_utf_8_is_none(value: bytes) -> None:
    assert decode_pairs(b"set=" + value) == [("set", None)]
    assert decode_pairs(value + b"=a") == [(None, "a")]


def test_repetition_order_and_empty_values_are_kept() -> None:
    assert decode_pairs(b"a=1&a=2&b=&c&=d&&") == [
        ("a", "1"),
        ("a", "2"),
        ("b", ""),
        ("c", ""),
        ("", "d"),
    ]


def test_only_the_first_equals_sign_divides() -> None:
    assert decode_pairs(b"a=b=c") == [("a", "b=c")]
    assert decode_pairs(b"a%3Db=c") == [("a=b", "c")]


def test_nothing_gives_no_pairs() -> None:
    assert decode_pairs(b"") == []
