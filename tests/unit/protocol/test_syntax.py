"""What may stand where a URI, a setSpec, a metadataPrefix or a language is wanted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from oaipmh.protocol.syntax import (
    MAX_IDENTIFIER_BYTES,
    MAX_SET_DEPTH,
    MAX_SET_SPEC_BYTES,
    deepest_sets,
    is_identifier,
    is_language,
    is_metadata_prefix,
    is_set_spec,
    is_uri,
    set_ancestors,
)
from tests.unit.strategies import set_specs


@pytest.mark.parametrize(
    "text",
    [
        "oai:eprints.lse.ac.uk:64325",
        "http://hdl.handle.net/1721.1/%E2%82%AC",
        "http://[2001:db8::1]/x",
        "https://example.org/a?b=c&d=e#f",
        "urn:isbn:0451450523",
        "info:doi/10.1000/182",
        "oai:example.org:straße/字",
        "a-relative/reference",
    ],
)
def test_a_uri_is_what_any_uri_accepts(text: str) -> None:
    assert is_uri(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "oai:a b",
        "oai:a\n",
        "oai:a\tb",
        "oai:%",
        "oai:%4",
        "oai:%GG",
        'oai:"a"',
        "oai:<a>",
        "oai:{a}",
        "oai:a|b",
        "oai:a\\b",
        "oai:a^b",
        "oai:a`b",
        "oai:a\x00b",
        "oai:a\ud800b",
        "oai:a\ufffeb",
        "oai:a\ue000b",
        "a#b#c",
        "http://[::1/x",
    ],
)
def test_what_would_have_to_be_escaped_is_no_uri(text: str) -> None:
    assert not is_uri(text)


@given(st.from_regex(r"[a-z]{1,3}:[A-Za-z0-9.~_:/-]{0,12}", fullmatch=True))
def test_a_plain_uri_is_judged_as_libxml2_judges_it(text: str) -> None:
    schema = etree.XMLSchema(
        etree.XML(
            '<schema xmlns="http://www.w3.org/2001/XMLSchema">'
            '<element name="u" type="anyURI"/></schema>'
        )
    )
    element = etree.Element("u")
    element.text = text
    assert is_uri(text) == schema.validate(element)


def test_an_identifier_has_an_end_in_bytes() -> None:
    longest = "oai:" + "é" * ((MAX_IDENTIFIER_BYTES - 4) // 2)
    assert is_identifier(longest)
    assert not is_identifier(longest + "a")
    assert is_uri(longest + "a")


def test_a_set_spec_has_an_end_in_length_and_in_depth() -> None:
    assert is_set_spec("a" * MAX_SET_SPEC_BYTES)
    assert not is_set_spec("a" * (MAX_SET_SPEC_BYTES + 1))
    assert is_set_spec(":".join("a" * MAX_SET_DEPTH))
    assert not is_set_spec(":".join("a" * (MAX_SET_DEPTH + 1)))


@pytest.mark.parametrize("text", ["a", "a:b", "A-Z_0.9!~*'():x", "subjects:H:HD:HD28", "."])
def test_a_set_spec_is_parts_joined_by_colons(text: str) -> None:
    assert is_set_spec(text)


@pytest.mark.parametrize(
    "text", ["", ":", "a:", ":a", "a::b", "a b", "a/b", "a%20", "ä", "a\n", "a,b", "a\u0660"]
)
def test_what_the_schema_refuses_is_no_set_spec(text: str) -> None:
    assert not is_set_spec(text)


def test_a_metadata_prefix_has_the_characters_of_the_schema_and_no_colon() -> None:
    assert is_metadata_prefix("oai_dc")
    assert is_metadata_prefix("a-b.c!~*'()")
    for text in ("", "oai:dc", "oai dc", "oai_dc\n", "öai"):
        assert not is_metadata_prefix(text)


def test_a_language_is_what_xs_language_accepts() -> None:
    for text in ("en", "pt-BR", "zh-Hant-TW", "x-klingon", "i-navajo"):
        assert is_language(text)
    for text in ("", "en_GB", "en-", "-en", "englishes", "12", "e n", "en\n", "ß"):
        assert not is_language(text)


def test_the_ancestors_of_a_set_begin_at_the_top_and_end_with_itself() -> None:
    assert set_ancestors("a:b:c") == ("a", "a:b", "a:b:c")
    assert set_ancestors("a") == ("a",)


@given(st.sets(set_specs, max_size=6))
def test_the_deepest_sets_imply_all_the_others_and_none_of_themselves(specs: set[str]) -> None:
    deepest = deepest_sets(specs)
    assert list(deepest) == sorted(deepest)
    implied = {above for spec in deepest for above in set_ancestors(spec)}
    assert specs <= implied
    for spec in deepest:
        assert not any(other.startswith(spec + ":") for other in deepest)


def test_a_set_that_begins_like_another_is_not_below_it() -> None:
    assert deepest_sets({"art", "artifact", "art:modern"}) == ("art:modern", "artifact")
