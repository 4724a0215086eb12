"""Points 65, 67, 68 and 70: what a resumptionToken is worth. OAI-PMH 2.0, section 3.5."""

import random
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from itertools import pairwise
from urllib.parse import quote

import pytest

from oaipmh.store import SqlStore
from tests.conformance.client import Client, Reply
from tests.conformance.conftest import OLD
from tests.support.loading import item, load, sample_items
from tests.support.server import RunningServer

Serving = Callable[..., Client]
LIST = {"metadataPrefix": "oai_dc"}
VERBS = ("ListRecords", "ListIdentifiers")
INSIDES = re.compile(r"traceback|exception|select |sqlite|sqlalchemy|\.py\b", re.IGNORECASE)


@pytest.fixture
def token(sample: Client) -> str:
    """A good token of ListRecords."""
    return sample.ask("ListRecords", **LIST).token


def _refuses(client: Client, token: str) -> Reply:
    reply = client.get(f"verb=ListRecords&resumptionToken={quote(token, '')}")
    assert reply.errors in (["badResumptionToken"], ["badArgument"]), token
    assert not INSIDES.search(reply.text("error"))
    return reply


@pytest.mark.point(65)
@pytest.mark.parametrize("verb", VERBS)
def test_every_live_token_gives_its_page_again_in_any_order(sample: Client, verb: str) -> None:
    pages = list(sample.pages(verb, **LIST))
    asked = [(before.token, after) for before, after in pairwise(pages)]
    assert len({one for one, _ in asked}) == len(pages) - 1
    random.Random(1).shuffle(asked)
    for one, page in asked * 2:
        again = sample.ask(verb, resumptionToken=one)
        assert again.headers == page.headers
        assert again.response_date == page.response_date


@pytest.mark.point(65)
def test_a_token_survives_a_restart_and_holds_on_every_node(
    store: SqlStore, database_url: str, serving: Serving, serve: Callable[..., RunningServer]
) -> None:
    load(store, (item(at, datestamp=OLD) for at in range(4)), keep=True)
    here = serving(page_size=2)
    token = here.ask("ListRecords", **LIST).token
    there = serve(SqlStore(database_url), page_size=2, base_url=here.base_url)
    here.server = there
    assert len(here.ask("ListRecords", resumptionToken=token).identifiers) == 2


@pytest.mark.point(65)
def test_a_token_sent_again_after_a_change_brings_what_was_not_changed(
    store: SqlStore, serving: Serving
) -> None:
    load(store, (item(at, datestamp=OLD) for at in range(6)), keep=True)
    client = serving(page_size=3)
    token = client.ask("ListRecords", **LIST).token
    assert len(client.ask("ListRecords", resumptionToken=token).identifiers) == 3
    load(store, [item(4, title="Changed")])
    again = client.ask("ListRecords", resumptionToken=token)
    assert {"oai:test.example.org:3", "oai:test.example.org:5"} <= set(again.identifiers)


@pytest.mark.point(67)
def test_a_token_that_was_tampered_with_is_refused(sample: Client, token: str) -> None:
    for at in range(len(token)):
        if token[at] != ".":
            other = "A" if token[at] != "A" else "B"
            _refuses(sample, token[:at] + other + token[at + 1 :])


@pytest.mark.point(67)
def test_a_token_cut_short_grown_or_written_otherwise_is_refused(
    sample: Client, token: str
) -> None:
    content, signature = token.split(".")
    for bad in (
        *(token[:length] for length in range(0, len(token), 7)),
        f"{token}A",
        f"{token}=",
        f"{token}.",
        f" {token}",
        f"{token}\n",
        f"{token}{token}",
        f"{signature}.{content}",
        token.swapcase(),
        content,
        ".",
        "..",
        quote(quote(f"{token}&x=", ""), ""),
        "é\U0001f4da",
        "' OR 1=1 --",
        "x" * 7000,
    ):
        _refuses(sample, bad)


@pytest.mark.point(67)
def test_a_token_written_by_hand_is_refused(sample: Client, token: str) -> None:
    content, _, signature = token.partition(".")
    said = urlsafe_b64decode(content + "=" * (-len(content) % 4))
    assert b"null" in said
    for forged in (said, said.replace(b"null", b'"types"', 1), b"[]", b"{}", b"\xff", b""):
        by_hand = urlsafe_b64encode(forged).rstrip(b"=").decode()
        for signed in ("", "AAAA", signature[:-2], signature[::-1]):
            _refuses(sample, f"{by_hand}.{signed}")
    _refuses(sample, f"{urlsafe_b64encode(b'[]').decode()}.{signature}")


@pytest.mark.point(67)
def test_a_token_of_another_repository_is_refused(
    serve_items: Callable[..., Client], token: str
) -> None:
    stranger = serve_items(sample_items(), page_size=25)
    _refuses(stranger, token)
    secret = "a secret that two repositories share"
    names = ("one.example.org", "two.example.org")
    one, two = (
        serve_items(sample_items(), token_secret=secret, repository_identifier=name)
        for name in names
    )
    shared = one.ask("ListRecords", **LIST).token
    assert one.ask("ListRecords", resumptionToken=shared).errors == []
    _refuses(two, shared)


@pytest.mark.point(68)
@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize(
    "arguments",
    [
        {"set_": "types"},
        {"set_": "subjects:H", "from_": "2021-06-01"},
        {"from_": "2022-01-01T00:00:00Z", "until": "2024-06-20T13:37:41Z"},
        {"set_": "divisions", "until": "2024-12-31"},
    ],
)
def test_each_page_selects_as_the_first_one_did(
    sample: Client, verb: str, arguments: dict[str, str]
) -> None:
    expected = [
        header
        for header in sample.harvest()
        if arguments.get("from_", "") <= header.datestamp <= f"{arguments.get('until', '9')}T~"
        and any(f"{one}:".startswith(arguments.get("set_", "") + ":") for one in header.set_specs)
        | ("set_" not in arguments)
    ]
    pages = list(sample.pages(verb, **LIST, **arguments))
    assert len(pages) > 2
    assert [header for page in pages for header in page.headers] == expected
    assert any(header.deleted for header in expected)


@pytest.mark.point(68)
def test_what_is_written_during_a_list_does_not_pass_its_until(
    store: SqlStore, serving: Serving
) -> None:
    load(store, (item(at, datestamp=OLD) for at in range(5)), keep=True)
    pages = serving(page_size=2).pages("ListRecords", **LIST, until="2020-12-31")
    seen = next(pages).identifiers
    load(store, [item(2, title="Changed"), item(9)])
    seen += [identifier for page in pages for identifier in page.identifiers]
    assert [identifier[-1] for identifier in seen] == ["0", "1", "3", "4"]


@pytest.mark.point(70)
def test_tokens_survive_any_number_of_encodings(sample: Client) -> None:
    for verb, arguments in (("ListRecords", LIST), ("ListIdentifiers", LIST), ("ListSets", {})):
        for page in sample.pages(verb, **arguments):
            assert re.fullmatch(r"[A-Za-z0-9\-_.~]*", page.token)
            assert quote(quote(page.token, ""), "") == page.token
