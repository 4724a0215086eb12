"""mods: what each property becomes, and that every record has what DLF/Aquifer demands."""

import re

import pytest
from hypothesis import given, settings
from lxml import etree

from oaipmh.crosswalks.mods import missing, render
from oaipmh.metadata.access_rights import access_rights
from oaipmh.metadata.citation import Citation
from oaipmh.metadata.description import Description, Statement
from oaipmh.metadata.funding import funding_statements
from oaipmh.metadata.places import box_statement, point_statement
from tests.support.resources import described, resource
from tests.unit.strategies import telling_descriptions

TITLE = Statement("title", "On light")
ORCID = "https://orcid.org/0000-0003-4964-5005"
_DECLARATION = re.compile(r' xmlns:\w+="[^"]+"')
_RELATORS = "http://id.loc.gov/vocabulary/relators"


def shown(*statements: Statement, of: str) -> list[str]:
    """The elements of some names, without namespaces, of an item with a title and these."""
    titled = any(one.property == "title" for one in statements)
    root = render(resource(*(() if titled else (TITLE,)), *statements))
    found = [one for one in root if etree.QName(one).localname in of.split()]
    texts = (etree.tostring(one, encoding="unicode") for one in found)
    return [_DECLARATION.sub("", text).replace("mods:", "") for text in texts]


def role(code: str, term: str) -> str:
    """How a name has its role."""
    return (
        f'<role><roleTerm type="code" authority="marcrelator" authorityURI="{_RELATORS}"'
        f' valueURI="{_RELATORS}/{code}">{code}</roleTerm>'
        f'<roleTerm type="text" authority="marcrelator">{term}</roleTerm></role>'
    )


def test_an_item_without_any_title_lacks_the_format() -> None:
    nameless = resource(Statement("creator", "Curie, Marie"))
    assert missing(nameless) == ["titleInfo/title: no statement of title"]
    assert missing(resource(TITLE)) == []


@settings(max_examples=200)
@given(telling_descriptions())
def test_every_record_has_a_title_and_its_identifier_and_nothing_empty(
    description: Description,
) -> None:
    if missing(described(description)):
        return
    record = render(described(description))
    assert record.findtext("{*}titleInfo/{*}title")
    assert record.findtext("{*}recordInfo/{*}recordIdentifier") == "oai:x.org:1"
    assert [one for one in record.iter() if not len(one) and not one.text] == []
    assert all(value for one in record.iter() for value in one.attrib.values())
    assert len([one for one in record.iter() if one.get("keyDate")]) <= 1


def test_titles() -> None:
    assert shown(
        Statement("title", "Light: a study", "en"),
        Statement("alternative", "Licht", "de"),
        Statement("alternative", "L."),
        of="titleInfo",
    ) == [
        (
            '<titleInfo usage="primary" xml:lang="en"><title>Light</title>'
            "<subTitle>a study</subTitle></titleInfo>"
        ),
        '<titleInfo type="translated" xml:lang="de"><title>Licht</title></titleInfo>',
        '<titleInfo type="alternative"><title>L.</title></titleInfo>',
    ]


def test_names_keep_their_order_and_have_roles() -> None:
    assert shown(
        Statement("creator", "Clark, Michael", uri=ORCID),
        Statement("creator", "Library", uri="http://d-nb.info/gnd/1"),
        Statement("contributor", "Aristotle"),
        Statement("marcrel:edt", "Curie, Marie"),
        Statement("rightsHolder", "Emerald"),
        Statement("type", "Dataset"),
        of="name",
    ) == [
        (
            '<name type="personal"><namePart type="family">Clark</namePart>'
            f'<namePart type="given">Michael</namePart>{role("cre", "creator")}'
            '<nameIdentifier type="orcid" typeURI="https://orcid.org/">0000-0003-4964-5005'
            "</nameIdentifier></name>"
        ),
        (
            '<name type="corporate" valueURI="http://d-nb.info/gnd/1"><namePart>Library</namePart>'
            f"{role('cre', 'creator')}</name>"
        ),
        f"<name><namePart>Aristotle</namePart>{role('ctb', 'contributor')}</name>",
        (
            '<name type="personal"><namePart type="family">Curie</namePart>'
            f'<namePart type="given">Marie</namePart>{role("edt", "editor")}</name>'
        ),
        f"<name><namePart>Emerald</namePart>{role('cph', 'copyright holder')}</name>",
    ]


