"""A second format beside oai_dc, and items taken in under crosswalks of a test's own."""

from typing import Any

import pytest
from lxml import etree

from oaipmh.crosswalks import CROSSWALKS, Crosswalk
from oaipmh.metadata.description import Statement
from oaipmh.metadata.resource import Resource
from oaipmh.protocol.response import MetadataFormat
from oaipmh.readers.incoming import IncomingItem
from oaipmh.store import SqlStore
from tests.support.loading import LOADED, pipeline

OAI_DC_CROSSWALK = CROSSWALKS["oai_dc"]
BOTH = ("oai_dc", "subjects")


def _lacks_subject(resource: Resource) -> list[str]:
    return [] if resource.all("subject") else ["subject"]


def _subjects_only(resource: Resource) -> etree._Element:
    subjects = tuple(resource.all("subject"))
    return OAI_DC_CROSSWALK.render(Resource(resource.identifier, subjects, day=resource.day))


SUBJECTS = Crosswalk(
    MetadataFormat(
        "subjects", OAI_DC_CROSSWALK.format.schema, OAI_DC_CROSSWALK.format.metadata_namespace
    ),
    1,
    _lacks_subject,
    _subjects_only,
)


def offer_subjects(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the format `subjects` known: it has only what an item's subjects say."""
    monkeypatch.setitem(CROSSWALKS, "subjects", SUBJECTS)
    monkeypatch.setitem(LOADED, "subjects", SUBJECTS)


def take(store: SqlStore, *walks: Crosswalk, number: int = 1, **metadata: Any) -> None:
    """Take one item in, rendered by these crosswalks alone."""
    description = tuple(Statement(name, value) for name, value in metadata.items())
    identifier = f"oai:test.example.org:{number}"
    pipeline(store, walks).take(
        "test", [IncomingItem("here", b"", identifier, description=description)]
    )
