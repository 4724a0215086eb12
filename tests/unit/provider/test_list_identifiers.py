"""ListIdentifiers: headers alone."""

from oaipmh.provider.context import Context
from oaipmh.provider.list_identifiers import list_identifiers
from tests.unit.fakes import NOW, FakeRecord, FakeStore, asked, repository


def test_headers_come_without_their_records_and_in_pages() -> None:
    records = [FakeRecord(key) for key in range(4)]
    request = asked("ListIdentifiers", metadataPrefix="oai_dc")
    content = list_identifiers(request, Context(repository(page_size=3), FakeStore(records), NOW))
    assert [one.header for one in content.records] == [one.stored.header for one in records[:3]]
    assert {one.payload for one in content.records} == {b""}
    assert content.position is not None
    assert content.position.value
