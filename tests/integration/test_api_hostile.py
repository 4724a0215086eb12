"""Bodies no one should send: each is a problem, or a line that is refused; never a crash."""

import json
import sys
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from oaipmh.store import SqlStore
from oaipmh.web.api.bodies import MAX_ITEM_BYTES
from tests.support.api import NDJSON, Api
from tests.support.loading import item

PATH = "/records/oai:test.example.org:1"
DEEP = b"[" * 200_000
BODIES = {
    "nothing": b"",
    "deep": DEEP,
    "deep in an item": b'{"metadata": {"title": ' + DEEP,
    "deep and whole": b'{"metadata": ' + b'{"title": ' * 5000 + b"1" + b"}" * 5001,
    "not a number": b'{"metadata": {"title": NaN}}',
    "infinite": b'{"metadata": {"title": 1e999}}',
    "a number of 10,000 digits": b'{"metadata": {"title": ' + b"9" * 10_000 + b"}}",
    "a key twice": b'{"metadata": {"title": "A", "title": "B"}}',
    "not UTF-8": b'{"metadata": {"title": "\xff\xfe"}}',
    "UTF-16": '{"metadata": {"title": "A"}}'.encode("utf-16"),
    "a NUL": b'{"metadata": {"title": "A"}}\x00',
    "a surrogate for a key": b'{"metadata": {"\\ud800": "A"}}',
    "a surrogate for a field": b'{"\\ud800": "A"}',
    "a surrogate for a property": b'{"metadata": {"title": {"\\ud800": "A"}}}',
    "surrogates only": b'{"metadata": {"title": "\\ud800"}}',
    "a surrogate for an identifier": b'{"identifier": "\\ud800", "metadata": {"title": "A"}}',
    "a value of 5 MB": b'{"metadata": {"title": "' + b"x" * 5_000_000 + b'"}}',
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_a_hostile_item_is_refused_and_changes_nothing(
    api: Api, sqlite_store: SqlStore, body: bytes
) -> None:
    api.refusal(422, "PUT", PATH, body)
    api.refusal(422, "PUT", "/sets/a", body)
    assert sqlite_store.status().items == 0
    with sqlite_store.snapshot() as snapshot:
        assert not snapshot.has_sets()


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_a_hostile_line_is_refused_and_the_next_one_taken(api: Api, body: bytes) -> None:
    *results, summary = api.stream(body + b"\n" + json.dumps(item(1)).encode())
    reasons = [one["reason"] for one in results if one["outcome"] == "quarantined"]
    assert len(reasons) == summary["quarantined"] == (1 if body.strip() else 0)
    assert all(reasons)
    assert summary["created"] == 1


def test_what_xml_cannot_hold_is_dropped_and_said(api: Api) -> None:
    sent = b'{"metadata": {"title": "a\\u0000\\ud800\\uffff\\ud83d\\ude00b"}}'
    written = api.json("PUT", PATH, sent)
    assert "3 characters dropped" in written["repairs"][0]
    assert api.json("GET", PATH)["metadata"]["title"] == [{"value": "a\N{GRINNING FACE}b"}]


@pytest.mark.parametrize("told", [True, False])
def test_a_body_that_is_too_long_is_413(api: Api, sqlite_store: SqlStore, told: bool) -> None:
    body = b'{"metadata": {"title": "' + b"x" * (100 * 1024 * 1024) + b'"}}'
    headers = {} if told else {"transfer_encoding": "chunked"}
    if not told:
        chunks = (body[start : start + 2**20] for start in range(0, len(body), 2**20))
        body = b"".join(b"%x\r\n%b\r\n" % (len(chunk), chunk) for chunk in chunks) + b"0\r\n\r\n"
    problem = api.refusal(413, "PUT", PATH, body, **headers)
    assert str(MAX_ITEM_BYTES) in problem["detail"]
    assert sqlite_store.status().items == 0


@pytest.mark.parametrize(
    "headers",
    [
        {"content_type": "application/x-www-form-urlencoded"},
        {"content_type": "text/plain"},
        {"content_type": ""},
        {"content_type": NDJSON},
        {"content_encoding": "gzip"},
    ],
)
def test_an_item_is_json_that_says_so(api: Api, headers: dict[str, str]) -> None:
    api.refusal(415, "PUT", PATH, {"metadata": {"title": "T"}}, **headers)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=5,
)
_ITEM_LIKE = st.dictionaries(
    st.sampled_from(["identifier", "deleted", "sets", "metadata", "about", "datestamp", "setSpec"]),
    _JSON | st.dictionaries(st.sampled_from(["title", "creator"]), _JSON, max_size=2),
    max_size=4,
)


@given(_JSON | _ITEM_LIKE)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_types_stand_where_they_should_not_it_is_taken_or_told(
    api: Api, content: Any
) -> None:
    body = json.dumps(content).encode()
    answer = api("PUT", PATH, body)
    assert answer.status in (200, 201, 422), answer
    if answer.status == 422:
        assert json.loads(answer.body)["detail"]


@pytest.mark.skipif(sys.platform != "linux", reason="the header goes out as raw bytes")
@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("authorization", "Bearer \xff"),
        ("if_match", '"\xff"'),
        ("if_match", "\x80"),
        ("content_encoding", "\xff"),
        ("content_type", "application/json\xff"),
    ],
)
def test_a_header_of_odd_bytes_is_a_problem(api: Api, header: str, value: str) -> None:
    answer = api("PUT", PATH, {"metadata": {"title": "T"}}, **{header: value})
    assert 400 <= answer.status < 500
    assert answer.headers["content-type"] == "application/problem+json"
