"""marc21: the fields that each property becomes."""

import pytest

from oaipmh.metadata.access_rights import access_rights
from oaipmh.metadata.citation import Citation
from oaipmh.metadata.description import Statement
from oaipmh.metadata.funding import funding_statements
from oaipmh.metadata.places import box_statement
from tests.support.marc import fields_of

ORCID = "https://orcid.org/0000-0003-4964-5005"


def cited(**parts: str) -> list[Statement]:
    return Citation(**parts).statements()


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
    assert fields_of(one, of="010 02 03 08") == [expected]


def test_an_item_known_only_by_a_doi_is_found_there() -> None:
    doi = Statement("identifier", "https://doi.org/10.1/a", scheme="DOI")
    assert fields_of(doi, of="856") == ["856 40 $uhttps://doi.org/10.1/a"]


def test_files_under_embargo_say_until_when() -> None:
    file = Statement("identifier", "http://x.org/1.pdf", scheme="application/pdf")
    embargoed = access_rights("embargoed")
    assert embargoed is not None
    shown = fields_of(file, embargoed, Statement("available", "2030-05-01"), of="506 856")
    assert shown == [
        "506 1# $aEmbargoed access$g20300501$uhttp://purl.org/coar/access_right/c_f1cf",
        "856 40 $uhttp://x.org/1.pdf$qapplication/pdf$zAvailable from 2030-05-01",
    ]


def test_names_have_roles_and_the_first_creator_is_the_main_entry() -> None:
    shown = fields_of(
        Statement("creator", "London School of Economics", uri="https://ror.org/0090zs177"),
        Statement("creator", "Curie, Marie"),
        Statement("marcrel:edt", "Clark, Michael", uri=ORCID),
        Statement("contributor", "Aristotle"),
        Statement("marcrel:dst", "Emerald"),
        of="10 11 70 71 72 245 264",
    )
    assert shown == [
        "110 2# $aLondon School of Economics$eauthor$1https://ror.org/0090zs177$4aut",
        "245 10 $aOn light",
        "264 #2 $bEmerald",
        "700 1# $aCurie, Marie$eauthor$4aut",
        f"700 1# $aClark, Michael$eeditor$1{ORCID}$4edt",
        "720 ## $aAristotle",
    ]
    unknown = [Statement("creator", "Aristotle"), Statement("creator", "Curie, Marie")]
    assert fields_of(*unknown, of="10 70 72 245") == [
        "245 00 $aOn light",
        "700 1# $aCurie, Marie$eauthor$4aut",
        "720 ## $aAristotle$eauthor$4aut",
    ]
    made = [Statement("creator", "Curie, Marie"), Statement("type", "Dataset")]
    assert fields_of(*made, of="10 11") == ["100 1# $aCurie, Marie$ecreator$4cre"]


def test_titles() -> None:
    shown = fields_of(
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
    shown = fields_of(
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
    shown = fields_of(
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
    assert fields_of(statement, of="50 51 52 53 54 56") == [expected]


def test_a_thesis_says_where_and_when() -> None:
    shown = fields_of(
        Statement("type", "PhD"),
        Statement("marcrel:dgg", "LSE"),
        Statement("dateAccepted", "2014"),
        of="502 710",
    )
    assert shown == ["502 ## $gDoctoral thesis$cLSE$d2014"]


def test_funding() -> None:
    award = funding_statements(funder="European Commission", award="654024", programme="H2020")
    assert fields_of(*award, of="536 70 71") == ["536 ## $aEuropean Commission$c654024$dH2020"]


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
    shown = fields_of(statement, of="034 043 05 08 648 65")
    coar = [one for one in shown if one.endswith("$2coar")]
    assert [one for one in shown if one not in coar] == [expected]


def test_what_coar_calls_the_type_is_a_genre_too() -> None:
    assert fields_of(Statement("type", "Article"), of="655") == [
        "655 #7 $ajournal article$1http://purl.org/coar/resource_type/c_6501$2coar",
        "655 #4 $aArticle",
    ]


def test_hosts_and_series() -> None:
    shown = fields_of(
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
    assert fields_of(book, host, of="490 773") == ["490 0# $aStudies"]


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
    assert fields_of(statement, of="76 77 78") == [expected]


def test_an_article_at_the_beginning_is_not_filed_by() -> None:
    language = Statement("language", "en")
    assert fields_of(Statement("title", "The commons"), language, of="245") == [
        "245 04 $aThe commons"
    ]
    german = Statement("title", "Die Flur", lang="de")
    assert fields_of(german, language, of="245") == ["245 04 $aDie Flur"]


def test_a_degree_has_the_year_it_was_granted_in() -> None:
    kinds = [Statement("type", "Thesis"), Statement("dateAccepted", "2021-03-15")]
    assert fields_of(*kinds, of="502") == ["502 ## $gThesis$d2021"]


def test_a_class_in_words_is_no_call_number() -> None:
    in_words = Statement("subject", "HD Industries. Land use", scheme="LCC")
    assert fields_of(in_words, of="05 65") == ["653 ## $aHD Industries. Land use"]
