"""XML of every kind, with an OAI-PMH envelope and without: what it becomes."""

import io
import re
from xml.sax.saxutils import escape

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
        ("<html><p>Not found</p></html>", "html is of no vocabulary that can be read"),
        ("<modsCollection xmlns='http://www.loc.gov/mods/v3'/>", "modsCollection"),
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
    assert item.description == (Statement("title", "T"), Statement("title", "X"))


def test_an_entity_that_the_file_declares_is_what_it_stands_for() -> None:
    xml = '<!DOCTYPE x [<!ENTITY eacute "é">]>' + response(
        f"<record>{HEADER.format('')}<metadata>{TITLE}</metadata></record>"
    ).replace("On ", "On caf&eacute; ")
    (item,) = read(xml)
    assert isinstance(item, IncomingItem)
    assert item.description == (Statement("title", "On café light", "en"),)


MODS = (
    '<mods xmlns="http://www.loc.gov/mods/v3"><titleInfo><title>{0}</title></titleInfo>'
    "<identifier>http://x.org/{0}</identifier></mods>"
)


def titles(found: list[Incoming]) -> list[tuple[str, str]]:
    """The identifier and the title of each item."""
    items = [one for one in found if isinstance(one, IncomingItem)]
    assert len(items) == len(found)
    return [
        (item.identifier, one.value)
        for item in items
        for one in item.description
        if one.property == "title"
    ]


def test_metadata_of_any_vocabulary_that_is_known_is_read() -> None:
    record = f"<record>{HEADER.format('')}<metadata>{MODS.format('T')}</metadata></record>"
    assert titles(read(response(record))) == [("oai:x.org:1", "T")]


def test_metadata_that_no_vocabulary_knows_keeps_its_identifier_and_its_bytes() -> None:
    metadata = '<CMD xmlns="http://www.clarin.eu/cmd/"><a/></CMD>'
    record = f"<record>{HEADER.format('')}<metadata>{metadata}</metadata></record>"
    (unreadable,) = read(response(record))
    assert isinstance(unreadable, Unreadable)
    assert unreadable.identifier == "oai:x.org:1"
    assert b"http://www.clarin.eu/cmd/" in unreadable.raw
    assert "{http://www.clarin.eu/cmd/}CMD" in unreadable.reason
    assert "MODS" in unreadable.reason


def test_a_collection_gives_each_of_its_records() -> None:
    collection = "".join(f"<item><n/>{MODS.format(name)}</item>" for name in "abc")
    assert titles(read(f"<list>{collection}</list>")) == [
        (f"http://x.org/{name}", name) for name in "abc"
    ]


@pytest.mark.parametrize("packed", [MODS.format("T"), escape(MODS.format("T"))])
def test_a_record_of_sru_is_what_its_record_data_holds(packed: str) -> None:
    xml = (
        '<searchRetrieveResponse xmlns="http://www.loc.gov/zing/srw/"><records><record>'
        f"<recordPacking>any</recordPacking><recordData>{packed}</recordData>"
        "</record></records></searchRetrieveResponse>"
    )
    assert titles(read(xml)) == [("http://x.org/T", "T")]


def test_an_undeclared_prefix_means_what_it_usually_means() -> None:
    record = (
        f"<record>{HEADER.format('')}<metadata><oai_qdc:qualifieddc xsi:schemaLocation='x'>"
        "<dc:title>T</dc:title><dcterms:issued>2020</dcterms:issued></oai_qdc:qualifieddc>"
        "</metadata></record>"
    )
    (item,) = read(response(record))
    assert isinstance(item, IncomingItem)
    assert item.description == (Statement("title", "T"), Statement("issued", "2020"))


def test_text_in_markup_is_kept_and_comments_are_not() -> None:
    title = DC.format("<dc:title>On <p>light<br/>and</p> <!-- no -->dark</dc:title>")
    record = f"<record>{HEADER.format('')}<metadata>{title}</metadata></record>"
    assert titles(read(response(record))) == [("oai:x.org:1", "On lightand dark")]


def static(*sections: tuple[str, str]) -> str:
    """A static repository with sections of one record each."""
    lists = "".join(
        f'<ListRecords metadataPrefix="{prefix}"><oai:record>{prefixed(HEADER.format(""))}'
        f"<oai:metadata>{metadata}</oai:metadata></oai:record></ListRecords>"
        for prefix, metadata in sections
    )
    return (
        '<Repository xmlns="http://www.openarchives.org/OAI/2.0/static-repository"'
        ' xmlns:oai="http://www.openarchives.org/OAI/2.0/"><Identify>'
        f"<oai:baseURL>http://x.org/r.xml</oai:baseURL></Identify>{lists}</Repository>"
    )


def prefixed(xml: str) -> str:
    """The elements with the prefix that static repositories give them."""
    return re.sub(r"<(/?)", r"<\1oai:", xml)


@pytest.mark.parametrize("order", [1, -1])
def test_an_item_of_a_static_repository_is_taken_once_in_the_format_that_says_most(
    order: int,
) -> None:
    sections = [("oai_dc", TITLE), ("mods", MODS.format("best")), ("x", "<x xmlns='u:x'/>")]
    assert titles(read(static(*sections[::order]))) == [("oai:x.org:1", "best")]


def test_what_a_broken_static_repository_held_back_is_taken() -> None:
    broken = static(("oai_dc", TITLE)).replace("</Repository>", "<<")
    assert [type(one) for one in read(broken)] == [IncomingItem, Unreadable]


def test_of_a_file_that_is_cut_off_in_a_record_the_rest_is_told_to_be_unknown() -> None:
    records = "".join(
        f"<record>{HEADER.format('').replace(':1<', f':{n}<')}<metadata>{TITLE}</metadata></record>"
        for n in range(1, 5)
    )
    whole = response(records)
    *_, cut, rest = read(whole[: whole.rindex("</metadata>")])
    assert isinstance(cut, Unreadable)
    assert cut.identifier == "oai:x.org:4"
    assert isinstance(rest, Unreadable)
    assert rest.identifier is None
    assert rest.is_item
    assert "the rest not" in rest.reason


def test_of_a_file_that_is_broken_but_not_cut_off_nothing_is_unknown() -> None:
    record = f"<record>{HEADER.format('')}<metadata>{TITLE}</metadata></record>"
    other = record.replace("oai:x.org:1", "oai:x.org:2")
    broken = response(record.replace("On ", "On & ") + other)
    found = read(broken)
    assert {one.identifier for one in found if not isinstance(one, IncomingSet)} == {
        "oai:x.org:1",
        "oai:x.org:2",
    }
