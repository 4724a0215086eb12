"""Native records in the store: what changes them, and what takes them away."""

import io

import pytest

from oaipmh.crosswalks import choose_crosswalks
from oaipmh.crosswalks.formats import Formats
from oaipmh.ingest.ports import Summary
from oaipmh.readers import oai
from oaipmh.store import SqlStore
from tests.support.loading import load, pipeline
from tests.support.rendering import kept, render_all

NAMESPACE = "http://www.loc.gov/MARC21/slim"
CROSSWALKS = choose_crosswalks(["oai_dc", "marc21"])
NATIVE = Formats(CROSSWALKS, native=("marc21",))
MADE = Formats(CROSSWALKS)


def take(store: SqlStore, fields: str = "", formats: Formats = NATIVE) -> Summary:
    """Take a MARCXML record in, with these fields besides."""
    record = (
        f'<record xmlns="{NAMESPACE}"><leader>00000nam a2200000 a 4500</leader>'
        '<datafield tag="245" ind1="0" ind2="0"><subfield code="a">T</subfield></datafield>'
        f"{fields}</record>"
    )
    header = "<header><identifier>oai:test.example.org:1</identifier></header>"
    xml = f"<ListRecords><record>{header}<metadata>{record}</metadata></record></ListRecords>"
    taking = pipeline(store, formats)
    taking.take("test", oai.read(io.BytesIO(xml.encode())))
    return taking.summary


# A field that no property tells of.
FIELD = '<datafield tag="998" ind1=" " ind2=" "><subfield code="a">own</subfield></datafield>'


@pytest.fixture
def native(store: SqlStore) -> SqlStore:
    """A store with one item, whose record is native."""
    assert take(store, FIELD).created == 1
    return store


def test_the_same_record_again_changes_nothing(native: SqlStore, database_url: str) -> None:
    before = kept(database_url, "marc21")
    assert take(native, FIELD).unchanged == 1
    assert kept(database_url, "marc21") == before
    assert before[1].version == 0
    assert FIELD.encode() in before[1].payload


def test_another_record_that_says_the_same_is_served(native: SqlStore, database_url: str) -> None:
    assert take(native, FIELD.replace("own", "other")).updated == 1
    assert b"other" in kept(database_url, "marc21")[1].payload


def test_what_is_not_valid_is_made_by_the_crosswalk(native: SqlStore, database_url: str) -> None:
    done = take(native, FIELD.replace('ind1=" "', 'ind1="A"'))
    assert (done.updated, done.repaired) == (1, 1)
    assert kept(database_url, "marc21")[1].version > 0


def test_what_is_mended_says_so_and_the_same_again_changes_nothing(
    native: SqlStore, database_url: str
) -> None:
    fields = f'{FIELD}<controlfield tag="001">1</controlfield>'
    done = take(native, fields)
    assert (done.updated, done.repaired) == (1, 1)
    before = kept(database_url, "marc21")
    assert before[1].version == 0
    assert before[1].payload.index(b"controlfield") < before[1].payload.index(b"datafield")
    (mended,) = native.repaired(10)
    said = "marc21: served as it came, but for the order of its fields: leader, controlfields,"
    assert [*mended.repairs] == [f"{said} datafields"]
    assert take(native, fields).unchanged == 1
    assert kept(database_url, "marc21") == before


def test_an_item_that_comes_without_goes_back_to_the_crosswalk(
    native: SqlStore, database_url: str
) -> None:
    again = {"identifier": "oai:test.example.org:1", "metadata": {"title": ["T"]}}
    assert load(native, [again], NATIVE).updated == 1
    made = kept(database_url, "marc21")[1]
    assert made.version > 0
    assert FIELD.encode() not in made.payload


def test_rendering_leaves_it_alone_while_its_format_is_native(
    native: SqlStore, database_url: str
) -> None:
    before = kept(database_url, "marc21")
    assert render_all(native, NATIVE)["marc21"] == {"unchanged": 1}
    assert kept(database_url, "marc21") == before
    assert render_all(native, MADE)["marc21"] == {"changed": 1}
    assert kept(database_url, "marc21")[1].version > 0
    assert kept(database_url, "oai_dc")[1].payload
