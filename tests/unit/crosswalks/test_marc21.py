"""marc21: what each property becomes, and that every record is one that catalogues take."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from lxml import etree

from oaipmh.crosswalks.marc21 import missing, render
from oaipmh.metadata.citation import Citation
from oaipmh.metadata.description import Description, Statement
from oaipmh.readers.eprints import describe
from tests.support import lse
from tests.support.judges import faults_of
from tests.support.marc import fields_of, lines
from tests.support.resources import described, resource
from tests.unit.strategies import telling_descriptions

TITLE = Statement("title", "On light")
URL = Statement("identifier", "http://x.org/1", scheme="dcterms:URI")
OPEN = "http://purl.org/coar/access_right/c_abf2"
FILE = "http://eprints.lse.ac.uk/64325/1/Clark_Releasing%20the%20grip.pdf"
ORCID = "https://orcid.org/0000-0003-4964-5005"


def leader_and_008(*statements: Statement) -> tuple[str, str]:
    """The leader and field 008 of an item."""
    leader, coded = fields_of(*statements, of="LDR 008")
    return leader.removeprefix("LDR "), coded.removeprefix("008 ")


def test_an_item_without_any_title_lacks_the_format() -> None:
    assert missing(resource(URL)) == ["245 Title Statement: no statement of title"]
    assert missing(resource(TITLE)) == []
    assert missing(resource(Statement("alternative", "Light"))) == []


@settings(max_examples=200)
@given(telling_descriptions())
def test_every_record_is_sound(description: Description) -> None:
    if missing(described(description)):
        return
    record = render(described(description))
    shown = lines(record)
    tags = [one[:3] for one in shown]
    assert tags[0] == "LDR"
    assert tags[1:] == sorted(tags[1:])
    assert [tags.count(tag) for tag in ("001", "008", "245")] == [1, 1, 1]
    assert sum(tag in ("100", "110", "111", "130") for tag in tags) <= 1
    leader, coded = (one.text or "" for one in record if one.get("tag", "LDR") in ("LDR", "008"))
    assert (len(leader), len(coded)) == (24, 40)
    assert coded[:6].isdecimal()
    assert all(one.text for one in record.iter("{*}subfield"))


def test_the_lse_paper_whole(shared: Path) -> None:
    paper = described(describe(etree.fromstring(lse.EPRINT)).description)
    record = render(paper)
    assert faults_of("marc21", record, shared) == []
    shown = [one for one in lines(record) if not one.startswith(("520", "65"))]
    assert shown == [
        "LDR 00000nab a22000003c 4500",
        "001 oai:x.org:1",
        "007 cr |||||||||||",
        "008 000000s2015    xx |||||o|||||||||||eng|u",
        "024 7# $a10.1108/JICA-06-2015-0023$2doi",
        "042 ## $adc",
        f"100 1# $aClark, Michael$eauthor$1{ORCID}$4aut",
        "245 10 $a{}$b{}".format(*lse.TITLE.split(": ")),
        "264 #1 $bEmerald Group Publishing Limited$c2015",
        "300 ## $a425984 bytes",
        "336 ## $atext$btxt$2rdacontent",
        "337 ## $acomputer$bc$2rdamedia",
        "338 ## $aonline resource$bcr$2rdacarrier",
        "500 ## $a\N{COPYRIGHT SIGN} 2015 Emerald Group Publishing Limited",
        f"506 0# $aOpen access$fUnrestricted online access$2star$u{OPEN}",
        "700 1# $aCornes, Michelle$eauthor$4aut",
        "700 1# $aManthorpe, Jill$eauthor$4aut",
        "700 1# $aHennessy, Catherine$eauthor$4aut",
        "700 1# $aAnderson, Sarah$eauthor$4aut",
        "773 0# $tJournal of Integrated Care$gVol. 23, no. 5, p. 287-301$q23:5<287$x1476-9018",
        "856 40 $uhttp://eprints.lse.ac.uk/id/eprint/64325",
        f"856 40 $u{FILE}$qapplication/pdf",
    ]


@pytest.mark.parametrize(
    ("word", "record_and_level"),
    [
        ("Article", "ab"),
        ("Book", "am"),
        ("Book section", "aa"),
        ("Journal", "as"),
        ("PhD", "am"),
        ("Manuscript", "tm"),
        ("Dataset", "mm"),
        ("Software", "mm"),
        ("Map", "em"),
        ("Photograph", "km"),
        ("Video", "gm"),
        ("Sound", "im"),
        ("Sheet music", "cm"),
        ("Collection", "pc"),
        ("Physical object", "rm"),
        ("Conference paper", "am"),
        ("Nobody's word", "am"),
    ],
)
def test_the_leader_says_the_type(word: str, record_and_level: str) -> None:
    leader, _ = leader_and_008(Statement("type", word))
    assert leader[6:8] == record_and_level


def test_a_paper_in_proceedings_is_a_part_of_them() -> None:
    leader, _ = leader_and_008(
        Statement("type", "Conference paper"),
        *Citation(host="Proceedings", start_page="3").statements(),
    )
    assert leader[6:8] == "aa"


@pytest.mark.parametrize(
    ("statements", "dates"),
    [
        ([Statement("issued", "2015")], "s2015    "),
        ([Statement("issued", "2015-11-04")], "e20151104"),
        ([Statement("issued", "2015-11")], "e201511  "),
        ([Statement("issued", "2015"), Statement("dateCopyrighted", "2014")], "t20152014"),
        ([Statement("issued", "1998/2005")], "m19982005"),
        ([Statement("issued", "1998"), Statement("date", "1998/2005")], "m19982005"),
        ([Statement("issued", "1998"), Statement("type", "Journal")], "u1998uuuu"),
        ([Statement("issued", "1998/2005"), Statement("type", "Journal")], "d19982005"),
        ([], "nuuuuuuuu"),
    ],
)
def test_008_codes_the_dates(statements: list[Statement], dates: str) -> None:
    assert leader_and_008(*statements)[1][6:15] == dates


def test_008_says_when_it_was_handed_in_and_never_today() -> None:
    assert leader_and_008(Statement("dateSubmitted", "2015-11-04"))[1][:6] == "151104"
    assert leader_and_008(Statement("issued", "2015-11-04"))[1][:6] == "000000"


def test_008_codes_what_each_material_has() -> None:
    assert leader_and_008(Statement("type", "PhD"), URL)[1][23:25] == "om"
    assert leader_and_008(Statement("type", "Dataset"))[1][26] == "a"
    assert leader_and_008(Statement("type", "Video"), URL)[1][29:34] == "o|||v"


def test_languages_are_in_008_and_where_it_cannot_hold_them_in_041() -> None:
    german, french = Statement("language", "de"), Statement("language", "French")
    assert leader_and_008(german)[1][35:38] == "ger"
    assert fields_of(german, of="041 546") == []
    assert fields_of(german, french, of="041") == ["041 ## $ager$afre"]
    assert leader_and_008(Statement("language", "yue"))[1][35:38] == "und"
    assert fields_of(Statement("language", "yue"), of="041") == ["041 #7 $ayue$2iso639-3"]
    assert fields_of(Statement("language", "Sung in many"), of="546") == ["546 ## $aSung in many"]
