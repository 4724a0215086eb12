"""The secrets that sign tokens: a new one is learned of before it signs, and no token dies."""

import pytest

from oaipmh.protocol.errors import BadResumptionToken
from oaipmh.protocol.resumption_token import ResumptionToken
from oaipmh.provider.keyring import LOOK_AGAIN_SECONDS, REFRESH_SECONDS, Keyring, TokenSecret
from oaipmh.provider.ports import StoreUnavailable
from tests.unit.fakes import NOW

OLD, NEW = TokenSecret(b"old"), TokenSecret(b"new", NOW + 60)
TOKEN = ResumptionToken("ListRecords", "oai_dc", None, None, NOW, NOW, 7, 100, None, NOW + 86_400)


class Kept:
    """What the store keeps; `looks` counts how often it is asked."""

    def __init__(self, *secrets: TokenSecret) -> None:
        self.secrets = secrets
        self.looks = 0
        self.is_down = False

    def __call__(self) -> tuple[TokenSecret, ...]:
        """The secrets there are."""
        if self.is_down:
            raise StoreUnavailable("It is down")
        self.looks += 1
        return self.secrets


def keyring(kept: Kept) -> Keyring:
    """A node's keys."""
    return Keyring(kept, "test.example.org")


def verify(node: Keyring, text: str, now: int) -> ResumptionToken:
    """Read a token of a list of records."""
    return node.verify(text, verb="ListRecords", now=now)


def test_a_new_secret_signs_from_its_time_on_and_both_verify() -> None:
    node = keyring(Kept(OLD, NEW))
    only_old, only_new = keyring(Kept(OLD)), keyring(Kept(NEW))
    before, after = node.sign(TOKEN, NOW + 59), node.sign(TOKEN, NOW + 60)
    assert before == only_old.sign(TOKEN, NOW)
    assert after == only_new.sign(TOKEN, NOW + 60)
    assert verify(node, before, NOW + 60) == verify(node, after, NOW + 60) == TOKEN


def test_a_node_that_runs_learns_of_a_secret_by_its_first_token() -> None:
    kept = Kept(OLD)
    running = keyring(kept)
    kept.secrets = (OLD, NEW)
    foreign = keyring(Kept(NEW)).sign(TOKEN, NOW + 60)
    assert verify(running, foreign, NOW + 60) == TOKEN
    assert running.sign(TOKEN, NOW + 60) == foreign


def test_a_node_that_only_signs_learns_of_a_secret_before_it_signs() -> None:
    kept = Kept(OLD)
    running = keyring(kept)
    running.refresh(NOW)
    kept.secrets = (OLD, NEW)
    foreign = keyring(Kept(NEW)).sign(TOKEN, NOW + 60)
    running.refresh(NOW + REFRESH_SECONDS - 1)
    assert running.sign(TOKEN, NOW + 60) != foreign
    running.refresh(NOW + REFRESH_SECONDS)
    assert running.sign(TOKEN, NOW + 60) == foreign


def test_foreign_tokens_make_it_look_again_only_now_and_then() -> None:
    kept = Kept(OLD)
    node = keyring(kept)
    foreign = keyring(Kept(TokenSecret(b"somebody else's"))).sign(TOKEN, NOW)
    looks = kept.looks
    for now in (NOW, NOW, NOW + 1, NOW + LOOK_AGAIN_SECONDS):
        with pytest.raises(BadResumptionToken):
            verify(node, foreign, now)
    assert kept.looks == looks + 2


def test_what_is_no_token_or_an_old_one_makes_it_look_nowhere() -> None:
    kept = Kept(OLD)
    node = keyring(kept)
    for text in ("", "x.y", node.sign(TOKEN._replace(expires=NOW), NOW)):
        kept.is_down = True
        with pytest.raises(BadResumptionToken):
            verify(node, text, NOW)


def test_while_the_store_is_down_it_signs_and_does_not_call_a_token_bad() -> None:
    kept = Kept(OLD)
    node = keyring(kept)
    kept.is_down = True
    node.refresh(NOW)
    token = node.sign(TOKEN, NOW)
    assert verify(node, token, NOW) == TOKEN
    with pytest.raises(StoreUnavailable):
        verify(node, keyring(Kept(NEW)).sign(TOKEN, NOW), NOW + LOOK_AGAIN_SECONDS)
