"""Answers: the verb by its name, errors as content, and a responseDate that loses nothing."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest

from oaipmh.protocol.datestamp import Granularity
from oaipmh.protocol.errors import BadArgument, BadVerb, OAIErrors
from oaipmh.protocol.request import Request
from oaipmh.protocol.response import ListRecords, Response
from oaipmh.provider.answer import answer, refuse
from oaipmh.provider.keyring import Keyring, TokenSecret
from oaipmh.provider.ports import LATEST
from tests.unit.fakes import NOW, FakeRecord, FakeStore, asked, identifier, repository

REPOSITORY = repository(page_size=2)
LATER = NOW + 60


def store(**changed: Any) -> FakeStore:
    """Three records, in a set."""
    return FakeStore([FakeRecord(key, sets=("a",)) for key in range(3)], set_specs=["a"], **changed)


def ask(request: Request, of: FakeStore | None = None, now: int = LATER) -> Response:
    """The answer a minute after the clock was last moved."""
    return answer(request, REPOSITORY, of or store(), now)


ALL_VERBS = {
    "Identify": asked("Identify"),
    "ListMetadataFormats": asked("ListMetadataFormats"),
    "ListSets": asked("ListSets"),
    "ListIdentifiers": asked("ListIdentifiers", metadataPrefix="oai_dc"),
    "ListRecords": asked("ListRecords", metadataPrefix="oai_dc"),
    "GetRecord": asked("GetRecord", metadataPrefix="oai_dc", identifier=identifier(1)),
}


@pytest.mark.parametrize("verb", ALL_VERBS)
def test_each_verb_is_answered_by_its_own(verb: str) -> None:
    response = ask(ALL_VERBS[verb])
    assert type(response.content).__name__ == verb
    assert response.arguments == ALL_VERBS[verb].arguments
    assert response.base_url == REPOSITORY.base_url
    assert response.granularity is Granularity.SECONDS


@pytest.mark.parametrize("verb", ["Identify", "ListIdentifiers", "ListRecords"])
def test_what_a_harvester_steers_by_has_the_clock_of_the_snapshot_as_response_date(
    verb: str,
) -> None:
    assert ask(ALL_VERBS[verb]).response_date == NOW


@pytest.mark.parametrize("verb", ["ListMetadataFormats", "ListSets", "GetRecord"])
def test_other_answers_have_the_later_of_now_and_the_clock(verb: str) -> None:
    assert ask(ALL_VERBS[verb]).response_date == LATER
    assert ask(ALL_VERBS[verb], now=NOW - 60).response_date == NOW


def test_every_page_of_a_list_has_the_response_date_of_its_first() -> None:
    first = ask(ALL_VERBS["ListRecords"])
    assert isinstance(first.content, ListRecords)
    assert first.content.position is not None
    token = first.content.position.value
    second = ask(
        asked("ListRecords", resumptionToken=token), store(watermark=LATER + 60), LATER + 60
    )
    assert isinstance(second.content, ListRecords)
    assert second.response_date == first.response_date == NOW


def test_an_empty_list_has_the_clock_as_response_date_too() -> None:
    response = ask(ALL_VERBS["ListRecords"], FakeStore())
    assert codes(response) == ["noRecordsMatch"]
    assert response.response_date == NOW


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        (asked("GetRecord", metadataPrefix="oai_dc", identifier="oai:x:9"), "idDoesNotExist"),
        (asked("ListRecords", metadataPrefix="marc21"), "cannotDisseminateFormat"),
        (asked("ListRecords", metadataPrefix="oai_dc", set_="b"), "noRecordsMatch"),
        (asked("ListRecords", resumptionToken="abc"), "badResumptionToken"),
        (asked("ListSets", resumptionToken="abc"), "badResumptionToken"),
    ],
)
def test_an_error_of_the_protocol_is_the_content_and_the_arguments_are_echoed(
    request_: Request, code: str
) -> None:
    response = ask(request_)
    assert codes(response) == [code]
    assert response.arguments == request_.arguments


def test_a_token_of_another_verb_is_bad() -> None:
    first = ask(ALL_VERBS["ListRecords"])
    assert isinstance(first.content, ListRecords)
    assert first.content.position is not None
    token = first.content.position.value
    assert codes(ask(asked("ListIdentifiers", resumptionToken=token))) == ["badResumptionToken"]


def test_a_token_is_good_for_a_week_at_least_and_then_bad() -> None:
    first = ask(ALL_VERBS["ListRecords"])
    assert isinstance(first.content, ListRecords)
    assert first.content.position is not None
    request = asked("ListRecords", resumptionToken=first.content.position.value)
    assert isinstance(ask(request, now=LATER + 7 * 86_400).content, ListRecords)
    assert codes(ask(request, now=LATER + 8 * 86_400)) == ["badResumptionToken"]


def test_what_was_no_request_is_refused_with_all_its_errors_and_no_echo() -> None:
    errors = (BadArgument("one"), BadArgument("two"))
    response = refuse(OAIErrors(*errors), REPOSITORY, LATER)
    assert response.content == errors
    assert response.arguments == ()
    assert response.response_date == LATER
    assert codes(refuse(OAIErrors(BadVerb("x")), REPOSITORY, LATER)) == ["badVerb"]


def codes(response: Response) -> list[str]:
    """The codes of an answer that is errors."""
    assert isinstance(response.content, Sequence)
    return [error.code for error in response.content]


@pytest.mark.parametrize(
    ("verb", "wanted"),
    [
        ("Identify", NOW - 7),
        ("ListMetadataFormats", 0),
        ("ListSets", 0),
        ("ListIdentifiers", NOW - 7),
        ("ListRecords", NOW - 7),
        ("GetRecord", LATEST),
    ],
)
def test_a_snapshot_must_have_reached_what_a_harvester_may_know_of(verb: str, wanted: int) -> None:
    request, of = ALL_VERBS[verb], store()
    answer(request, REPOSITORY, of, LATER, moved_to=NOW - 7 if request.moves_clock else 0)
    assert of.asked_for == wanted


def test_a_later_page_is_of_a_snapshot_that_has_reached_the_list(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    of = store()
    content = ask(ALL_VERBS["ListRecords"], of).content
    assert isinstance(content, ListRecords)
    assert content.position is not None
    monkeypatch.setattr(of, "watermark", NOW + 7)
    ask(asked("ListRecords", resumptionToken=content.position.value), of)
    assert of.asked_for == NOW


def test_an_items_formats_are_read_where_the_item_was_announced() -> None:
    of = store()
    ask(asked("ListMetadataFormats", identifier=identifier(1)), of)
    assert of.asked_for == LATEST


class WatchedStore(FakeStore):
    """Knows whether a snapshot is held."""

    is_held = False

    @contextmanager
    def snapshot(self, at_least: int = 0) -> Iterator["FakeStore"]:
        self.is_held = True
        with super().snapshot(at_least) as opened:
            yield opened
        self.is_held = False


def test_secrets_are_looked_for_while_no_snapshot_is_held() -> None:
    of = WatchedStore([FakeRecord(key) for key in range(3)])
    looks = []

    def read() -> list[TokenSecret]:
        looks.append(of.is_held)
        return [TokenSecret(b"secret")]

    tokens = Keyring(read, "test.example.org")
    answered = answer(ALL_VERBS["ListRecords"], replace(REPOSITORY, tokens=tokens), of, LATER)
    assert isinstance(answered.content, ListRecords)
    assert answered.content.position is not None
    assert looks == [False, False]
