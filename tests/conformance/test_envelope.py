"""Points 17-26: HTTP and the XML around every answer. OAI-PMH 2.0, sections 3.1 to 3.4."""

import gzip
import re
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from lxml import etree

from oaipmh.protocol.datestamp import format_utc
from oaipmh.store import SqlStore
from tests.conformance.client import OAI, SECONDS, VERBS, XSI, Client, query
from tests.conformance.conftest import OLD
from tests.support.loading import item, load
from tests.support.schemas import Schemas

REFERENCE = "oai:eprints.lse.ac.uk:64325"
SUCCESSES = {
    "Identify": query("Identify"),
    "ListMetadataFormats": query("ListMetadataFormats"),
    "ListSets": query("ListSets"),
    "ListIdentifiers": query("ListIdentifiers", metadataPrefix="oai_dc"),
    "ListRecords": query("ListRecords", metadataPrefix="oai_dc"),
    "GetRecord": query("GetRecord", metadataPrefix="oai_dc", identifier=REFERENCE),
}
ERRORS = {
    "badVerb": "verb=junk",
    "badArgument": "verb=Identify&x=1",
    "badResumptionToken": "verb=ListSets&resumptionToken=x",
    "cannotDisseminateFormat": "verb=ListRecords&metadataPrefix=x",
    "idDoesNotExist": "verb=ListMetadataFormats&identifier=a:b",
    "noRecordsMatch": "verb=ListRecords&metadataPrefix=oai_dc&until=1970-01-01",
}
RESPONSES = [*SUCCESSES.values(), *ERRORS.values()]


@pytest.mark.point(17)
@pytest.mark.parametrize("code", ERRORS)
def test_a_protocol_error_is_http_200(sample: Client, code: str) -> None:
    answer = sample.server.get(ERRORS[code])
    assert answer.status == 200
    assert sample.judge(answer).errors == [code]


@pytest.mark.point(17)
def test_http_codes_are_for_transport_alone(sample: Client) -> None:
    server = sample.server
    refused = {
        405: server.request("DELETE", "/oai?verb=Identify"),
        414: server.get("verb=Identify&x=" + "x" * 10_000),
        413: server.request("POST", "/oai", b"verb=Identify&x=" + b"x" * 100_000),
    }
    for status, answer in refused.items():
        assert answer.status == status
        assert answer.headers["content-type"].startswith("text/plain")
    assert refused[405].headers["allow"] == "GET, HEAD, POST"


@pytest.mark.point(18)
@pytest.mark.parametrize("asked", RESPONSES)
def test_the_content_type_is_text_xml_in_utf8(sample: Client, asked: str) -> None:
    for method in ("GET", "HEAD"):
        answer = sample.server.request(method, f"/oai?{asked}")
        assert answer.headers["content-type"].replace(" ", "").lower() == "text/xml;charset=utf-8"


@pytest.mark.point(19)
@pytest.mark.parametrize("asked", RESPONSES)
def test_a_response_is_declared_utf8_xml_without_doctype_or_entities(
    sample: Client, asked: str
) -> None:
    body = sample.get(asked).body
    assert re.match(rb"""<\?xml version=['"]1\.0['"] encoding=['"]UTF-8['"]\?>""", body)
    assert b"<!DOCTYPE" not in body
    entities = set(re.findall("&([A-Za-z][^;]*);", body.decode("utf-8")))
    assert entities <= {"amp", "lt", "gt", "quot", "apos"}  # XML's own


@pytest.mark.point(19)
def test_all_of_unicode_is_kept_and_what_xml_cannot_hold_is_dropped(
    store: SqlStore, serving: Callable[..., Client]
) -> None:
    kept = "\U0001d11e \U0001f4da Ünï ﷽ 漢字 e\u0301 \u202eabc & <b> &eacute; ]]>"
    dropped = "\0\x01\x08\x0b\x0c\x1f\ufffe\uffff\ud800"
    title = "".join(f"{kept[at : at + 1]}{bad}" for at, bad in enumerate(dropped))
    load(store, [item(1, title=title + kept[len(dropped) :])])
    reply = serving().ask("ListRecords", metadataPrefix="oai_dc")
    assert reply.titles() == [kept]