def test_the_author_of_a_text_is_its_author() -> None:
    assert role("aut", "author") in shown(Statement("creator", "Curie, Marie"), of="name")[0]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Article", "<typeOfResource>text</typeOfResource>"),
        ("Map", "<typeOfResource>cartographic</typeOfResource>"),
        ("Sheet music", "<typeOfResource>notated music</typeOfResource>"),
        ("Photograph", "<typeOfResource>still image</typeOfResource>"),
        ("Dataset", "<typeOfResource>software, multimedia</typeOfResource>"),
        ("sound recording-musical", "<typeOfResource>sound recording-musical</typeOfResource>"),
        ("Collection", '<typeOfResource collection="yes">mixed material</typeOfResource>'),
        ("Manuscript", '<typeOfResource manuscript="yes">text</typeOfResource>'),
    ],
)
def test_the_type_is_one_of_mods_own(word: str, expected: str) -> None:
    assert shown(Statement("type", word), of="typeOfResource") == [expected]


def test_a_word_that_is_no_known_type_is_only_a_genre() -> None:
    mine = Statement("type", "Nobody's word")
    assert shown(mine, of="typeOfResource genre") == ["<genre>Nobody's word</genre>"]


def test_genres_are_coars_and_the_sources() -> None:
    version = Statement("type", "info:eu-repo/semantics/acceptedVersion")
    assert shown(Statement("type", "Article"), version, of="genre") == [
        (
            '<genre authority="coar" authorityURI="http://purl.org/coar/resource_type/scheme"'
            ' valueURI="http://purl.org/coar/resource_type/c_6501">journal article</genre>'
        ),
        "<genre>Article</genre>",
        (
            '<genre valueURI="http://purl.org/coar/version/c_ab4af688f83e57aa">'
            "info:eu-repo/semantics/acceptedVersion</genre>"
        ),
    ]


def test_origin_has_one_key_date() -> None:
    assert shown(
        Statement("publisher", "Emerald", uri="https://ror.org/1"),
        Statement("available", "2016-01-02"),
        Statement("issued", "2015"),
        Statement("dateCopyrighted", "2014"),
        Statement("date", "in spring"),
        Statement("accrualPeriodicity", "Monthly"),
        *Citation(edition="2nd").statements(),
        of="originInfo",
    ) == [
        (
            '<originInfo><publisher valueURI="https://ror.org/1">Emerald</publisher>'
            '<dateIssued encoding="w3cdtf" keyDate="yes">2015</dateIssued>'
            "<dateOther>in spring</dateOther>"
            '<copyrightDate encoding="w3cdtf">2014</copyrightDate>'
            '<dateOther encoding="w3cdtf" type="available">2016-01-02</dateOther>'
            "<edition>2nd</edition><frequency>Monthly</frequency></originInfo>"
        )
    ]


def test_a_span_of_dates_has_a_start_and_an_end() -> None:
    assert shown(Statement("issued", "1998/2005"), of="originInfo") == [
        (
            '<originInfo><dateIssued encoding="w3cdtf" point="start" keyDate="yes">1998'
            '</dateIssued><dateIssued encoding="w3cdtf" point="end">2005</dateIssued></originInfo>'
        )
    ]


def test_languages() -> None:
    assert shown(*(Statement("language", one) for one in ("de", "yue", "Many")), of="language") == [
        '<language><languageTerm type="code" authority="iso639-2b">ger</languageTerm></language>',
        '<language><languageTerm type="code" authority="iso639-3">yue</languageTerm></language>',
        '<language><languageTerm type="text">Many</languageTerm></language>',
    ]


