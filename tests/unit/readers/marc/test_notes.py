"""Notes, extent, rights and funding of MARC records."""

import pytest

from oaipmh.metadata.description import Statement
from oaipmh.readers.marc.notes import note_statements
from tests.support.marc import marc_record

OPEN = "info:eu-repo/semantics/openAccess"
RESTRICTED = "info:eu-repo/semantics/restrictedAccess"


def found(*lines: str) -> list[tuple[str, str]]:
    """Property and value of each statement that has one."""
    return [(one.property, one.value) for one in note_statements(marc_record(*lines)) if one.value]


@pytest.mark.parametrize(
    ("field", "property_", "value"),
    [
        ("500 ## $aCover title.", "description", "Cover title."),
        ("504 ## $aBibliography: p. 9.", "description", "Bibliography: p. 9."),
        ("505 00 $tOne /$rA --$tTwo", "tableOfContents", "One / A -- Two"),
        ("520 ## $aOf light.$bMore.", "abstract", "Of light. More."),
        ("520 3# $aOf light.", "abstract", "Of light."),
        ("520 1# $aA fine book.", "description", "A fine book."),
        ("521 2# $3Reports$a7 & up.", "audience", "Reports: 7 & up."),
        ("530 ## $aAlso online.", "hasFormat", "Also online."),
        ("534 ## $pReprint of:$tX", "source", "Reprint of: X"),
        ("546 ## $aZuni;$bPictograms.", "description", "Zuni; Pictograms."),
        ("561 ## $aOnce owned by X.", "provenance", "Once owned by X."),
        ("362 0# $aVol. 1-", "description", "Vol. 1-"),
        ("255 ## $a1:200000.", "description", "1:200000."),
        ("351 ## $aFive series.", "description", "Five series."),
        ("310 ## $aMonthly,$b1958-", "accrualPeriodicity", "Monthly, 1958-"),
        ("321 ## $aQuarterly,$b-1986.", "accrualPeriodicity", "Quarterly, -1986"),
        ("347 ## $aaudio file$bMP3$2rda", "format", "audio file, MP3"),
        ("300 ## $a9 p. :$bill. ;$c26 cm.", "extent", "9 p. : ill. ; 26 cm"),
        ("300 ## $a144 Seiten$bIll.$c19 cm$e1 CD", "extent", "144 Seiten : Ill. ; 19 cm + 1 CD"),
        ("300 ## $3diaries$a1 box", "extent", "diaries: 1 box"),
        ("310 ## $aMonthly,$b1990-", "accrualPeriodicity", "Monthly, 1990-"),
        ("385 ## $nage$aChildren$2lcdgt", "audience", "Children"),
        ("753 ## $aIBM PC$bPascal$cDOS 1.1", "requires", "IBM PC. Pascal. DOS 1.1"),
        ("540 ## $aAsk first.", "rights", "Ask first"),
        ("540 ## $3Diaries$aAsk first.", "rights", "Diaries: Ask first"),
        ("542 ## $dEmerald", "rightsHolder", "Emerald"),
        ("542 ## $g1945", "dateCopyrighted", "1945"),
        ("352 ## $aRaster :$bpixel", "description", "Raster : pixel"),
        ("254 ## $aFull score.", "description", "Full score."),
        ("306 ## $a001839", "extent", "00:18:39"),
        ("306 ## $aca. 20 min.", "extent", "ca. 20 min."),
        ("542 ## $lopen", "accessRights", OPEN),
        ("542 ## $lpublic domain", "rights", "public domain"),
    ],
)
def test_a_note_is_what_it_tells_of(field: str, property_: str, value: str) -> None:
    assert found(field) == [(property_, value)]


@pytest.mark.parametrize(
    "private", ["561 0# $aGiven by X", "542 0# $dX", "541 ## $aBought", "583 ## $amoved"]
)
def test_what_is_private_or_about_the_copy_is_not_told(private: str) -> None:
    assert found(private) == []


def test_a_thesis_note_tells_who_granted_the_degree() -> None:
    assert found("502 ## $bPhD$cBremen University,$d2010") == [
        ("description", "PhD Bremen University, 2010"),
        ("marcrel:dgg", "Bremen University"),
    ]


@pytest.mark.parametrize(
    ("field", "rights"),
    [
        ("506 0# $aFree for all.", [OPEN]),
        ("506 ## $aOpen access$fopen access", [OPEN]),
        ("506 1# $aStaff only.", [RESTRICTED, "Staff only"]),
        ("506 ## $3Use copy$aPreview only.", ["Use copy: Preview only"]),
        ("856 40 $uhttp://x.org$70", [OPEN]),
        ("856 42 $uhttp://x.org$70", []),
    ],
)
def test_access_is_a_level_where_the_record_has_one(field: str, rights: list[str]) -> None:
    assert found(field) == [("accessRights", one) for one in rights]


def test_a_notice_of_copyright_and_a_remark_on_it_are_two_rights() -> None:
    assert found("542 ## $fCopyright 1927 by X$nNot renewed.") == [
        ("rights", "Copyright 1927 by X"),
        ("rights", "Not renewed"),
    ]


def test_words_on_access_have_their_address() -> None:
    (access,) = note_statements(marc_record("506 ## $aAsk first.$uhttp://x.org/terms"))
    assert access == Statement("accessRights", "Ask first", uri="http://x.org/terms")


def test_an_audience_has_its_vocabulary_and_its_uri() -> None:
    (audience,) = note_statements(marc_record("385 ## $aChildren$0http://x.org/1$2lcsh"))
    assert audience == Statement("audience", "Children", None, "http://x.org/1", "LCSH")


def test_terms_with_an_address_are_a_licence() -> None:
    address = "https://creativecommons.org/publicdomain/zero/1.0/"
    record = marc_record(f"540 ## $cPublic domain$u{address}", f"540 ## $u{address}")
    assert list(note_statements(record)) == [
        Statement("license", "Public domain", uri=address),
        Statement("license", address),
    ]


def test_a_funding_note_names_funder_and_award() -> None:
    funder, award = found("536 ## $aResearch Council$cAB/1$dHealth")
    assert funder == ("marcrel:fnd", "Research Council")
    assert award == ("relation", "info:eu-repo/grantAgreement/Research Council/Health/AB%2F1")


def test_a_contract_and_a_grant_are_two_awards() -> None:
    _, contract, _, grant = found("536 ## $aNavy$bN00014$cOrder 26")
    assert contract == ("relation", "info:eu-repo/grantAgreement/Navy//N00014")
    assert grant == ("relation", "info:eu-repo/grantAgreement/Navy//Order 26")
