"""Reading what others wrote, and what the writer wrote."""

import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oaipmh.crosswalks.oai_dc import render
from oaipmh.metadata.description import Statement
from oaipmh.protocol.datestamp import Granularity, format_utc
from oaipmh.protocol.errors import BadArgument
from oaipmh.protocol.parts import (
    Part,
    ReadError,
    ReadHeader,
    ReadIdentify,
    ReadMetadata,
    ReadMetadataFormat,
    ReadRecord,
    ReadResponseDate,
    ReadSet,
    ReadToken,
)
from oaipmh.protocol.reader import MalformedResponse, read_response
from oaipmh.protocol.response import (
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
from tests.unit.strategies import identifiers, instants, set_specs, xml_text

DC_TITLE = "{http://purl.org/dc/elements/1.1/}title"
NOON = 1_704_110_400  # 2024-01-01T12:00:00Z


def read(xml: str | bytes) -> list[Part]:
    """All parts; elements are only good while they are at hand, so none is looked into."""
    return list(read_response(io.BytesIO(xml.encode() if isinstance(xml, str) else xml)))


def written(content: Any) -> bytes:
    """A response of our own writer."""
    return write_response(Response(NOON, "http://x.org/oai", Granularity.SECONDS, (), content))


@given(
    st.lists(
        st.tuples(
            identifiers,
            st.sets(set_specs, max_size=3).map(sorted),
            xml_text,
            instants,
            st.booleans(),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_what_the_writer_wrote_the_reader_reads_back_the_same(
    given_: list[tuple[str, list[str], str, int, bool]],
) -> None:
    records = [
        StoredRecord(
            datestamp,
            header_xml(identifier, sets, deleted=deleted),
            b"" if deleted else payload_xml(render(resource(Statement("title", title)))),
        )
        for identifier, sets, title, datestamp, deleted in given_
    ]
    found = [
        (part.header, None if part.metadata is None else part.metadata.findtext(DC_TITLE))
        for part in read_response(io.BytesIO(written(ListRecords(records, None))))
        if isinstance(part, ReadRecord)
    ]
    assert found == [
        (
            ReadHeader(identifier, format_utc(datestamp), tuple(sets), deleted),
            None if deleted else title,
        )
        for identifier, sets, title, datestamp, deleted in given_
    ]


def test_the_parts_of_every_verb_are_read() -> None:
    header = header_xml("oai:x.org:1", ["a"], deleted=True)
    dc = MetadataFormat("oai_dc", "http://x.org/dc.xsd", "http://x.org/dc/")
    position = ListPosition("to.ken", 5, 10)
    date = ReadResponseDate("2024-01-01T12:00:00Z")
    identify = Identify("N", "http://x.org/oai", ["a@x.org"], NOON, Granularity.SECONDS)
    assert read(written(identify)) == [
        date,
        ReadIdentify(
            "http://x.org/oai", "2.0", "2024-01-01T12:00:00Z", "persistent", "YYYY-MM-DDThh:mm:ssZ"
        ),
    ]
    assert read(written(ListMetadataFormats([dc]))) == [
        date,
        ReadMetadataFormat("oai_dc", "http://x.org/dc.xsd", "http://x.org/dc/"),
    ]
    assert read(written(ListSets([SetDescription("a", "A", "Some words")], None))) == [
        date,
        ReadSet("a", "A", "Some words"),
    ]
    assert read(written(ListIdentifiers([StoredRecord(NOON, header, b"")], position))) == [
        date,
        ReadHeader("oai:x.org:1", "2024-01-01T12:00:00Z", ("a",), deleted=True),
        ReadToken("to.ken", {"cursor": "5", "completeListSize": "10"}),
    ]
    assert read(written([BadArgument("No")])) == [date, ReadError("badArgument", "No")]


HEADER = (
    "<{p}header><{p}identifier> oai:x:1 </{p}identifier>"
    "<{p}datestamp>2024-01-01</{p}datestamp></{p}header>"
)


@pytest.mark.parametrize(
    ("prefix", "declaration"),
    [
        ("", ""),
        ("", ' xmlns="http://www.openarchives.org/OAI/2.0/"'),
        ("", ' xmlns="http://www.openarchives.org/OAI/1.1/OAI_ListRecords"'),
        ("oai:", ' xmlns:oai="http://www.openarchives.org/OAI/2.0/"'),
    ],
)
def test_names_are_matched_whatever_their_namespace(prefix: str, declaration: str) -> None:
    (part,) = read(f"<root{declaration}>{HEADER.format(p=prefix)}</root>")
    assert part == ReadHeader("oai:x:1", "2024-01-01", (), deleted=False)


def test_a_fragment_may_begin_with_any_part() -> None:
    (part,) = read(f"<record>{HEADER.format(p='')}<metadata><x/></metadata></record>")
    assert isinstance(part, ReadRecord)
    assert part.header is not None


def test_a_record_of_another_vocabulary_has_no_header() -> None:
    (part,) = read("<collection><record><leader>x</leader></record></collection>")
    assert isinstance(part, ReadRecord)
    assert part.header is None
    assert part.metadata is None


def test_bare_metadata_is_a_part_and_the_metadata_of_a_record_is_not() -> None:
    (part,) = read("<dc><title>x</title></dc>")
    assert isinstance(part, ReadMetadata)
    (part,) = read(f"<record>{HEADER.format(p='')}<metadata><dc/></metadata></record>")
    assert isinstance(part, ReadRecord)


def test_a_list_of_set_specs_in_a_header_is_no_set() -> None:
    (part,) = read(
        "<header><identifier>a</identifier><datestamp>b</datestamp>"
        "<setSpec>s</setSpec><setSpec>t</setSpec></header>"
    )
    assert isinstance(part, ReadHeader)
    assert part.set_specs == ("s", "t")


def test_what_stands_before_a_fault_is_read_and_the_fault_has_a_line() -> None:
    xml = f"<root>\n{HEADER.format(p='')}\n<broken\n</root>"
    parts = read_response(io.BytesIO(xml.encode()))
    assert next(parts) == ReadHeader("oai:x:1", "2024-01-01", (), deleted=False)
    with pytest.raises(MalformedResponse) as malformed:
        next(parts)
    assert malformed.value.line in (3, 4)
    assert malformed.value.reason


@pytest.mark.parametrize("xml", [b"", b"   ", b"not xml", b"<a>", b"<a></b>", b"\x00\x01"])
def test_what_is_no_xml_is_malformed(xml: bytes) -> None:
    with pytest.raises(MalformedResponse):
        read(xml)


def test_an_external_entity_is_never_fetched() -> None:
    xml = (
        '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
        "<set><setSpec>a</setSpec><setName>&f;</setName></set>"
    )
    try:
        parts = read(xml)
    except MalformedResponse:
        return
    assert "root:" not in str(parts)


def test_text_that_an_undeclared_entity_stood_for_is_not_lost_in_silence() -> None:
    lines = [
        '<!DOCTYPE x SYSTEM "elsewhere.dtd"><x>',
        "<set><setSpec>a</setSpec><setName>Whole</setName></set>",
        "<set><setSpec>b</setSpec><setName>Universit&eacute;</setName></set>",
        "<set><setSpec>c</setSpec><setName>After</setName></set></x>",
    ]
    parts = read_response(io.BytesIO("\n".join(lines).encode()))
    assert next(parts) == ReadSet("a", "Whole", None)
    with pytest.raises(MalformedResponse, match="eacute") as broken:
        next(parts)
    assert broken.value.line == 3


def test_entities_upon_entities_stay_small() -> None:
    bomb = "".join(f'<!ENTITY a{number} "{f"&a{number - 1};" * 10}">' for number in range(1, 12))
    xml = f'<!DOCTYPE x [<!ENTITY a0 "ha">{bomb}]><error code="a">&a11;</error>'
    try:
        parts = read(xml)
    except MalformedResponse:
        return
    assert all(len(str(part)) < 1000 for part in parts)


def test_a_document_without_any_part_is_its_root() -> None:
    (part,) = read("<html><body/></html>")
    assert isinstance(part, ReadMetadata)


def test_metadata_roots_are_those_that_are_asked_for() -> None:
    xml = "<list><a/><b/><a/></list>"
    parts = list(read_response(io.BytesIO(xml.encode()), ("a",)))
    assert [type(one) for one in parts] == [ReadMetadata, ReadMetadata]


def test_a_record_knows_the_section_of_a_static_repository_it_stands_in() -> None:
    record = "<record><header/></record>"
    section = f'<ListRecords metadataPrefix="mods">{record}</ListRecords>'
    first, second = read(f"<Repository>{section}{record}</Repository>")
    assert isinstance(first, ReadRecord)
    assert isinstance(second, ReadRecord)
    assert (first.metadata_prefix, second.metadata_prefix) == ("mods", None)


@pytest.mark.parametrize("fault", ['<x:a y="z"/>', '<a x:y="z"/>', '<a xmlns:p="no uri"/>'])
def test_a_namespace_that_is_wrong_loses_nothing(fault: str) -> None:
    parts = read(f"<root>{fault}{HEADER.format(p='') * 1000}</root>")
    assert len(parts) == 1000


def test_a_wrong_namespace_does_not_hide_that_the_xml_is_broken() -> None:
    xml = f"<root><x:a/>{HEADER.format(p='')}<broken></root>"
    parts = read_response(io.BytesIO(xml.encode()))
    assert isinstance(next(parts), ReadHeader)
    with pytest.raises(MalformedResponse, match="broken"):
        next(parts)
