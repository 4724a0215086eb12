"""Records without bytes: what they are made of, read with the page; stored ones beside them."""

from dataclasses import replace

from oaipmh.metadata.description import Statement
from oaipmh.protocol import namespaces as ns
from oaipmh.protocol.response import GetRecord, ListRecords
from oaipmh.provider.answer import answer
from oaipmh.store import SqlStore
from tests.support.loading import item, load
from tests.support.rendering import formats, render_all
from tests.unit.fakes import asked, repository

STORED = formats()
ON_THE_FLY = replace(STORED, on_the_fly=("oai_dc",))
LONG = "long " * 20_000
LIST = asked("ListRecords", metadataPrefix="oai_dc")


def listed(store: SqlStore) -> ListRecords:
    """The first page of a repository that makes what is not stored."""
    store.move_clock(opens_list=True)
    served = replace(repository(100), crosswalks=ON_THE_FLY)
    content = answer(LIST, served, store, store.now()).content
    assert isinstance(content, ListRecords)
    return content


def test_the_items_of_records_come_in_the_order_of_the_keys(store: SqlStore) -> None:
    rights = f'<rights xmlns="{ns.RIGHTS}"><rightsReference ref="http://x.org/"/></rights>'
    load(store, [item(n, title=LONG if n % 2 else "Short") for n in range(3)])
    load(store, [item(3, about=[rights])])
    with store.snapshot() as snapshot:
        found = list(snapshot.items([4, 1, 3, 2]))
    assert [one.identifier for one in found] == [f"oai:test.example.org:{n}" for n in (3, 0, 2, 1)]
    assert found[3].description == (Statement("title", LONG.strip()),)
    assert b"http://x.org/" in found[0].abouts[0]
    assert found[1].abouts == []


def test_pages_are_the_same_to_a_byte_stored_or_made_and_while_they_change(
    store: SqlStore,
) -> None:
    load(store, [item(n, "a", title=f"Énoncé & <{n}>") for n in range(6)])
    load(store, [{"identifier": "oai:test.example.org:3", "deleted": True}])
    stored = listed(store)
    assert len([record for record in stored.records if record.payload]) == 5
    render_all(store, ON_THE_FLY)
    assert listed(store) == stored
    load(store, [item(7)], ON_THE_FLY)
    load(store, [item(8)], STORED)
    both = {record.key: record.payload for record in listed(store).records}
    assert [key for key, payload in sorted(both.items()) if payload] == [1, 2, 3, 5, 6, 7, 8]
    served = replace(repository(), crosswalks=ON_THE_FLY)
    asked_for = asked("GetRecord", identifier="oai:test.example.org:7", metadataPrefix="oai_dc")
    content = answer(asked_for, served, store, store.now()).content
    assert isinstance(content, GetRecord)
    assert content.record.payload == both[7]


def test_a_page_of_large_records_that_are_made_ends_as_one_of_stored_ones(store: SqlStore) -> None:
    large = [item(n, title=f"{n} " + "x" * 700_000) for n in range(5)]
    load(store, large)
    stored = listed(store)
    render_all(store, ON_THE_FLY)
    made = listed(store)
    assert len(made.records) == len(stored.records) == 3
    assert made.records == stored.records
    assert made.position is not None
    assert made.position.complete_list_size == 5
