"""JSON objects in a stream, however they are laid out."""

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oaipmh.readers import json_objects
from oaipmh.readers.json_objects import BrokenJson, JsonObject, read_objects

TEXTS = st.text(st.characters(codec="utf-8"), max_size=20)
VALUES = st.recursive(TEXTS | st.floats(allow_nan=False), lambda one: st.lists(one, max_size=3))
OBJECTS = st.lists(st.dictionaries(TEXTS, VALUES, max_size=3), max_size=5)


def contents(source: bytes) -> list[object]:
    """What the objects hold, and why the others are none."""
    found = read_objects(io.BytesIO(source))
    return [one.content if isinstance(one, JsonObject) else one.reason for one in found]


@given(OBJECTS, st.sampled_from([None, 2]), st.booleans(), st.booleans(), st.integers(1, 100))
def test_objects_are_read_however_they_are_laid_out(
    objects: list[dict[str, object]],
    indent: int | None,
    array: bool,
    ascii_only: bool,
    chunk_bytes: int,
) -> None:
    printed = [json.dumps(one, indent=indent, ensure_ascii=ascii_only) for one in objects]
    text = json.dumps(objects, indent=indent) if array else "\n".join(printed)
    found = list(read_objects(io.BytesIO(text.encode()), chunk_bytes=chunk_bytes))
    assert [one.content for one in found if isinstance(one, JsonObject)] == objects
    assert len(found) == len(objects)


def test_an_object_keeps_its_own_bytes() -> None:
    first, second = read_objects(io.BytesIO('\ufeff[ {"a": "ü"} ,{"b":1}]'.encode()))
    assert (first.raw, second.raw) == ('{"a": "ü"}'.encode(), b'{"b":1}')


def test_a_broken_line_harms_no_other() -> None:
    one, broken, two = contents(b'{"a": 1}\n{"a": "x\n{"a": 2}\n')
    assert (one, two) == ({"a": 1}, {"a": 2})
    assert "not JSON" in str(broken)


def test_lines_of_a_broken_object_are_not_taken_for_objects() -> None:
    found = contents(b'{\n  "a": x,\n  "b": {"c": 1}\n}\n{"a": 2}\n')
    assert len(found) == 2
    assert found[1] == {"a": 2}


def test_a_broken_array_is_taken_as_far_as_it_goes() -> None:
    one, reason = contents(b'[{"a": 1}, {"a" 2}, {"a": 3}]')
    assert one == {"a": 1}
    assert "the rest of the array not" in str(reason)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"[1]", "expected a JSON object"),
        (b'"text"', "expected a JSON object"),
        (b'{"a": "\xff"}', "not UTF-8 at byte 7"),
        (b'{"a": ' + b"1" * 5000 + b"}", "not JSON"),
        (b"[" * 5, "not JSON"),
        (b'{"a":' + b"[" * 100_000, "not JSON"),
        (b'{"a": 1', "not JSON"),
        (b"nonsense", "not JSON"),
    ],
)
def test_what_is_no_object_is_told(line: bytes, reason: str) -> None:
    (found,) = read_objects(io.BytesIO(line))
    assert isinstance(found, BrokenJson)
    assert reason in found.reason


def test_bytes_that_are_no_utf8_are_kept_as_they_came() -> None:
    refused, after = read_objects(io.BytesIO(b'{"a": "\xff"}\n{"b": 1}'))
    assert refused.raw == b'{"a": "\xff"}'
    assert isinstance(after, JsonObject)


def test_an_object_that_never_ends_does_not_fill_the_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(json_objects, "MAX_OBJECT_CHARACTERS", 1000)
    refused, after = read_objects(io.BytesIO(b'{"a": "' + b"x" * 2_000_000 + b'\n{"b": 1}'))
    assert isinstance(refused, BrokenJson)
    assert len(refused.raw) < 100_000
    assert isinstance(after, JsonObject)


def test_nothing_is_nothing() -> None:
    assert contents(b"") == contents(b" \n") == contents(b"[]") == []
