"""JSON Lines: what a line becomes, and what is said of one that cannot be read."""

import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oaipmh.metadata.description import Statement
from oaipmh.readers import jsonl
from oaipmh.readers.incoming import Incoming, IncomingItem, IncomingSet, Unreadable
from oaipmh.readers.jsonl import MAX_LINE_BYTES


def read(*lines: bytes | str | dict[str, Any]) -> list[Incoming]:
    """What a file of these lines holds."""
    return list(jsonl.read(io.BytesIO(b"\n".join(_bytes(line) for line in lines))))


def _bytes(line: bytes | str | dict[str, Any]) -> bytes:
    if isinstance(line, bytes):
        return line
    return (line if isinstance(line, str) else json.dumps(line)).encode()


def reason(line: bytes | str | dict[str, Any]) -> str:
    """Why the line cannot be read."""
    (unreadable,) = read(line)
    assert isinstance(unreadable, Unreadable)
    assert unreadable.position == "line 1"
    assert unreadable.raw == _bytes(line)
    return unreadable.reason


def test_an_item_has_all_that_its_line_says() -> None:
    line = {
        "identifier": "oai:x.org:1",
        "datestamp": "2024-01-01T00:00:00Z",
        "deleted": False,
        "sets": ["a:b", "c"],
        "metadata": {
            "title": ["On light", {"value": "Sur la lumière", "lang": "fr"}],
            "creator": {"value": "Curie", "uri": "https://orcid.org/1", "lang": None},
            "issued": [{"value": "2024", "scheme": "dcterms:W3CDTF"}],
        },
        "about": ["<a/>"],
    }
    (item,) = read(line)
    assert item == IncomingItem(
        position="line 1",
        raw=_bytes(line),
        identifier="oai:x.org:1",
        deleted=False,
        datestamp="2024-01-01T00:00:00Z",
        set_specs=("a:b", "c"),
        description=(
            Statement("title", "On light"),
            Statement("title", "Sur la lumière", lang="fr"),
            Statement("creator", "Curie", uri="https://orcid.org/1"),
            Statement("issued", "2024", scheme="dcterms:W3CDTF"),
        ),
        abouts=(b"<a/>",),
    )


def test_a_deleted_item_needs_only_its_identifier() -> None:
    (item,) = read({"identifier": "oai:x.org:1", "deleted": True})
    assert isinstance(item, IncomingItem)
    assert item.deleted
    assert item.description == ()


def test_a_line_with_a_set_spec_is_a_set() -> None:
    assert read(
        {"setSpec": "a", "setName": "A", "setDescription": "Words"},
        {"setSpec": "a:b"},
    ) == [
        IncomingSet("line 1", "a", "A", "Words"),
        IncomingSet("line 2", "a:b", "", None),
    ]


def test_positions_count_every_line_and_blank_ones_are_nothing() -> None:
    found = read({"identifier": "a:1"}, "", "  \r", {"identifier": "a:2"}, "?")
    assert [one.position for one in found] == ["line 1", "line 4", "line 5"]


def test_a_byte_order_mark_and_windows_line_ends_are_no_fault() -> None:
    content = b'\xef\xbb\xbf{"identifier": "a:1"}\r\n{"identifier": "a:2"}\r\n'
    found = list(jsonl.read(io.BytesIO(content)))
    assert [one.identifier for one in found if isinstance(one, IncomingItem)] == ["a:1", "a:2"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "not JSON"),
        ('{"identifier": "a:1", "identifier": "a:2"}', "'identifier' stands twice"),
        ({"identifier": "a:1", "metadata": {"dc:titel": "x"}}, "did you mean 'title'"),
        ('{"identifier": "a:1"} {}', "not JSON"),
        ("1" * 5000, "not JSON"),
        (b'{"identifier": "a:\xff"}', "not UTF-8 at byte 18"),
        ("[]", "JSON object"),
        ("null", "JSON object"),
        ({}, "identifier"),
        ({"identifier": 1}, "identifier"),
        ({"identifier": "a:1", "title": "x"}, "title"),
        ({"identifier": "a:1", "deleted": "yes"}, "deleted"),
        ({"identifier": "a:1", "datestamp": 5}, "datestamp"),
        ({"identifier": "a:1", "sets": "a"}, "sets"),
        ({"identifier": "a:1", "sets": [1]}, "sets"),
        ({"identifier": "a:1", "about": [{}]}, "about"),
        ({"identifier": "a:1", "metadata": []}, "metadata"),
        ({"identifier": "a:1", "metadata": {"titel": "x"}}, "'titel'"),
        ({"identifier": "a:1", "metadata": {"title": ["x", 1]}}, "metadata.title[1]"),
        ({"identifier": "a:1", "metadata": {"title": {"lang": "en"}}}, "metadata.title[0]"),
        ({"identifier": "a:1", "metadata": {"title": {"value": 1}}}, "metadata.title[0].value"),
        ({"identifier": "a:1", "metadata": {"title": {"value": "x", "x": "y"}}}, "'x'"),
        ({"setSpec": 1}, "setSpec"),
        ({"setSpec": "a", "setName": 1}, "setName"),
        ({"setSpec": "a", "name": "A"}, "'name'"),
    ],
)
def test_a_line_that_is_no_item_says_why_and_where(line: Any, said: str) -> None:
    assert said in reason(line)
    if isinstance(line, dict):
        (fault,) = jsonl.find_faults(line)
        assert str(fault) == reason(line)


def test_deep_nesting_is_a_fault_of_the_line_and_not_of_the_run() -> None:
    found = read("[" * 200_000, {"identifier": "a:1"})
    assert [type(one) for one in found] == [Unreadable, IncomingItem]


def test_a_line_that_is_too_long_is_skipped_whole_and_kept_in_part() -> None:
    found = read(b"x" * (MAX_LINE_BYTES + 5), {"identifier": "a:1"})
    assert isinstance(found[0], Unreadable)
    assert "longer" in found[0].reason
    assert len(found[0].raw) < MAX_LINE_BYTES
    assert [one.position for one in found] == ["line 1", "line 2"]


WORDS = st.sampled_from(["identifier", "metadata", "sets", "title", "value", "lang", "setSpec"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=8,
)


@given(st.dictionaries(WORDS, JSON, max_size=4).map(json.dumps) | st.text(max_size=40))
def test_any_line_gives_one_thing_or_nothing_when_it_is_blank(line: str) -> None:
    line = line.replace("\n", " ")
    found = read(line)
    assert len(found) == (1 if line.encode().strip() else 0)


def test_a_line_that_cannot_be_taken_still_says_whose_it_is() -> None:
    line = b'{"identifier": "oai:x.org:1", "metadata": {"titel": "A typing error"}}\n'
    (refused,) = jsonl.read(io.BytesIO(line))
    assert isinstance(refused, Unreadable)
    assert refused.identifier == "oai:x.org:1"


@pytest.mark.parametrize("line", [b'{"identifier": "no uri", "x": 1}', b'{"identifier": 1}', b"[]"])
def test_what_names_no_item_is_nobodys(line: bytes) -> None:
    (refused,) = jsonl.read(io.BytesIO(line))
    assert isinstance(refused, Unreadable)
    assert refused.identifier is None
