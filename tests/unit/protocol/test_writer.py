"""Responses as bytes: valid, and saying what they were given."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from lxml import etree

from oaipmh.crosswalks.oai_dc import render
from oaipmh.metadata.description import Statement
from oaipmh.protocol.datestamp import Granularity
from oaipmh.protocol.errors import BadArgument, NoRecordsMatch, OAIError
from oaipmh.protocol.response import (
    Content,
    GetRecord,
    Identify,
    ListIdentifiers,
    ListMetadataFormats,
    ListPosition,
    ListRecords,
    ListSets,
    MetadataFormat,
    Response,
    SetDescription,
    StoredRecord,
)
from oaipmh.protocol.writer import header_xml, payload_xml, write_response
from tests.support.resources import resource
from tests.support.schemas import Schemas
from tests.unit.strategies import identifiers, set_specs, xml_text

OAI = "{http://www.openarchives.org/OAI/2.0/}"
BASE_URL = "http://test.example.org/oai"
NOON = 1_704_110_400  # 2024-01-01T12:00:00Z
ARGUMENTS = (("verb", "ListRecords"), ("metadataPrefix", "oai_dc"))
OAI_DC = MetadataFormat(
    "oai_dc",
    "http://www.openarchives.org/OAI/2.0/oai_dc.xsd",
    "http://www.openarchives.org/OAI/2.0/oai_dc/",
)
ABOUT = (
    b'<rights xmlns="http://www.openarchives.org/OAI/2.0/rights/">'
    b'<rightsReference ref="http://example.org/rights"/></rights>'
)


def write(content: Content | Sequence[OAIError], **changed: Any) -> bytes:
    """A response with this content."""
    given_ = {
        "response_date": NOON,
        "base_url": BASE_URL,
        "granularity": Granularity.SECONDS,
        "arguments": ARGUMENTS,
    }
    return write_response(Response(content=content, **(given_ | changed)))


def record(title: str = "A title", number: int = 1, *abouts: bytes) -> StoredRecord:
    """A live record as it is stored."""
    header = header_xml(f"oai:test.example.org:{number}", ["a:b", "c"], deleted=False)
    return StoredRecord(
        NOON, header, payload_xml(render(resource(Statement("title", title))), abouts)
    )


def test_the_envelope_has_response_date_and_request_in_the_words_given(schemas: Schemas) -> None:
    root = schemas.validate(write(ListMetadataFormats([OAI_DC])))
    assert root.findtext(f"{OAI}responseDate") == "2024-01-01T12:00:00Z"
    request = root.find(f"{OAI}request")
    assert request is not None
    assert request.text == BASE_URL
    assert list(request.items()) == list(ARGUMENTS)


def test_the_document_says_that_it_is_utf_8() -> None:
    body = write([NoRecordsMatch("Nichts paßt")])
    assert body.split(b"?>")[0].lower().replace(b"'", b'"').endswith(b'encoding="utf-8"')
    assert "Nichts paßt".encode() in body


def test_every_error_is_written_with_its_code_and_words(schemas: Schemas) -> None:
    root = schemas.validate(write([BadArgument("a <b>"), BadArgument("c & d")], arguments=()))
    found = [(error.get("code"), error.text) for error in root.iter(f"{OAI}error")]
    assert found == [("badArgument", "a <b>"), ("badArgument", "c & d")]
    assert root.find(f"{OAI}request").attrib == {}


@pytest.mark.parametrize("granularity", Granularity)
def test_identify_says_what_it_was_given(schemas: Schemas, granularity: Granularity) -> None:
    emails = ["a@example.org", "b@example.org"]
    content = Identify("Ünï & Co", BASE_URL, emails, NOON, granularity)
    body = write(content, granularity=granularity, arguments=[("verb", "Identify")])
    (identify,) = schemas.validate(body).iter(f"{OAI}Identify")
    texts = [(etree.QName(one).localname, one.text) for one in identify]
    by_day = granularity is Granularity.DAY
    assert texts == [
        ("repositoryName", "Ünï & Co"),
        ("baseURL", BASE_URL),
        ("protocolVersion", "2.0"),
        ("adminEmail", "a@example.org"),
        ("adminEmail", "b@example.org"),
        ("earliestDatestamp", "2024-01-01" if by_day else "2024-01-01T12:00:00Z"),
        ("deletedRecord", "persistent"),
        ("granularity", granularity.value),
        ("compression", "gzip"),
    ]


def test_sets_have_names_and_where_given_descriptions(schemas: Schemas) -> None:
    sets = [SetDescription("a", "A & co", "Words <b>"), SetDescription("a:b", "B")]
    root = schemas.validate(write(ListSets(sets, None), arguments=[("verb", "ListSets")]))
    first, second = root.iter(f"{OAI}set")
    assert first.findtext(f"{OAI}setName") == "A & co"
    assert "".join(first.find(f"{OAI}setDescription").itertext()).strip() == "Words <b>"
    assert second.find(f"{OAI}setDescription") is None


def test_a_record_is_header_metadata_and_abouts_in_this_order(schemas: Schemas) -> None:
    root = schemas.validate(write(GetRecord(record("T", 1, ABOUT, ABOUT))))
    (found,) = root.iter(f"{OAI}record")
    names = [etree.QName(child).localname for child in found]
    assert names == ["header", "metadata", "about", "about"]


def test_a_deleted_record_is_a_header_that_says_so_and_nothing_else(schemas: Schemas) -> None:
    header = header_xml("oai:test.example.org:1", ["a"], deleted=True)
    root = schemas.validate(write(GetRecord(StoredRecord(NOON, header, b""))))
    (found,) = root.iter(f"{OAI}record")
    assert len(found) == 1
    assert found[0].get("status") == "deleted"


@pytest.mark.parametrize(
    ("granularity", "written"),
    [(Granularity.SECONDS, "2024-01-01T12:00:00Z"), (Granularity.DAY, "2024-01-01")],
)
def test_datestamps_of_headers_have_the_granularity_and_response_date_has_seconds(
    schemas: Schemas, granularity: Granularity, written: str
) -> None:
    records = [record("One", 1), record("Two", 2)]
    root = schemas.validate(write(ListIdentifiers(records, None), granularity=granularity))
    assert [one.text for one in root.iter(f"{OAI}datestamp")] == [written, written]
    assert root.findtext(f"{OAI}responseDate") == "2024-01-01T12:00:00Z"


def test_a_page_has_its_token_after_its_records_with_what_is_known_of_the_list(
    schemas: Schemas,
) -> None:
    position = ListPosition("to.ken", 100, 250, expires=NOON + 60)
    root = schemas.validate(write(ListRecords([record()], position)))
    (element,) = root.iter(f"{OAI}ListRecords")
    token = element[-1]
    assert token.tag == f"{OAI}resumptionToken"
    assert token.text == "to.ken"
    assert dict(token.attrib) == {
        "expirationDate": "2024-01-01T12:01:00Z",
        "completeListSize": "250",
        "cursor": "100",
    }


def test_the_last_page_has_an_empty_token_and_a_whole_list_none(schemas: Schemas) -> None:
    last = schemas.validate(write(ListRecords([record()], ListPosition("", 100, None))))
    (token,) = last.iter(f"{OAI}resumptionToken")
    assert token.text is None
    assert dict(token.attrib) == {"cursor": "100"}
    whole = schemas.validate(write(ListRecords([record()], None)))
    assert not list(whole.iter(f"{OAI}resumptionToken"))


@pytest.mark.parametrize(
    "title", ["<?stored?>", "{datestamp}", "<datestamp>{datestamp}</datestamp>", "]]>", "\r\n&#0;"]
)
def test_a_title_that_looks_like_our_own_marks_is_only_a_title(
    schemas: Schemas, title: str
) -> None:
    arguments = [("verb", "ListRecords"), ("resumptionToken", title)]
    root = schemas.validate(write(ListRecords([record(title)], None), arguments=arguments))
    assert root.findtext(".//{http://purl.org/dc/elements/1.1/}title") == title
    assert root.find(f"{OAI}request").get("resumptionToken") == title


def test_a_processing_instruction_in_a_stored_about_is_not_taken_for_our_mark(
    schemas: Schemas,
) -> None:
    about = ABOUT.replace(b"<rightsRef", b"<?stored?><rightsRef")
    records = [record("One", 1, about), record("Two", 2)]
    root = schemas.validate(write(ListRecords(records, None)))
    assert len(list(root.iter(f"{OAI}record"))) == 2


@given(identifiers, set_specs, xml_text)
def test_whatever_passes_the_syntax_may_stand_in_a_response(
    schemas: Schemas, identifier: str, set_spec: str, title: str
) -> None:
    header = header_xml(identifier, [set_spec], deleted=False)
    payload = payload_xml(render(resource(Statement("title", title))))
    arguments = [("verb", "GetRecord"), ("identifier", identifier), ("metadataPrefix", "oai_dc")]
    body = write(GetRecord(StoredRecord(NOON, header, payload)), arguments=arguments)
    root = schemas.validate(body)
    assert root.findtext(f".//{OAI}identifier") == identifier
    assert root.findtext(f".//{OAI}setSpec") == set_spec
