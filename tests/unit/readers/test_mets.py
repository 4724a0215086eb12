"""METS: the description wrapped in it, its identifier and its files."""

import pytest
from lxml import etree

from oaipmh.metadata.description import Statement
from oaipmh.readers.incoming import Described, Undescribable
from oaipmh.readers.vocabularies import describe
from tests.support.xml import NAMESPACES, values

DC = "<oai_dc:dc><dc:title>{}</dc:title></oai_dc:dc>"


def section(content: str, identifier: str = "d1") -> str:
    """A descriptive section of METS 1."""
    return f'<dmdSec ID="{identifier}"><mdWrap><xmlData>{content}</xmlData></mdWrap></dmdSec>'


def mets(content: str, attributes: str = "", version: str = "") -> Described:
    """What a METS file with this in it says."""
    start = f'<mets xmlns="http://www.loc.gov/METS/{version}" {NAMESPACES} {attributes}>'
    return describe(etree.fromstring(f"{start}{content}</mets>"))


@pytest.mark.parametrize(
    "wrapped",
    [
        DC.format("Light"),
        "<dc:title>Light</dc:title>",
        "<mods:mods><mods:titleInfo><mods:title>Light</mods:title></mods:titleInfo></mods:mods>",
        "<mods:titleInfo><mods:title>Light</mods:title></mods:titleInfo>",
        (
            '<d:dim xmlns:d="http://www.dspace.org/xmlns/dspace/dim">'
            '<d:field mdschema="dc" element="title">Light</d:field></d:dim>'
        ),
    ],
    ids=["oai_dc", "dc without a root", "mods", "mods without a root", "dim"],
)
def test_the_description_may_be_in_any_vocabulary(wrapped: str) -> None:
    assert values(mets(section(wrapped)), "title") == ["Light"]


def test_the_description_of_the_whole_goes_before_those_of_its_parts() -> None:
    content = (
        section(DC.format("Chapter"), "d1")
        + section(DC.format("Book"), "d2")
        + '<structMap><div DMDID="d2"><div DMDID="d1"/></div></structMap>'
    )
    assert values(mets(content), "title") == ["Book"]


def test_a_section_that_cannot_be_read_gives_way_to_one_that_can() -> None:
    content = section("<x xmlns='u:x'/>", "d1") + section(DC.format("Light"), "d2")
    assert values(mets(content), "title") == ["Light"]


def test_version_2_wraps_it_in_md() -> None:
    wrapped = f"<mdWrap><xmlData>{DC.format('Light')}</xmlData></mdWrap>"
    content = (
        '<mdSec><md USE="TECHNICAL"><mdWrap><xmlData><dc:title>No</dc:title></xmlData></mdWrap>'
        "</md>"
        f'<mdGrp><md USE="DESCRIPTIVE" ID="m1">{wrapped}</md></mdGrp></mdSec>'
        '<fileSec><file><FLocat LOCREF="https://x.org/1.pdf"/></file></fileSec>'
    )
    described = mets(content, version="v2")
    assert values(described, "title") == ["Light"]
    assert values(described, "identifier") == ["https://x.org/1.pdf"]


@pytest.mark.parametrize(
    ("objid", "statement", "local"),
    [
        (
            "hdl:1721.1/1",
            Statement("identifier", "https://hdl.handle.net/1721.1/1", scheme="Handle"),
            False,
        ),
        ("chi.08", Statement("identifier", "chi.08"), True),
    ],
)
def test_it_is_known_by_its_objid(objid: str, statement: Statement, *, local: bool) -> None:
    described = mets(section(DC.format("Light")), f'OBJID=" {objid}"')
    assert (described.identifier, described.local) == (objid, local)
    assert described.description[-1] == statement


def test_files_are_identifiers_with_their_media_types_and_asides_are_none() -> None:
    groups = "".join(
        f'<fileGrp USE="{use}"><file MIMETYPE="application/pdf">'
        f'<FLocat xlink:href="{url}"/></file></fileGrp>'
        for use, url in (
            ("CONTENT", "https://x.org/1.pdf"),
            ("LICENSE", "https://x.org/licence"),
            ("THUMBNAIL", "https://x.org/small"),
            ("CONTENT", "file-2.pdf"),
        )
    )
    described = mets(section(DC.format("Light")) + f"<fileSec>{groups}</fileSec>")
    assert [one for one in described.description if one.property == "identifier"] == [
        Statement("identifier", "https://x.org/1.pdf", scheme="application/pdf")
    ]


def test_a_files_type_and_size_are_told_unless_the_description_tells_them() -> None:
    files = "".join(
        f'<file MIMETYPE="application/pdf" SIZE="{size}"><FLocat xlink:href="{url}"/></file>'
        for size, url in ((5942218, "https://x.org/1.pdf"), (91, "https://x.org/2.pdf"))
    )
    said = "<dcterms:extent>91 bytes</dcterms:extent>"
    described = mets(section(f"<qdc>{said}</qdc>") + f"<fileSec>{files}</fileSec>")
    assert described.description == (
        Statement("extent", "91 bytes"),
        Statement("identifier", "https://x.org/1.pdf", scheme="application/pdf"),
        Statement("format", "application/pdf", scheme="dcterms:IMT"),
        Statement("extent", "5942218 bytes"),
        Statement("identifier", "https://x.org/2.pdf", scheme="application/pdf"),
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "wraps no description"),
        ('<dmdSec><mdRef xlink:href="http://x.org/dc.xml"/></dmdSec>', "wraps no description"),
        (section("<x xmlns='u:x'/>"), "{u:x}x"),
    ],
)
def test_a_mets_without_a_description_says_what_is_missing(content: str, said: str) -> None:
    with pytest.raises(Undescribable, match=said):
        mets(content)