@pytest.mark.point(20)
@pytest.mark.parametrize("asked", RESPONSES)
def test_the_root_is_unprefixed_and_names_its_schema_first(sample: Client, asked: str) -> None:
    body = sample.get(asked).body.decode()
    root = re.search(r"<OAI-PMH [^>]*>", body)
    assert root is not None
    assert 'xmlns="http://www.openarchives.org/OAI/2.0/"' in root[0]
    pair = "http://www.openarchives.org/OAI/2.0/ http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd"
    assert f'xsi:schemaLocation="{pair}' in root[0]


@pytest.mark.point(20)
def test_no_element_of_the_protocol_has_a_prefix(sample: Client) -> None:
    for asked in SUCCESSES.values():
        root = sample.get(asked).root
        assert {found.prefix for found in root.iter(f"{OAI}*")} == {None}


@pytest.mark.point(21)
def test_the_order_is_response_date_request_and_the_verb_or_errors(sample: Client) -> None:
    for verb, asked in SUCCESSES.items():
        names = [etree.QName(child).localname for child in sample.get(asked).root]
        assert names == ["responseDate", "request", verb]
    for asked in (*ERRORS.values(), "verb=GetRecord"):
        names = [etree.QName(child).localname for child in sample.get(asked).root]
        assert names[:3] == ["responseDate", "request", "error"]
        assert set(names[3:]) <= {"error"}


@pytest.mark.point(22)
@pytest.mark.parametrize("asked", RESPONSES)
def test_the_response_date_is_now_in_whole_seconds_of_utc(
    sample: Client, sample_by_day: Client, asked: str
) -> None:
    for client in (sample, sample_by_day):
        before = format_utc(int(time.time()))
        said = client.get(asked).response_date
        assert SECONDS.fullmatch(said)
        assert before <= said <= format_utc(int(time.time()))


@pytest.mark.point(22)
def test_every_page_of_a_list_bears_the_date_up_to_which_the_list_is_complete(
    store: SqlStore, serving: Callable[..., Client], travel: Callable[[timedelta], None]
) -> None:
    load(store, (item(number, datestamp=OLD) for number in range(4)), keep=True)
    pages = serving(page_size=2).pages("ListRecords", metadataPrefix="oai_dc")
    first = next(pages)
    load(store, [item(9)])
    travel(timedelta(hours=1))
    *_, last = pages
    assert last.response_date == first.response_date
    found = store.item("oai:test.example.org:9")
    assert found is not None
    assert first.response_date <= format_utc(found.records[0].datestamp)


@pytest.mark.point(23)
@pytest.mark.parametrize("path", ["/oai", "/oai/"])
def test_nothing_is_redirected(sample: Client, path: str) -> None:
    assert sample.server.request("GET", f"{path}?verb=Identify").status == 200


@pytest.mark.point(23)
def test_what_cannot_be_answered_truthfully_now_is_503_with_seconds_to_wait(
    store: SqlStore, serving: Callable[..., Client]
) -> None:
    load(store, [item(1, datestamp=OLD)], keep=True)
    client = serving()
    store.begin_load("a move", force=True)
    for verb in ("ListRecords", "ListIdentifiers"):
        answer = client.server.get(query(verb, metadataPrefix="oai_dc"))
        assert answer.status == 503
        assert 1 <= int(answer.headers["retry-after"]) <= 3600
    store.end_load()
    assert client.harvest() != []


