"""Records of telling items in every format, read by eye once and kept: tests/golden.

`REWRITE=1 pytest tests/integration/test_golden_records.py` writes them anew; read what changed
before it is committed.
"""

import io
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from oaipmh.crosswalks import CROSSWALKS
from oaipmh.crosswalks.formats import Formats
from oaipmh.ingest.clean import clean
from oaipmh.ingest.render import prepare
from oaipmh.metadata.description import Description
from oaipmh.readers import jsonl
from oaipmh.readers.eprints import SUBJECT, SubjectTree, describe
from oaipmh.readers.incoming import IncomingItem
from tests.support import lse
from tests.support.judges import faults_of
from tests.support.resources import TODAY

FOLDER = Path(__file__).resolve().parents[1] / "golden"
FORMATS = Formats(list(CROSSWALKS.values()))
WRITE = bool(os.environ.get("REWRITE"))


def _incoming() -> Iterator[IncomingItem]:
    tree = SubjectTree()
    for element in etree.fromstring(lse.SUBJECTS).iter(SUBJECT):
        tree.add(element)
    paper = describe(etree.fromstring(lse.EPRINT), tree).item("the reference item", b"")
    yield replace(paper, identifier="oai:eprints.lse.ac.uk:64325")
    for item in jsonl.read(io.BytesIO((FOLDER / "items.jsonl").read_bytes())):
        assert isinstance(item, IncomingItem), item
        yield item


def _items() -> dict[str, Description]:
    cleaned = (clean(one, one.identifier, keep_datestamp=False) for one in _incoming())
    return {one.identifier: one.description for one in cleaned}


ITEMS = _items()
LIVE = {identifier: description for identifier, description in ITEMS.items() if description}
CASES = [(identifier, prefix) for identifier in LIVE for prefix in CROSSWALKS]


def _text(identifier: str, prefix: str) -> str:
    """The record as it is to be read; or, for an item that is not in the format, why not."""
    crosswalk = CROSSWALKS[prefix]
    resource = FORMATS.resource(identifier, LIVE[identifier], TODAY)
    if missing := crosswalk.missing(resource):
        return "".join(f"<!-- missing: {reason} -->\n" for reason in missing)
    return etree.tostring(crosswalk.render(resource), encoding="unicode", pretty_print=True)


@pytest.mark.parametrize(("identifier", "prefix"), CASES)
def test_a_record_is_as_it_was_when_it_was_read(identifier: str, prefix: str) -> None:
    path = FOLDER / identifier.rpartition(":")[2] / f"{prefix}.xml"
    text = _text(identifier, prefix)
    if WRITE:
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    assert path.read_text("utf-8") == text


@pytest.mark.parametrize(("identifier", "prefix"), CASES)
def test_a_record_is_valid(identifier: str, prefix: str, shared: Path) -> None:
    resource = FORMATS.resource(identifier, LIVE[identifier], TODAY)
    if not CROSSWALKS[prefix].missing(resource):
        assert faults_of(prefix, CROSSWALKS[prefix].render(resource), shared) == []


def test_there_is_no_record_that_nothing_makes() -> None:
    kept = {(path.parent.name, path.stem) for path in FOLDER.glob("*/*.xml")}
    assert kept == {(identifier.rpartition(":")[2], prefix) for identifier, prefix in CASES}


def test_a_deleted_item_has_no_record_in_any_format() -> None:
    (deleted,) = (one for one in _incoming() if one.identifier == "oai:golden.example.org:deleted")
    cleaned = clean(deleted, deleted.identifier, keep_datestamp=False)
    assert prepare(cleaned, FORMATS, TODAY).records == {}
