"""Saved OAI-PMH responses and bare oai_dc: what they become."""

import io

import pytest

from oaipmh.metadata.description import Statement
from oaipmh.readers import oai
from oaipmh.readers.incoming import Incoming, IncomingItem, IncomingSet, Unreadable

DC = (
    '<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/">{}</oai_dc:dc>'
)
TITLE = DC.format('<dc:title xml:lang="en">On <b>light</b></dc:title>')
HEADER = (
    "<header{}><identifier>oai:x.org:1</identifier><datestamp>2024-01-01</datestamp>"
    "<setSpec>a:b</setSpec><setSpec>c</setSpec></header>"
)
RIGHTS = '<rights xmlns="http://www.openarchives.org/OAI/2.0/rights/"/>'


def response(content: str) -> str:
    """A response with this in it."""
    return (
        '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">'
        f"<responseDate>2024-01-01T00:00:00Z</responseDate><ListRecords>{content}"
        '<resumptionToken cursor="0">abc</resumptionToken></ListRecords></OAI-PMH>'
    )


def read(xml: str) -> list[Incoming]:
    """What a file holds."""
    return list(oai.read(io.BytesIO(xml.encode())))


def test_a_record_has_header_metadata_and_abouts() -> None:
    record = (
        f"<record>{HEADER.format('')}<metadata>{TITLE}</metadata><about>{RIGHTS}</about></record>"
    )
    (item,) = read(response(record))
    assert isinstance(item, IncomingItem)
    assert item.identifier == "oai:x.org:1"
    assert item.datestamp == "2024-01-01"
    assert item.set_specs == ("a:b", "c")
    assert item.description == (Statement("title", "On light", "en"),)
    assert not item.deleted
    (about,) = item.abouts
    assert b"openarchives.org/OAI/2.0/rights/" in about
    assert item.position == "line 1"
    assert b"oai:x.org:1" in item.raw


@pytest.mark.parametrize("kind", ["<record>{}</record>", "{}"])
def test_a_deleted_record_or_header_is_a_tombstone(kind: str) -> None:
    (item,) = read(response(kind.format(HEADER.format(' status="deleted"'))))
    assert isinstance(item, IncomingItem)
    assert item.deleted
    assert item.set_specs == ("a:b", "c")
    assert item.description == ()


def test_a_live_header_without_metadata_says_nothing() -> None:
    assert read(response(HEADER.format(""))) == []


def test_sets_come_with_name_and_description() -> None:
    xml = (
        "<set><setSpec>a</setSpec><setName>A</setName><setDescription>"
        + DC.format("<dc:description>Some\n  words</dc:description>")
        + "</setDescription></set><set><setSpec>b</setSpec><setName>B</setName></set>"
    )
    assert read(response(xml)) == [
        IncomingSet("set a", "a", "A", "Some words"),
        IncomingSet("set b", "b", "B", None),
    ]


def test_a_bare_record_is_known_by_its_oai_identifier_or_else_its_first_uri() -> None:
    many = "".join(
        f"<dc:identifier>{one}</dc:identifier>"
        for one in ("ISBN 5", "http://x.org/1", "oai:x.org:1", "http://x.org/2")
    )
    (item,) = read(DC.format(many))
    assert isinstance(item, IncomingItem)
    assert item.identifier == "oai:x.org:1"
    (item,) = read(DC.format(many.replace("oai:x.org:1", "x")))
    assert isinstance(item, IncomingItem)
    assert item.identifier == "http://x.org/1"
    assert len(item.description) == 4


@pytest.mark.parametrize(
    ("xml", "said"),
    [
        (TITLE, "dc:identifier"),
        ("<record><leader/></record>", "header"),
        (response(f"<record>{HEADER.format('')}</record>"), "oai:x.org:1 has no metadata"),
        (
            response(
                f"<record>{HEADER.format('')}<metadata><m:mods xmlns:m='u:m'/></metadata></record>"
            ),
            "{u:m}mods",
        ),
        ("<a", "what stands before was taken"),
        ("", "what stands before was taken"),
    ],
)
def test_what_gives_no_item_says_why(xml: str, said: str) -> None:
    (unreadable,) = read(xml)
    assert isinstance(unreadable, Unreadable)
    assert said in unreadable.reason
    assert unreadable.position.startswith("line ")


def test_what_stands_before_a_fault_is_taken() -> None:
    record = f"<record>{HEADER.format('')}<metadata>{TITLE}</metadata></record>"
    found = read(response(record).replace("</ListRecords>", "<<"))
    assert [type(one) for one in found] == [IncomingItem, Unreadable]


def test_dublin_core_of_1999_is_read_and_elements_that_are_none_are_left_out() -> None:
    xml = (
        DC.replace("elements/1.1/", "elements/1.0/")
        .format("<dc:title>T</dc:title><dc:nonsense>N</dc:nonsense><title>X</title><!-- c -->")
        .replace("oai_dc:dc", "dc")
        .replace("xmlns:oai_dc", "xmlns")
    )
    record = f"<record>{HEADER.format('')}<metadata>{xml}</metadata></record>"
    (item,) = read(response(record))
    assert isinstance(item, IncomingItem)
    assert item.description == (Statement("title", "T"),)


def test_an_entity_that_the_file_declares_is_what_it_stands_for() -> None:
    xml = '<!DOCTYPE x [<!ENTITY eacute "é">]>' + response(
        f"<record>{HEADER.format('')}<metadata>{TITLE}</metadata></record>"
    ).replace("On ", "On caf&eacute; ")
    (item,) = read(xml)
    assert isinstance(item, IncomingItem)
    assert item.description == (Statement("title", "On café light", "en"),)
