"""Which vocabulary reads an element; and that each can be given anything."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from oaipmh.metadata.description import Statement
from oaipmh.metadata.dublin_core import ELEMENT_OF
from oaipmh.readers.incoming import Undescribable
from oaipmh.readers.vocabularies import VOCABULARIES, WORST_RANK, Vocabulary, describe, find, rank
from tests.support.xml import NAMESPACES, element, values


@pytest.mark.parametrize(
    ("xml", "title"),
    [
        ('<dc xmlns="http://www.openarchives.org/OAI/2.0/oai_dc/"/>', "Dublin Core"),
        ("<dc/>", "Dublin Core"),
        ('<qualifieddc xmlns="http://worldcat.org/xmlschemas/qdc-1.0/"/>', "qualified Dublin Core"),
        ('<olac xmlns="http://www.language-archives.org/OLAC/1.1/"/>', "qualified Dublin Core"),
        ("<mods:mods/>", "MODS"),
        ("<mods/>", "MODS"),
        ('<mets xmlns="http://www.loc.gov/METS/v2"/>', "METS"),
        ('<dim xmlns="http://www.dspace.org/xmlns/dspace/dim"/>', "DIM"),
        ('<thesis xmlns="http://www.ndltd.org/standards/metadata/etdms/1.1/"/>', "ETD-MS"),
        ('<rioxx xmlns="http://www.rioxx.net/schema/v2.0/rioxx/"/>', "RIOXX"),
        ('<resource xmlns="http://namespace.openaire.eu/schema/oaire/"/>', "OpenAIRE"),
    ],
)
def test_a_vocabulary_is_known_by_its_root(xml: str, title: str) -> None:
    found = find(element(xml))
    assert found is not None
    assert found.title == title


def test_dcmi_terms_in_a_root_of_simple_dublin_core_are_read() -> None:
    abstract = "<dc><dc:title>T</dc:title><dcterms:abstract>A</dcterms:abstract></dc>"
    found = describe(element(abstract)).description
    assert found == (Statement("title", "T"), Statement("abstract", "A"))
    typed = describe(element('<dc><dc:format xsi:type="dcterms:IMT">text/plain</dc:format></dc>'))
    assert [one.scheme for one in typed.description] == ["dcterms:IMT"]


def test_the_holdings_of_an_item_do_not_hide_it() -> None:
    title = '<datafield tag="245"><subfield code="a">T</subfield></datafield>'
    item = f'<record type="Bibliographic">{title}</record>'
    copy = '<record type="Holdings"><controlfield tag="001">9</controlfield></record>'
    found = describe(element(f"<collection>{item}{copy}</collection>"))
    assert values(found, "title") == ["T"]


@pytest.mark.parametrize("xml", ['<mods xmlns="u:m"/>', '<resource xmlns="u:r"/>', "<x/>"])
def test_another_namespace_is_another_vocabulary(xml: str) -> None:
    assert find(element(xml)) is None
    with pytest.raises(Undescribable, match="no vocabulary"):
        describe(element(xml))


@pytest.mark.parametrize(
    "xml",
    [
        "<x:w xmlns:x='u:x'><x:payload><dc><dc:title>T</dc:title></dc></x:payload></x:w>",
        "<x:w xmlns:x='u:x'><dc:title>T</dc:title></x:w>",
        "<record><dcterms:title>T</dcterms:title></record>",
    ],
    ids=["wrapped once", "elements in an unknown root", "elements in a record"],
)
def test_what_an_unknown_root_wraps_is_read(xml: str) -> None:
    assert values(describe(element(xml)), "title") == ["T"]


BOOK = (
    "<record xmlns='u:m'><leader>00000nam a2200000 i 4500</leader>"
    "<controlfield tag='001'>42</controlfield></record>"
)


def test_a_marc_record_is_read_beside_its_holdings() -> None:
    holdings = BOOK.replace("nam", "nx ").replace("42", "7")
    for content in (BOOK + holdings + holdings, holdings + BOOK):
        assert describe(element(f"<collection>{content}</collection>")).identifier == "42"
    with pytest.raises(Undescribable):
        describe(element(f"<collection>{BOOK}{BOOK}{holdings}</collection>"))


@pytest.mark.parametrize(
    ("content", "statement"),
    [
        (
            "<dcterms:license>https://x.org/l</dcterms:license>",
            ("license", "https://x.org/l", None),
        ),
        ("<dc:date xsi:type='dcterms:W3CDTF'>2015</dc:date>", ("date", "2015", "dcterms:W3CDTF")),
        ("<oai_dc:title>T</oai_dc:title>", ("title", "T", None)),
        ("<dc:title>T</dc:title><oai_dc:x>X</oai_dc:x>", ("title", "T", None)),
    ],
    ids=["a term", "a type", "a name in the root's namespace", "a name that is none"],
)
def test_more_than_the_fifteen_elements_may_stand_in_simple_dublin_core(
    content: str, statement: tuple[str, str, str | None]
) -> None:
    described = describe(element(f"<oai_dc:dc>{content}</oai_dc:dc>"))
    assert [(one.property, one.value, one.scheme) for one in described.description] == [statement]


def test_several_known_roots_in_an_unknown_one_are_no_item() -> None:
    with pytest.raises(Undescribable):
        describe(element("<x><dc><dc:title>A</dc:title></dc><dc/></x>"))


def test_richer_vocabularies_go_before_poorer_ones() -> None:
    order = ["<x><mods:mods/></x>", "<x><dcterms:title/></x>", "<dc/>", "<x/>"]
    ranks = [rank(element(xml)) for xml in order]
    assert ranks == sorted(ranks)
    assert ranks[-1] < WORST_RANK


def words(text: str) -> st.SearchStrategy[str]:
    """Any of the words."""
    return st.sampled_from(text.split())


NAMES = words(
    """abstract accessCondition affiliation author award awardNumber citationTitle classification
    contributor creator creators date dateIssued dates detail dmdSec extent field file fileSec
    fundingReference fundingReferences genre geographic grant identifier language languageTerm
    location mdWrap name nameIdentifier namePart note number originInfo part physicalDescription
    publisher relatedItem relation resourceType rights role roleTerm subject title titleInfo titles
    topic type url xmlData mods dc"""
)
PREFIXES = st.sampled_from(["", "", "", "dc:", "dcterms:", "mods:"])
WORDS = st.sampled_from(
    ["", " ", "x", "10.1/x", "https://x.org/1", "host", "doi", "open", "\u00e9 <"]
)
ATTRIBUTES = words(
    """type valueURI authority USE OBJID element qualifier mdschema dateType id rel lang
    invalid point encoding xsi:type xlink:href"""
)


@st.composite
def trees(draw: st.DrawFn, depth: int = 2) -> etree._Element:
    """An element of any names, attributes and texts."""
    tag = draw(PREFIXES) + draw(NAMES)
    made = element(f"<{tag}/>")
    made.text = draw(WORDS)
    for name in draw(st.lists(ATTRIBUTES, max_size=3)):
        prefix, colon, local = name.rpartition(":")
        made.set(f"{{{made.nsmap[prefix]}}}{local}" if colon else name, draw(WORDS))
    if depth:
        made.extend(draw(st.lists(trees(depth=depth - 1), max_size=4)))
    return made


@pytest.mark.parametrize("vocabulary", VOCABULARIES, ids=lambda one: one.title)
@settings(max_examples=30)
@given(content=st.lists(trees(), max_size=5), attribute=WORDS)
def test_a_vocabulary_makes_known_properties_of_whatever_it_is_given(
    vocabulary: Vocabulary, content: list[etree._Element], attribute: str
) -> None:
    root = etree.fromstring(f"<{vocabulary.roots[0]} {NAMESPACES}/>")
    root.set("OBJID", attribute)
    root.extend(content)
    with suppress(Undescribable):
        described = vocabulary.describe(root)
        assert {one.property for one in described.description} <= set(ELEMENT_OF)
        assert all(isinstance(one.value, str) for one in described.description)
