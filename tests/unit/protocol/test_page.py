"""A response read at once gives what the stream gives, and its elements stay."""

import io

import pytest

from oaipmh.protocol.page import read_page
from oaipmh.protocol.parts import ReadHeader, ReadRecord, ReadToken
from oaipmh.protocol.reader import MalformedResponse, read_response

RECORD = (
    "<record><header status='deleted'><!-- c --><identifier> a </identifier>"
    "<datestamp>2024-01-01</datestamp><setSpec>s</setSpec><setSpec>t</setSpec></header>"
    "<metadata><x><record><header/></record></x></metadata><about><y/></about></record>"
)
PAGE = (
    "<OAI-PMH xmlns='http://www.openarchives.org/OAI/2.0/'><responseDate>d</responseDate>"
    f"<request>r</request><ListRecords>{RECORD}<resumptionToken cursor='0'>t</resumptionToken>"
    "</ListRecords></OAI-PMH>"
).encode()


def test_a_page_has_the_parts_that_the_stream_has() -> None:
    date, record, token = read_page(b"\n " + PAGE)
    streamed = list(read_response(io.BytesIO(PAGE)))
    assert [date, token] == [streamed[0], streamed[2]]
    assert token == ReadToken("t", {"cursor": "0"})
    assert isinstance(record, ReadRecord)
    assert record.header == ReadHeader("a", "2024-01-01", ("s", "t"), deleted=True)
    assert record.metadata is not None
    assert len(record.metadata) == 1
    assert [about.tag.rpartition("}")[2] for about in record.abouts] == ["y"]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "none|empty"),
        (PAGE[:-3], "broken"),
        (b"<html/>", "<html>, not OAI-PMH"),
        (PAGE.replace(b"> a <", b">&nbsp;<"), "nbsp"),
        (b'<!DOCTYPE a SYSTEM "x.dtd">' + PAGE.replace(b"> a <", b">&nbsp;<"), "nbsp"),
    ],
)
def test_what_is_broken_or_something_else_is_malformed(body: bytes, said: str) -> None:
    with pytest.raises(MalformedResponse, match=said):
        read_page(body)


def test_no_file_is_read_for_an_entity() -> None:
    declared = b'<!DOCTYPE a [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    try:
        parts = read_page(declared + PAGE.replace(b"> a <", b">&f;<"))
    except MalformedResponse:
        return
    assert "root:" not in str(parts)
