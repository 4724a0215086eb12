"""Identify: who the repository is, and since when."""

from dataclasses import replace

from oaipmh.protocol.datestamp import Granularity
from oaipmh.protocol.descriptions import friends
from oaipmh.protocol.writer import write_response
from oaipmh.provider.answer import answer
from oaipmh.provider.context import Context
from oaipmh.provider.identify import identify
from tests.unit.fakes import NOW, FakeRecord, FakeStore, asked, repository


def test_the_repository_says_who_it_is() -> None:
    one = repository(granularity=Granularity.DAY)
    content = identify(asked("Identify"), Context(one, FakeStore(), NOW))
    assert content.repository_name == one.name
    assert content.base_url == one.base_url
    assert content.admin_emails == one.admin_emails
    assert content.granularity is Granularity.DAY


def test_the_earliest_datestamp_is_that_of_the_oldest_record_deleted_or_not() -> None:
    store = FakeStore([FakeRecord(1, 2000), FakeRecord(2, 1000, deleted=True)])
    content = identify(asked("Identify"), Context(repository(), store, NOW))
    assert content.earliest_datestamp == 1000


def test_an_empty_repository_has_its_clock_as_the_earliest_datestamp() -> None:
    content = identify(asked("Identify"), Context(repository(), FakeStore(watermark=77), NOW))
    assert content.earliest_datestamp == 77


def test_a_description_stands_in_every_answer_and_stays_the_repository_s_own() -> None:
    one = replace(repository(), descriptions=(friends(["http://y.org/oai"]),))
    bodies = [write_response(answer(asked("Identify"), one, FakeStore(), NOW)) for _ in range(2)]
    assert bodies[0] == bodies[1]
    assert b"http://y.org/oai" in bodies[1]
    assert one.descriptions[0].getparent() is None  # answers are made at the same time, too
