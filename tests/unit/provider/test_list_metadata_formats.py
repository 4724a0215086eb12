"""ListMetadataFormats: the repository's formats, or an item's."""

import pytest

from oaipmh.protocol.errors import IdDoesNotExist, NoMetadataFormats
from oaipmh.protocol.response import MetadataFormat
from oaipmh.provider.context import Context
from oaipmh.provider.list_metadata_formats import list_metadata_formats
from tests.unit.fakes import (
    NOW,
    OAI_DC,
    OTHER,
    FakeRecord,
    FakeStore,
    asked,
    identifier,
    repository,
)

STORE = FakeStore(
    [FakeRecord(1, metadata_prefix="other"), FakeRecord(1), FakeRecord(2, deleted=True)],
    without_formats=[identifier(3)],
)


def formats(**arguments: str) -> list[MetadataFormat]:
    """The formats listed."""
    request = asked("ListMetadataFormats", **arguments)
    return list(list_metadata_formats(request, Context(repository(), STORE, NOW)).formats)


def test_without_an_identifier_all_formats_of_the_repository_are_listed() -> None:
    assert formats() == [OAI_DC, OTHER]


def test_an_item_has_the_formats_it_has_records_in_in_the_order_of_the_repository() -> None:
    assert formats(identifier=identifier(1)) == [OAI_DC, OTHER]


def test_a_deleted_item_has_the_formats_of_its_tombstones() -> None:
    assert formats(identifier=identifier(2)) == [OAI_DC]


def test_an_unknown_identifier_does_not_exist() -> None:
    with pytest.raises(IdDoesNotExist):
        formats(identifier=identifier(9))


def test_an_item_without_formats_says_so() -> None:
    with pytest.raises(NoMetadataFormats):
        formats(identifier=identifier(3))
