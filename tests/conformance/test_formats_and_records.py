"""Points 33-43: formats, records and deletions. OAI-PMH 2.0, sections 2.5, 3.4 and 4."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from lxml import etree

from oaipmh.store import SqlStore
from tests.conformance.client import OAI, OAI_DC, Client, Header
from tests.conformance.conftest import OLD
from tests.conformance.crosswalked import BOTH, OAI_DC_CROSSWALK, SUBJECTS, offer_subjects, take
from tests.support.loading import item, load

Serving = Callable[..., Client]
ONE = "oai:test.example.org:1"
GONE = {"identifier": ONE, "deleted": True}
REFERENCE = "oai:eprints.lse.ac.uk:64325"


@pytest.fixture
def both(monkeypatch: pytest.MonkeyPatch, serving: Serving, store: SqlStore) -> Client:
    """Item 1 in two formats, item 2 in oai_dc alone, both old."""
    offer_subjects(monkeypatch)
    subject = {"title": "T", "subject": "S"}
    load(store, [item(1, datestamp=OLD, metadata=subject), item(2, datestamp=OLD)], keep=True)
    return serving(formats=BOTH)


def _prefixes(client: Client, **arguments: str) -> list[str]:
    return client.ask("ListMetadataFormats", **arguments).texts("metadataPrefix")


def _listed(client: Client, prefix: str) -> dict[str, Header]:
    reply = client.ask("ListRecords", metadataPrefix=prefix)
    return {header.identifier: header for header in reply.headers}


@pytest.mark.point(33)
def test_every_item_is_available_in_oai_dc(sample: Client) -> None:
    records = {}
    for page in sample.pages("ListRecords", metadataPrefix="oai_dc"):
        for record in page.root.iter(f"{OAI}record"):
            records[record.findtext(f".//{OAI}identifier")] = record
    for header in sample.harvest():
        assert "oai_dc" in _prefixes(sample, identifier=header.identifier)
        has_metadata = records[header.identifier].find(f"{OAI}metadata/{OAI_DC}dc") is not None
        assert has_metadata is not header.deleted


@pytest.mark.point(34)
def test_formats_are_listed_for_the_repository_and_for_one_item(both: Client) -> None:
    assert _prefixes(both) == ["oai_dc", "subjects"]
    assert _prefixes(both, identifier=ONE) == ["oai_dc", "subjects"]
    assert _prefixes(both, identifier="oai:test.example.org:2") == ["oai_dc"]
    unknown = both.ask("ListMetadataFormats", identifier="oai:test.example.org:3")
    assert unknown.errors == ["idDoesNotExist"]


@pytest.mark.point(34)
def test_an_item_without_any_format_that_is_offered_says_so(
    monkeypatch: pytest.MonkeyPatch, store: SqlStore, serving: Serving
) -> None:
    offer_subjects(monkeypatch)
    take(store, SUBJECTS, subject="S")
    reply = serving().ask("ListMetadataFormats", identifier=ONE)
    assert reply.errors == ["noMetadataFormats"]
    assert reply.echoed["identifier"] == ONE


@pytest.mark.point(35)
@pytest.mark.parametrize("prefix", ["oai dc", "a/b", "a:b", "é", "<x>", '"', "oai_dc,", "a\tb"])
@pytest.mark.parametrize("verb", ["ListRecords", "ListIdentifiers", "GetRecord"])
def test_a_prefix_of_bad_syntax_is_an_error_and_is_not_echoed(
    sample: Client, verb: str, prefix: str
) -> None:
    more = {"identifier": REFERENCE} if verb == "GetRecord" else {}
    reply = sample.ask(verb, metadataPrefix=prefix, **more)
    assert reply.errors in (["badArgument"], ["cannotDisseminateFormat"])
    assert "metadataPrefix" not in reply.echoed


@pytest.mark.point(35)
def test_every_character_a_prefix_may_have_is_understood(sample: Client) -> None:
    reply = sample.ask("ListRecords", metadataPrefix="aZ09-_.!~*'()")
    assert reply.errors == ["cannotDisseminateFormat"]
    assert reply.echoed["metadataPrefix"] == "aZ09-_.!~*'()"


@pytest.mark.point(36)
def test_get_record_tells_an_unknown_identifier_from_a_missing_format(both: Client) -> None:
    for prefix, identifier, errors in (
        ("oai_dc", "oai:test.example.org:3", ["idDoesNotExist"]),
        ("subjects", "oai:test.example.org:3", ["idDoesNotExist"]),
        ("subjects", "oai:test.example.org:2", ["cannotDisseminateFormat"]),
        ("unknown", "oai:test.example.org:2", ["cannotDisseminateFormat"]),
        ("subjects", ONE, []),
    ):
        reply = both.ask("GetRecord", metadataPrefix=prefix, identifier=identifier)
        assert reply.errors == errors, (prefix, identifier)


@pytest.mark.point(37)
@pytest.mark.parametrize("verb", ["ListRecords", "ListIdentifiers"])
def test_a_list_tells_an_unknown_format_from_one_that_nothing_is_in(
    both: Client, verb: str
) -> None:
    assert both.ask(verb, metadataPrefix="unknown").errors == ["cannotDisseminateFormat"]
    assert both.ask(verb, metadataPrefix="subjects").identifiers == [ONE]
    beyond = both.ask(verb, metadataPrefix="subjects", from_="2020-01-02")
    assert beyond.errors == ["noRecordsMatch"]


@pytest.mark.point(38)
def test_a_deleted_record_is_a_header_and_nothing_else(sample: Client) -> None:
    gone = [header for header in sample.harvest() if header.deleted]
    assert len(gone) == 8
    for header in gone:
        reply = sample.ask("GetRecord", metadataPrefix="oai_dc", identifier=header.identifier)
        assert reply.headers == [header]
        (record,) = reply.root.iter(f"{OAI}record")
        assert [etree.QName(child).localname for child in record] == ["header"]


@pytest.mark.point(39)
@pytest.mark.parametrize("verb", ["ListRecords", "ListIdentifiers"])
def test_deletions_are_listed_by_their_date_and_in_the_sets_the_item_had(
    store: SqlStore, serving: Serving, verb: str
) -> None:
    stamps = {"datestamp": OLD}
    load(store, [item(1, "a:b", "c", **stamps), item(2, "a", **stamps)], keep=True)
    client = serving()
    load(store, [GONE])
    for arguments in ({}, {"set_": "a"}, {"set_": "a:b"}, {"set_": "c"}):
        (header,) = client.harvest(verb, from_="2020-01-02", **arguments)
        assert header.deleted
        assert header.set_specs == ("a:b", "c")
        assert header.datestamp > OLD
        assert ONE not in {one.identifier for one in client.harvest(verb, until=OLD, **arguments)}


@pytest.mark.point(39)
def test_a_deletion_that_keeps_its_date_is_listed_on_that_date(sample: Client) -> None:
    (header,) = sample.harvest(
        "ListRecords", from_="2024-06-20T13:37:41Z", until="2024-06-20T13:37:41Z", set_="subjects:H"
    )
    assert header == Header(
        "oai:sample.example.org:9002", "2024-06-20T13:37:41Z", ("subjects:H:HD",), deleted=True
    )


@pytest.mark.point(40)
def test_an_item_that_leaves_one_format_is_deleted_there_alone(
    both: Client, store: SqlStore
) -> None:
    before = _listed(both, "oai_dc")[ONE]
    assert not _listed(both, "subjects")[ONE].deleted
    load(store, [item(1, metadata={"title": "T"})])
    left = _listed(both, "subjects")[ONE]
    assert left.deleted
    assert left.datestamp > OLD
    still = _listed(both, "oai_dc")[ONE]
    assert not still.deleted
    assert still.set_specs == before.set_specs
    assert both.ask("GetRecord", metadataPrefix="subjects", identifier=ONE).headers[0].deleted


@pytest.mark.point(40)
def test_an_item_that_is_deleted_is_deleted_in_every_format(both: Client, store: SqlStore) -> None:
    load(store, [GONE])
    assert _listed(both, "oai_dc")[ONE].deleted
    assert _listed(both, "subjects")[ONE].deleted


@pytest.mark.point(41)
@pytest.mark.parametrize(
    "change", [item(1, "a", title="New"), item(1, "a", "b"), item(1), item(2, "a"), GONE]
)
def test_whatever_a_harvester_should_see_again_is_stamped_anew(
    store: SqlStore, serving: Serving, change: dict[str, object]
) -> None:
    load(store, [item(1, "a", datestamp=OLD)], keep=True)
    client = serving()
    response_date = client.ask("ListRecords", metadataPrefix="oai_dc").response_date
    load(store, [change])
    (header,) = client.harvest(from_=response_date)
    assert header.identifier == change["identifier"]
    assert header.datestamp >= response_date


@pytest.mark.point(41)
def test_the_same_content_again_is_not_stamped_anew(store: SqlStore, serving: Serving) -> None:
    load(store, [item(1, "a", datestamp=OLD)], keep=True)
    load(store, [item(1, "a")])
    assert [header.datestamp for header in serving().harvest()] == [OLD]


@pytest.mark.point(41)
def test_a_crosswalk_that_has_changed_stamps_what_it_makes_anew_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch, store: SqlStore, serving: Serving
) -> None:
    offer_subjects(monkeypatch)
    description = {"title": "T", "subject": "S"}
    load(store, [item(1, datestamp=OLD, metadata=description)], keep=True)
    client = serving(formats=BOTH)
    mended = replace(SUBJECTS, version=2, render=OAI_DC_CROSSWALK.render)
    take(store, OAI_DC_CROSSWALK, mended, **description)
    assert _listed(client, "oai_dc")[ONE].datestamp == OLD
    reply = client.ask("GetRecord", metadataPrefix="subjects", identifier=ONE)
    assert reply.titles() == ["T"]
    assert reply.text("datestamp") > OLD


@pytest.mark.point(42)
def test_an_identifier_is_the_same_in_all_verbs_and_formats_and_keeps_its_case(
    monkeypatch: pytest.MonkeyPatch, store: SqlStore, serving: Serving
) -> None:
    offer_subjects(monkeypatch)
    given = ["oai:Test.example.org:aB", "oai:test.example.org:AB", "oai:test.example.org:ab"]
    metadata = {"title": "T", "subject": "S"}
    load(store, ({"identifier": one, "metadata": metadata} for one in given))
    client = serving(formats=BOTH)
    for prefix in BOTH:
        for verb in ("ListRecords", "ListIdentifiers"):
            assert sorted(client.ask(verb, metadataPrefix=prefix).identifiers) == sorted(given)
        for one in given:
            record = client.ask("GetRecord", metadataPrefix=prefix, identifier=one)
            assert record.identifiers == [one]


@pytest.mark.point(42)
def test_what_is_no_uri_never_becomes_an_identifier(store: SqlStore, serving: Serving) -> None:
    wrong = ["", "no uri", "oai:x:%zz", "oai:x:<y>", "http://[", "oai:x:\x01"]
    load(store, ({**item(1), "identifier": one} for one in wrong))
    assert serving().harvest() == []


@pytest.mark.point(43)
def test_a_header_has_identifier_datestamp_and_each_set_once(
    store: SqlStore, serving: Serving
) -> None:
    load(store, [item(1, "b", "a", "a", " b"), item(2)])
    client = serving()
    for verb in ("ListRecords", "ListIdentifiers"):
        reply = client.ask(verb, metadataPrefix="oai_dc")
        names = [
            [etree.QName(child).localname for child in header]
            for header in reply.root.iter(f"{OAI}header")
        ]
        assert names == [["identifier", "datestamp", "setSpec", "setSpec"], names[0][:2]]
        assert reply.headers[0].set_specs == ("a", "b")
