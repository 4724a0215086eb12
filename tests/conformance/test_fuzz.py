"""Whatever is sent, the answer is valid XML with HTTP 200, or a plain line for what is no request.

Point 16 and promise 2: HTTP 500 is always a bug.
"""

import contextlib
import http.client
import os
import re
import socket
from collections.abc import Callable
from urllib.parse import quote, urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conformance.client import FORM, VERBS, Client
from tests.support.loading import sample_items
from tests.support.server import Answer

LIMITS = {405, 413, 414}
# What RFC 9112 lets stand in a request's target; a server may answer 400 to anything else.
LEGAL_TARGET = re.compile(rb"[\x21-\x7e]*")
LEGAL_METHOD = re.compile(r"[A-Z]+")
fuzz = settings(max_examples=200, deadline=None, derandomize=bool(os.environ.get("CI")))

NAMES = ("identifier", "metadataPrefix", "from", "until", "set", "resumptionToken", "x", "", "Set")
VALUES = (
    "oai_dc",
    "oai:eprints.lse.ac.uk:64325",
    "types:article",
    "2021-01-01",
    "2024-12-31T23:59:59Z",
    "0000-00-00",
    "9999-12-31",
    "",
    "'",
    "]]>",
    "<!--",
    "\u2028",
    "\ud7ff\ue000\U0010ffff",
)
ODD_BYTES = st.sampled_from([b"%", b"%00", b"%FF", b"%ZZ", b"%ud", b"\x00", b"\r\n", b" ", b"\xff"])
VALUE = st.one_of(st.sampled_from(VALUES), st.text(max_size=40), st.just("y" * 9000))
PAIRS = st.lists(st.tuples(st.sampled_from(NAMES), VALUE), max_size=5)


@pytest.fixture(scope="module")
def target(serve_items: Callable[..., Client]) -> Client:
    """The sample, for nobody but these tests."""
    return serve_items(sample_items(), page_size=50)


@pytest.fixture(scope="module")
def tokens(target: Client) -> list[str]:
    """Good tokens of every list."""
    lists = (("ListRecords", {"metadataPrefix": "oai_dc"}), ("ListSets", {}))
    return [page.token for verb, more in lists for page in target.pages(verb, **more) if page.token]


def _send(
    client: Client,
    method: str,
    query: bytes,
    body: bytes | None = None,
    content_type: str = FORM,
) -> Answer:
    """One request whose bytes no library mends."""
    head = [
        method.encode() + b" /oai?" + query + b" HTTP/1.1",
        b"Host: localhost",
        b"Connection: close",
    ]
    if body is not None:
        head += [b"Content-Type: " + content_type.encode("latin-1", "replace")]
        head += [b"Content-Length: %d" % len(body)]
    message = b"\r\n".join([*head, b"", body or b""])
    with (
        socket.create_connection(("127.0.0.1", client.server.port), timeout=30) as connection,
        contextlib.closing(http.client.HTTPResponse(connection, method=method)) as response,
    ):
        connection.sendall(message)
        response.begin()
        headers = {name.lower(): value for name, value in response.getheaders()}
        return Answer(response.status, headers, response.read())


def _judge(client: Client, answer: Answer, *, may_be: set[int]) -> None:
    if answer.status == 200:
        client.judge(answer)
        return
    assert answer.status in may_be, answer
    assert answer.headers["content-type"].startswith("text/plain")
    assert len(answer.body) < 200


def _get(client: Client, query: bytes) -> None:
    illegal = LEGAL_TARGET.fullmatch(query) is None
    answer = _send(client, "GET", query)
    _judge(client, answer, may_be={414, 400} if illegal else {414})


@pytest.mark.point(16)
@fuzz
@given(query=st.binary(max_size=300))
def test_any_bytes_as_a_query(target: Client, query: bytes) -> None:
    _get(target, query)


@pytest.mark.point(16)
@fuzz
@given(
    verb=st.sampled_from([*VERBS, "junk"]), value=st.binary(max_size=60), name=st.binary(max_size=9)
)
def test_any_bytes_percent_encoded_as_names_and_values(
    target: Client, verb: str, value: bytes, name: bytes
) -> None:
    for named in (
        "identifier",
        "metadataPrefix",
        "set",
        "from",
        "resumptionToken",
        quote(name, ""),
    ):
        asked = f"verb={verb}&{named}={quote(value, '')}"
        _get(target, asked.encode())
        _get(target, f"{asked}&metadataPrefix=oai_dc".encode())


@pytest.mark.point(9, 16)
@fuzz
@given(verb=st.sampled_from(VERBS), pairs=PAIRS)
def test_arguments_that_are_nearly_right(
    target: Client, verb: str, pairs: list[tuple[str, str]]
) -> None:
    _get(target, urlencode([("verb", verb), *pairs]).encode())


@pytest.mark.point(16)
@fuzz
@given(
    verb=st.sampled_from(VERBS), pairs=PAIRS, odd=st.lists(ODD_BYTES, max_size=4), data=st.data()
)
def test_arguments_that_are_nearly_right_with_odd_bytes_among_them(
    target: Client, verb: str, pairs: list[tuple[str, str]], odd: list[bytes], data: st.DataObject
) -> None:
    query = urlencode([("verb", verb), *pairs]).encode()
    for one in odd:
        at = data.draw(st.integers(0, len(query)))
        query = query[:at] + one + query[at:]
    _get(target, query)


@pytest.mark.point(67)
@fuzz
@given(data=st.data())
def test_tokens_that_were_damaged(target: Client, tokens: list[str], data: st.DataObject) -> None:
    token = data.draw(st.sampled_from(tokens))
    start = data.draw(st.integers(0, len(token)))
    end = data.draw(st.integers(start, min(start + 8, len(token))))
    damaged = token[:start] + data.draw(st.text(max_size=6)) + token[end:]
    verb = data.draw(st.sampled_from(["ListRecords", "ListIdentifiers", "ListSets"]))
    reply = target.ask(verb, resumptionToken=damaged)
    is_good = damaged == token and not reply.errors
    assert is_good or set(reply.errors) <= {"badResumptionToken", "badArgument"} != set()


@pytest.mark.point(12, 16)
@fuzz
@given(
    body=st.one_of(st.binary(max_size=300), PAIRS.map(lambda pairs: urlencode(pairs).encode())),
    content_type=st.one_of(
        st.sampled_from([FORM, f"{FORM}; charset=utf-16", "text/plain", ";", FORM[:-1]]),
        st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=40),
    ),
    query=st.sampled_from([b"", b"verb=Identify", b"verb=ListSets&verb=ListSets", b"%"]),
)
def test_any_bytes_of_any_type_as_a_body(
    target: Client, body: bytes, content_type: str, query: bytes
) -> None:
    answer = _send(target, "POST", query, body, content_type)
    _judge(target, answer, may_be={413})


@pytest.mark.point(17)
@fuzz
@given(method=st.from_regex(LEGAL_METHOD, fullmatch=True), length=st.integers(0, 90_000))
def test_any_method_and_any_length(target: Client, method: str, length: int) -> None:
    answer = _send(target, method, b"verb=Identify", b"x" * length)
    _judge(target, answer, may_be={*LIMITS, 400})