@pytest.mark.point(24)
@pytest.mark.parametrize(
    ("accepted", "sent"),
    [
        ("gzip", "gzip"),
        ("x-gzip", "gzip"),
        ("GZIP;q=0.5, deflate", "gzip"),
        ("compress, gzip, identify", "gzip"),
        ("gzip;q=0", None),
        ("gzip; q=0.000, br", None),
        ("identity", None),
        ("br, deflate", None),
        ("compress", None),
        ("", None),
    ],
)
def test_a_response_is_compressed_only_for_who_asks(
    sample: Client, accepted: str, sent: str | None
) -> None:
    asked = query("GetRecord", metadataPrefix="oai_dc", identifier=REFERENCE)
    answer = sample.server.get(asked, Accept_Encoding=accepted)
    assert answer.headers.get("content-encoding") == sent
    assert answer.headers["vary"].lower() == "accept-encoding"
    body = gzip.decompress(answer.body) if sent else answer.body
    assert etree.fromstring(body).findtext(f".//{OAI}identifier") == REFERENCE


@pytest.mark.point(24)
def test_identify_lists_the_compressions_that_are_sent_and_never_identity(sample: Client) -> None:
    listed = sample.ask("Identify").texts("compression")
    assert listed == ["gzip"]
    for coding in listed:
        answer = sample.server.get("verb=Identify", Accept_Encoding=coding)
        assert answer.headers["content-encoding"] == coding
    assert "content-encoding" not in sample.server.get("verb=Identify").headers


@pytest.mark.point(25)
@pytest.mark.usefixtures("shared")
def test_every_page_and_record_of_the_sample_is_valid_against_its_schemas(
    sample: Client, sample_by_day: Client
) -> None:
    for client in (sample, sample_by_day):
        for verb in ("ListRecords", "ListIdentifiers"):
            assert len(client.harvest(verb)) == 269
        assert sum(len(page.texts("setSpec")) for page in client.pages("ListSets")) == 34
        for verb in VERBS:
            assert client.get(SUCCESSES[verb]).errors == []


@pytest.mark.point(25)
@pytest.mark.parametrize(
    "damage",
    [
        (b"<setSpec>", b"<setSpec>a b:"),
        (b"<dc:title", b"<dc:subtitle/><dc:title"),
        (b"<metadata>", b'<metadata><x xmlns="http://unknown.example.org/"/>'),
        (b"<datestamp>", b"<datestamp>on "),
    ],
)
def test_the_judge_of_these_tests_does_refuse_what_is_invalid(
    sample: Client, schemas: Schemas, shared: Path, damage: tuple[bytes, bytes]
) -> None:
    assert shared.is_dir()
    body = sample.get(SUCCESSES["GetRecord"]).body
    assert damage[0] in body
    with pytest.raises(AssertionError):
        schemas.validate(body.replace(*damage, 1))


@pytest.mark.point(26)
def test_metadata_names_its_own_namespace_and_schema_as_the_format_does(sample: Client) -> None:
    formats = {
        found.findtext(f"{OAI}metadataNamespace"): found.findtext(f"{OAI}schema")
        for found in sample.ask("ListMetadataFormats").root.iter(f"{OAI}metadataFormat")
    }
    for page in sample.pages("ListRecords", metadataPrefix="oai_dc"):
        for metadata in page.root.iter(f"{OAI}metadata"):
            (root,) = metadata
            namespace = etree.QName(root).namespace
            assert root.get(f"{XSI}schemaLocation") == f"{namespace} {formats[namespace]}"


@pytest.mark.point(26)
def test_a_record_cut_out_of_its_page_declares_its_namespaces_itself(sample: Client) -> None:
    body = sample.get(SUCCESSES["ListRecords"]).body
    cut_out = re.findall(rb"<metadata>(.*?)</metadata>", body, re.DOTALL)
    assert len(cut_out) == body.count(b"<metadata>") > 0
    for metadata in cut_out:
        root = etree.fromstring(metadata)
        assert dict(root.nsmap)["xsi"] == XSI.strip("{}")
