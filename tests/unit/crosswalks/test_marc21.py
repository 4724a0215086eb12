"""marc21: what each property becomes, and that every record is one that catalogues take."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from lxml import etree

from oaipmh.crosswalks.marc21 import missing, render
from oaipmh.metadata.access_rights import access_rights
from oaipmh.metadata.citation import Citation
from oaipmh.metadata.description import Description, Statement
from oaipmh.metadata.funding import funding_statements
from oaipmh.metadata.places import box_statement
from oaipmh.protocol.parts import local_name
from oaipmh.readers.eprints import describe
from tests.support import lse
from tests.support.judges import faults_of
from tests.support.resources import described, resource
from tests.unit.strategies import telling_descriptions

TITLE = Statement("title", "On light")
URL = Statement("identifier", "http://x.org/1", scheme="dcterms:URI")
ORCID = "https://orcid.org/0000-0003-4964-5005"


def lines(element: etree._Element) -> list[str]:
    """Each field as cataloguers write it: `245 10 $aOn light`; `#` is a blank."""
    found = []
    for one in element:
        if local_name(one) == "datafield":
            indicators = f"{one.get('ind1')}{one.get('ind2')}".replace(" ", "#")
            parts = "".join(f"${part.get('code')}{part.text}" for part in one)
            found.append(f"{one.get('tag')} {indicators} {parts}")
        else:
            found.append(f"{one.get('tag', 'LDR')} {one.text}")
    return found


def fields(*statements: Statement, of: str) -> list[str]:
    """The fields of some tags that an item with a title and these statements has."""
    given_title = any(one.property == "title" for one in statements)
    shown = lines(render(resource(*(() if given_title else (TITLE,)), *statements)))
    return [one for one in shown if one.startswith(tuple(of.split()))]


def leader_and_008(*statements: Statement) -> tuple[str, str]:
    """The leader and field 008 of an item."""
    leader, coded = fields(*statements, of="LDR 008")
    return leader.removeprefix("LDR "), coded.removeprefix("008 ")


def cited(**parts: str) -> list[Statement]:
    return Citation(**parts).statements()


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
        "245 10 $aReleasing the grip of managerial domination$bthe role of communities of practice"
        " in tackling multiple exclusion homelessness",
        "264 #1 $bEmerald Group Publishing Limited$c2015",
        "300 ## $a425984 bytes",
        "336 ## $atext$btxt$2rdacontent",
        "337 ## $acomputer$bc$2rdamedia",
        "338 ## $aonline resource$bcr$2rdacarrier",
        "500 ## $a\N{COPYRIGHT SIGN} 2015 Emerald Group Publishing Limited",
        "506 0# $aOpen access$fUnrestricted online access$2star"
        "$uhttp://purl.org/coar/access_right/c_abf2",
        "700 1# $aCornes, Michelle$eauthor$4aut",
        "700 1# $aManthorpe, Jill$eauthor$4aut",
        "700 1# $aHennessy, Catherine$eauthor$4aut",
        "700 1# $aAnderson, Sarah$eauthor$4aut",
        "773 0# $tJournal of Integrated Care$gVol. 23, no. 5, p. 287-301$q23:5<287$x1476-9018",
        "856 40 $uhttp://eprints.lse.ac.uk/id/eprint/64325",
        "856 40 $uhttp://eprints.lse.ac.uk/64325/1/Clark_Releasing%20the%20grip.pdf"
        "$qapplication/pdf",
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
        Statement("type", "Conference paper"), *cited(host="Proceedings", start_page="3")
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
    assert fields(german, of="041 546") == []
    assert fields(german, french, of="041") == ["041 ## $ager$afre"]
    assert leader_and_008(Statement("language", "yue"))[1][35:38] == "und"
    assert fields(Statement("language", "yue"), of="041") == ["041 #7 $ayue$2iso639-3"]
    assert fields(Statement("language", "Sung in many"), of="546") == ["546 ## $aSung in many"]


@pytest.mark.parametrize(
    ("value", "scheme", "expected"),
    [
        ("urn:isbn:9780306406157", "ISBN", "020 ## $a9780306406157"),
        ("urn:issn:1476-9018", "ISSN", "022 ## $a1476-9018"),
        ("https://doi.org/10.1/a", "DOI", "024 7# $a10.1/a$2doi"),
        ("https://hdl.handle.net/10.1/2", "Handle", "024 7# $a10.1/2$2hdl"),
        ("urn:nbn:de:1-2", "URN", "024 7# $aurn:nbn:de:1-2$2urn"),
        ("M-2306-7118-7", "ISMN", "024 2# $aM-2306-7118-7"),
        ("77", "Shelf", "024 8# $a77"),
        ("(DE-101)123", None, "035 ## $a(DE-101)123"),
        ("X 7", "Report number", "088 ## $aX 7"),
        ("https://lccn.loc.gov/78890351", "LCCN", "010 ## $a   78890351 "),
        ("https://lccn.loc.gov/n2001050268", "LCCN", "010 ## $an 2001050268"),
    ],
)
def test_identifiers_have_the_field_of_their_scheme(
    value: str, scheme: str | None, expected: str
) -> None:
    one = Statement("identifier", value, scheme=scheme)
    assert fields(one, of="010 02 03 08") == [expected]


def test_an_item_known_only_by_a_doi_is_found_there() -> None:
    doi = Statement("identifier", "https://doi.org/10.1/a", scheme="DOI")
    assert fields(doi, of="856") == ["856 40 $uhttps://doi.org/10.1/a"]


def test_files_under_embargo_say_until_when() -> None:
    file = Statement("identifier", "http://x.org/1.pdf", scheme="application/pdf")
    embargoed = access_rights("embargoed")
    assert embargoed is not None
    shown = fields(file, embargoed, Statement("available", "2030-05-01"), of="506 856")
    assert shown == [
        "506 1# $aEmbargoed access$g20300501$uhttp://purl.org/coar/access_right/c_f1cf",
        "856 40 $uhttp://x.org/1.pdf$qapplication/pdf$zAvailable from 2030-05-01",
    ]


def test_names_have_roles_and_the_first_creator_is_the_main_entry() -> None:
    shown = fields(
        Statement("creator", "London School of Economics", uri="https://ror.org/0090zs177"),
        Statement("creator", "Curie, Marie"),
        Statement("marcrel:edt", "Clark, Michael", uri=ORCID),
        Statement("contributor", "Aristotle"),
        Statement("marcrel:dst", "Emerald"),
        of="10 11 70 71 245 264",
    )
    assert shown == [
        "110 2# $aLondon School of Economics$eauthor$1https://ror.org/0090zs177$4aut",
        "245 10 $aOn light",
        "264 #2 $bEmerald",
        "700 1# $aCurie, Marie$eauthor$4aut",
        f"700 1# $aClark, Michael$eeditor$1{ORCID}$4edt",
        "710 2# $aAristotle",
    ]
    made = [Statement("creator", "Curie, Marie"), Statement("type", "Dataset")]
    assert fields(*made, of="10 11") == ["100 1# $aCurie, Marie$ecreator$4cre"]


def test_titles() -> None:
    shown = fields(
        Statement("title", "Light: a study: in parts"),
        Statement("alternative", "Lumière", "fr"),
        Statement("title", "Licht: Studie"),
        of="245 246",
    )
    assert shown == [
        "245 00 $aLight$ba study: in parts",
        "246 33 $aLicht$bStudie",
        "246 33 $aLumière",
    ]


def test_publication_and_other_dates() -> None:
    shown = fields(
        Statement("publisher", "Emerald"),
        Statement("publisher", "MCB"),
        Statement("issued", "2015-11"),
        Statement("dateCopyrighted", "2014"),
        Statement("modified", "2016-01-02"),
        Statement("created", "2013"),
        Statement("accrualPeriodicity", "Monthly"),
        *cited(edition="2nd"),
        of="046 25 26 310",
    )
    assert shown == [
        "046 ## $j2016-01-02$2edtf",
        "046 ## $k2013$2edtf",
        "250 ## $a2nd",
        "264 #1 $bEmerald$bMCB$c2015-11",
        "264 #4 $c\N{COPYRIGHT SIGN}2014",
        "310 ## $aMonthly",
    ]


def test_extent_and_material() -> None:
    shown = fields(
        Statement("extent", "23 p. : ill. ; 28 cm + 1 map"),
        Statement("format", "text/csv"),
        Statement("medium", "volume"),
        Statement("medium", "vellum"),
        of="300 337 338 34",
    )
    assert shown == [
        "300 ## $a23 p.$bill.$c28 cm$e1 map",
        "337 ## $aunmediated$bn$2rdamedia",
        "338 ## $avolume$bnc$2rdacarrier",
        "340 ## $avellum",
        "347 ## $btext/csv",
    ]


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        (Statement("description", "A note"), "500 ## $aA note"),
        (Statement("tableOfContents", "1. One"), "505 0# $a1. One"),
        (Statement("accessRights", "Ask"), "506 ## $aAsk"),
        (Statement("isReferencedBy", "A list"), "510 0# $aA list"),
        (Statement("abstract", "Short"), "520 3# $aShort"),
        (Statement("audience", "Pupils"), "521 ## $aPupils"),
        (Statement("spatial", "London"), "522 ## $aLondon"),
        (Statement("bibliographicCitation", "Cite so"), "524 ## $aCite so"),
        (Statement("rights", "All mine"), "540 ## $aAll mine"),
        (Statement("license", "http://x.org/l"), "540 ## $uhttp://x.org/l"),
        (
            Statement("license", "https://creativecommons.org/licenses/by/4.0/"),
            "540 ## $fCC BY 4.0$2cc$uhttps://creativecommons.org/licenses/by/4.0/",
        ),
        (Statement("rightsHolder", "Emerald"), "542 1# $dEmerald"),
        (Statement("provenance", "Gift"), "561 1# $aGift"),
    ],
)
def test_notes_and_rights(statement: Statement, expected: str) -> None:
    assert fields(statement, of="50 51 52 53 54 56") == [expected]


def test_a_thesis_says_where_and_when() -> None:
    shown = fields(
        Statement("type", "PhD"),
        Statement("marcrel:dgg", "LSE"),
        Statement("dateAccepted", "2014"),
        of="502 710",
    )
    assert shown == ["502 ## $gDoctoral thesis$cLSE$d2014"]


def test_funding() -> None:
    award = funding_statements(funder="European Commission", award="654024", programme="H2020")
    assert fields(*award, of="536 70 71") == ["536 ## $aEuropean Commission$c654024$dH2020"]


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        (Statement("subject", "Light"), "653 ## $aLight"),
        (Statement("subject", "Light", scheme="Keywords of ours"), "653 ## $aLight"),
        (Statement("subject", "Light--History", scheme="LCSH"), "650 #0 $aLight$xHistory"),
        (Statement("subject", "--", scheme="dcterms:MESH"), "650 #2 $a--"),
        (
            Statement("subject", "Light", uri="http://id.worldcat.org/fast/1", scheme="FAST"),
            "650 #7 $aLight$0http://id.worldcat.org/fast/1$2fast",
        ),
        (Statement("subject", "535", scheme="dcterms:DDC"), "082 04 $a535"),
        (Statement("subject", "QC355", scheme="LCC"), "050 #4 $aQC355"),
        (Statement("subject", "78A05", scheme="MSC"), "084 ## $a78A05$2msc"),
        (
            Statement("spatial", "London", uri="http://vocab.getty.edu/tgn/7011781", scheme="TGN"),
            "651 #7 $aLondon$0http://vocab.getty.edu/tgn/7011781$2tgn",
        ),
        (Statement("spatial", "e-uk", scheme="marcgac"), "043 ## $ae-uk---"),
        (
            box_statement(west="-5.5", east="2", south="50", north="60"),
            "034 0# $aa$d-005.5$e+002$f+060$g+050",
        ),
        (Statement("temporal", "1900s"), "648 #4 $a1900s"),
        (Statement("type", "Etching", scheme="gmgpc"), "655 #7 $aEtching$2gmgpc"),
        (Statement("type", "book"), "655 #4 $abook"),
    ],
)
def test_subjects_places_times_and_genres(statement: Statement, expected: str) -> None:
    shown = fields(statement, of="034 043 05 08 648 65")
    coar = [one for one in shown if one.endswith("$2coar")]
    assert [one for one in shown if one not in coar] == [expected]


def test_what_coar_calls_the_type_is_a_genre_too() -> None:
    assert fields(Statement("type", "Article"), of="655") == [
        "655 #7 $ajournal article$1http://purl.org/coar/resource_type/c_6501$2coar",
        "655 #4 $aArticle",
    ]


def test_hosts_and_series() -> None:
    shown = fields(
        Statement("type", "Book section"),
        Statement("isPartOf", "A book", uri="urn:isbn:9780306406157"),
        Statement("isPartOf", "Studies", uri="urn:issn:1476-9018"),
        *cited(host="A book", start_page="3", end_page="9", edition="2nd"),
        *cited(series="Studies", volume="7"),
        *cited(conference="OR", conference_place="Paris", conference_date="2015"),
        of="250 490 711 773",
    )
    assert shown == [
        "490 0# $aStudies$x1476-9018$v7",
        "711 2# $aOR$d2015$cParis",
        "773 0# $tA book$b2nd$gp. 3-9$z9780306406157",
    ]


def test_a_book_that_is_part_of_something_is_in_a_series() -> None:
    book, host = Statement("type", "Book"), Statement("isPartOf", "Studies")
    assert fields(book, host, of="490 773") == ["490 0# $aStudies"]


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        (Statement("hasPart", "Part"), "774 0# $tPart"),
        (Statement("hasVersion", "https://doi.org/10.1/a", scheme="DOI"), "775 0# $o10.1/a"),
        (Statement("isVersionOf", "V"), "775 08 $iIs version of$tV"),
        (Statement("hasFormat", "urn:isbn:9780306406157"), "776 0# $z9780306406157"),
        (Statement("isFormatOf", "F"), "776 08 $iIs format of$tF"),
        (Statement("replaces", "Old", uri="urn:issn:1476-9018"), "780 00 $tOld$x1476-9018"),
        (Statement("isReplacedBy", "New"), "785 00 $tNew"),
        (Statement("source", "S"), "786 0# $tS"),
        (Statement("references", "R"), "787 08 $iReferences$tR"),
        (Statement("relation", "http://x.org/2"), "787 0# $ohttp://x.org/2"),
    ],
)
def test_related_items(statement: Statement, expected: str) -> None:
    assert fields(statement, of="76 77 78") == [expected]
