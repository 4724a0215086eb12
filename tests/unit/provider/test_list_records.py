"""ListRecords: whole records."""

from oaipmh.provider.context import Context
from oaipmh.provider.list_records import list_records
from tests.unit.fakes import NOW, FakeRecord, FakeStore, asked, repository


def test_records_come_whole_and_tombstones_as_they_are() -> None:
    live, gone = FakeRecord(1), FakeRecord(2, deleted=True)
    request = asked("ListRecords", metadataPrefix="oai_dc")
    content = list_records(request, Context(repository(), FakeStore([live, gone]), NOW))
    assert content.records == [live.stored, gone.stored]
    assert content.records[0].payload
    assert content.position is None
