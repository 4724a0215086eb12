"""Tokens: what was signed comes back, and nothing else does."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oaipmh.protocol.errors import BadResumptionToken
from oaipmh.protocol.resumption_token import ResumptionToken, TokenSigner, expiration
from tests.unit.strategies import any_text, instants, set_specs

SIGNER = TokenSigner([b"a secret of the tests"], "test.example.org")
NEVER = 2**62
DAY_SECONDS = 86_400

tokens = st.builds(
    ResumptionToken,
    verb=st.sampled_from(["ListRecords", "ListIdentifiers", "ListSets"]),
    metadata_prefix=st.none() | st.just("oai_dc"),
    set_spec=st.none() | set_specs,
    until=st.none() | instants,
    watermark=instants,
    datestamp=st.integers(-(2**62), 2**62),
    key=st.integers(-1, 2**62) | set_specs,
    cursor=st.integers(0, 2**40),
    complete_list_size=st.none() | st.integers(0, 2**40),
    expires=st.just(NEVER),
)
TOKEN = ResumptionToken("ListRecords", "oai_dc", "a:b", None, 1000, 900, 7, 100, 250, NEVER)


@given(tokens)
def test_a_token_comes_back_as_it_was_signed(token: ResumptionToken) -> None:
    assert SIGNER.verify(SIGNER.sign(token), verb=token.verb, now=0) == token


@given(tokens)
def test_a_token_has_only_characters_that_survive_every_url_encoding(
    token: ResumptionToken,
) -> None:
    assert re.fullmatch(r"[A-Za-z0-9\-_.~]+", SIGNER.sign(token), re.ASCII)


@given(tokens)
def test_the_same_token_is_signed_the_same(token: ResumptionToken) -> None:
    assert SIGNER.sign(token) == SIGNER.sign(token)


mutations = st.sampled_from("abcXYZ019-_.~ =+/%&\n\u00e9")


@given(tokens, st.data())
def test_a_token_with_any_one_character_changed_is_refused(
    token: ResumptionToken, data: st.DataObject
) -> None:
    text = SIGNER.sign(token)
    place = data.draw(st.integers(0, len(text) - 1), "place")
    other = data.draw(mutations.filter(lambda one: one != text[place]), "other")
    _refuse(text[:place] + other + text[place + 1 :], token.verb)


@given(tokens, st.data())
def test_a_token_with_a_character_more_or_less_is_refused(
    token: ResumptionToken, data: st.DataObject
) -> None:
    text = SIGNER.sign(token)
    place = data.draw(st.integers(0, len(text) - 1), "place")
    _refuse(text[:place] + text[place + 1 :], token.verb)
    _refuse(text[:place] + data.draw(mutations, "added") + text[place:], token.verb)


def test_every_last_character_matters_though_base64_has_spare_bits() -> None:
    text = SIGNER.sign(TOKEN)
    for end in (text.index(".") - 1, len(text) - 1):
        for other in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_":
            if other != text[end]:
                _refuse(text[:end] + other + text[end + 1 :], TOKEN.verb)


@given(any_text | st.from_regex(r"[A-Za-z0-9_-]*(\.[A-Za-z0-9_-]*)*", fullmatch=True))
def test_any_other_text_is_refused(text: str) -> None:
    _refuse(text, "ListRecords")


def _refuse(text: str, verb: str) -> None:
    with pytest.raises(BadResumptionToken):
        SIGNER.verify(text, verb=verb, now=0)


def test_a_token_of_another_verb_is_refused() -> None:
    with pytest.raises(BadResumptionToken, match="ListRecords"):
        SIGNER.verify(SIGNER.sign(TOKEN), verb="ListIdentifiers", now=0)


def test_a_token_of_another_secret_is_refused() -> None:
    text = TokenSigner([b"another secret"], "test.example.org").sign(TOKEN)
    _refuse(text, TOKEN.verb)


def test_a_token_of_another_repository_with_the_same_secret_is_refused() -> None:
    text = TokenSigner([b"a secret of the tests"], "other.example.org").sign(TOKEN)
    _refuse(text, TOKEN.verb)


def test_a_token_ends_at_its_expiration_and_not_before() -> None:
    token = ResumptionToken("ListSets", None, None, None, 0, 0, "a", 1, None, expires=500)
    text = SIGNER.sign(token)
    assert SIGNER.verify(text, verb="ListSets", now=499) == token
    with pytest.raises(BadResumptionToken, match="expired"):
        SIGNER.verify(text, verb="ListSets", now=500)


@given(st.integers(0, 2**40))
def test_a_token_is_good_for_a_week_and_until_midnight(now: int) -> None:
    assert 7 * DAY_SECONDS < expiration(now) - now <= 8 * DAY_SECONDS
    assert expiration(now) % DAY_SECONDS == 0