def test_form() -> None:
    assert shown(
        Statement("medium", "print", scheme="marcform"),
        Statement("format", "text/csv"),
        Statement("extent", "23 p."),
        of="physicalDescription",
    ) == [
        (
            '<physicalDescription><form authority="marcform">print</form>'
            "<internetMediaType>text/csv</internetMediaType><extent>23 p.</extent>"
            "</physicalDescription>"
        )
    ]


AWARD = "info:eu-repo/grantAgreement/European%20Commission/H2020/654024"


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        ([Statement("abstract", "A", "en")], '<abstract xml:lang="en">A</abstract>'),
        ([Statement("tableOfContents", "1")], "<tableOfContents>1</tableOfContents>"),
        ([Statement("audience", "All")], "<targetAudience>All</targetAudience>"),
        ([Statement("description", "N")], "<note>N</note>"),
        ([Statement("provenance", "Gift")], '<note type="ownership">Gift</note>'),
        (
            [Statement("bibliographicCitation", "Cite so")],
            '<note type="preferred citation">Cite so</note>',
        ),
        (
            funding_statements(funder="European Commission", programme="H2020", award="654024"),
            f'<note type="funding" xlink:href="{AWARD}">European Commission, H2020, 654024</note>',
        ),
    ],
)
def test_texts_and_notes(statements: list[Statement], expected: str) -> None:
    assert shown(*statements, of="abstract tableOfContents targetAudience note") == [expected]


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        (Statement("subject", "Light"), "<subject><topic>Light</topic></subject>"),
        (
            Statement("subject", "Light--History", "en", "http://x.org/l", "LCSH"),
            (
                '<subject authority="lcsh" valueURI="http://x.org/l" xml:lang="en">'
                "<topic>Light</topic><topic>History</topic></subject>"
            ),
        ),
        (Statement("subject", "--"), "<subject><topic>--</topic></subject>"),
        (
            Statement("subject", "535", scheme="dcterms:DDC"),
            '<classification authority="ddc">535</classification>',
        ),
        (Statement("spatial", "Paris"), "<subject><geographic>Paris</geographic></subject>"),
        (
            Statement("spatial", "e-uk", scheme="marcgac"),
            (
                '<subject authority="marcgac"><geographicCode authority="marcgac">e-uk'
                "</geographicCode></subject>"
            ),
        ),
        (
            point_statement(east="-72.5", north="42.1"),
            (
                "<subject><cartographics><coordinates>42.1,-72.5</coordinates></cartographics>"
                "</subject>"
            ),
        ),
        (
            box_statement(west="1", east="2", south="3", north="4"),
            (
                "<subject><cartographics><coordinates>W 1--E 2/N 4--S 3</coordinates>"
                "</cartographics></subject>"
            ),
        ),
        (
            Statement("temporal", "1900"),
            '<subject><temporal encoding="w3cdtf">1900</temporal></subject>',
        ),
    ],
)
def test_subjects(statement: Statement, expected: str) -> None:
    assert shown(statement, of="subject classification") == [expected]


def test_access() -> None:
    level = access_rights("restricted")
    assert level is not None
    assert shown(
        level,
        Statement("accessRights", "Ask"),
        Statement("license", "https://creativecommons.org/licenses/by/4.0/"),
        Statement("rights", "All mine", uri="http://x.org/r"),
        of="accessCondition",
    ) == [
        (
            '<accessCondition type="restriction on access"'
            ' xlink:href="http://purl.org/coar/access_right/c_16ec">restricted access'
            "</accessCondition>"
        ),
        '<accessCondition type="restriction on access">Ask</accessCondition>',
        (
            '<accessCondition type="use and reproduction" displayLabel="License"'
            ' xlink:href="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</accessCondition>'
        ),
        (
            '<accessCondition type="use and reproduction" xlink:href="http://x.org/r">All mine'
            "</accessCondition>"
        ),
    ]
