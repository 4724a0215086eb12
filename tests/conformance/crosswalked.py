"""A second format beside oai_dc, and items taken in under crosswalks of a test's own."""

from typing import Any

import pytest
from lxml import etree

from oaipmh.crosswalks import CROSSWALKS, Crosswalk
from oaipmh.metadata.description import Description, Statement
from oaipmh.protocol.response import MetadataFormat
from oaipmh.readers.incoming import IncomingItem
from oaipmh.store import SqlStore
from tests.support.loading import pipeline

OAI_DC_CROSSWALK = CROSSWALKS["oai_dc"]
BOTH = ("oai_dc", "subjects")


def _subjects_only(description: Description) -> etree._Element | None:
    subjects = tuple(one for one in description if one.property == "subject")
    return OAI_DC_CROSSWALK.render(subjects) if subjects else None


SUBJECTS = Crosswalk(
    MetadataFormat(
        "subjects", OAI_DC_CROSSWALK.format.schema, OAI_DC_CROSSWALK.format.metadata_namespace
    ),
    1,
    _subjects_only,
)


def offer_subjects(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the format `subjects` known: it has only what an item's subjects say."""
    monkeypatch.setitem(CROSSWALKS, "subjects", SUBJECTS)


def take(store: SqlStore, *walks: Crosswalk, number: int = 1, **metadata: Any) -> None:
    """Take one item in, rendered by these crosswalks alone."""
    description = tuple(Statement(name, value) for name, value in metadata.items())
    identifier = f"oai:test.example.org:{number}"
    pipeline(store, walks).take(
        "test", [IncomingItem("here", b"", identifier, description=description)]
    )
