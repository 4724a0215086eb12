"""GetRecord: one record, or why not."""

import pytest

from oaipmh.protocol.errors import CannotDisseminateFormat, IdDoesNotExist
from oaipmh.protocol.response import GetRecord
from oaipmh.provider.context import Context
from oaipmh.provider.get_record import get_record
from tests.unit.fakes import NOW, FakeRecord, FakeStore, asked, identifier, repository

LIVE, GONE = FakeRecord(1), FakeRecord(2, deleted=True)
STORE = FakeStore([LIVE, GONE], without_formats=[identifier(3)], loading=True)


def get(number: int, metadata_prefix: str = "oai_dc") -> GetRecord:
    """A record of the store, which is loading: single records answer all the same."""
    request = asked("GetRecord", identifier=identifier(number), metadataPrefix=metadata_prefix)
    return get_record(request, Context(repository(), STORE, NOW))


def test_a_record_is_given() -> None:
    assert get(1) == GetRecord(LIVE.stored)


def test_a_deleted_record_is_given_as_its_tombstone() -> None:
    assert get(2) == GetRecord(GONE.stored)


def test_an_unknown_identifier_does_not_exist() -> None:
    with pytest.raises(IdDoesNotExist):
        get(9)


@pytest.mark.parametrize(("number", "prefix"), [(1, "marc21"), (1, "other"), (3, "oai_dc")])
def test_a_format_that_repository_or_item_lacks_cannot_be_disseminated(
    number: int, prefix: str
) -> None:
    with pytest.raises(CannotDisseminateFormat):
        get(number, prefix)
