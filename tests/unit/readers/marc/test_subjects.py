"""Subjects, classifications, places and times of MARC records."""

import pytest

from oaipmh.metadata.description import Statement
from oaipmh.readers.marc.subjects import subject_statements
from tests.support.marc import marc_record

BOX = "northlimit=60.666667; eastlimit=24.75; southlimit=59.8; westlimit=19.5"


def subjects(*lines: str) -> list[Statement]:
    """The statements of these fields."""
    return list(subject_statements(marc_record(*lines)))


@pytest.mark.parametrize(
    ("field", "value", "scheme"),
    [
        ("650 #0 $aAviation medicine$xResearch.", "Aviation medicine--Research", "LCSH"),
        ("650 #2 $aFemale.", "Female", "MeSH"),
        ("650 #7 $aAntiquities.$2fast", "Antiquities", "FAST"),
        ("650 #4 $aKazakh", "Kazakh", None),
        (
            "600 10 $aBach, J.,$d1685-1750.$tSuites,$nno. 1$xAnalysis",
            "Bach, J., 1685-1750. Suites, no. 1--Analysis",
            "LCSH",
        ),
        ("754 ## $cfamily$aPoaceae$cgenus$aAndropogon.$2[X]", "Poaceae--Andropogon", "[X]"),
        ("630 00 $aBible.$pN.T.$vCommentaries.", "Bible. N.T.--Commentaries", "LCSH"),
        ("050 #4 $aRC1075$b.U68", "RC1075", "LCC"),
        ("082 04 $a227/.8207/7$219", "227.82077", "DDC"),
        ("084 ## $a550$2sdnb", "550", "sdnb"),
        ("653 ## $aLight", "Light", None),
    ],
)
def test_a_heading_has_its_subdivisions_and_its_vocabulary(
    field: str, value: str, scheme: str | None
) -> None:
    assert subjects(field) == [Statement("subject", value, scheme=scheme)]


def test_a_heading_has_the_language_that_stands_behind_its_vocabulary() -> None:
    assert subjects("650 #7 $ajapanska.$2yso/swe", "651 #7 $aSverige$2yso/swe") == [
        Statement("subject", "japanska", "swe", scheme="yso"),
        Statement("spatial", "Sverige", "swe", scheme="yso"),
    ]
    assert subjects("651 #7 $aRome$2lcsh/naf") == [Statement("spatial", "Rome", scheme="LCSH")]


def test_common_names_of_a_species_are_subjects_too() -> None:
    assert subjects("754 ## $aAndropogon$dBushy Broom Grass$2itis") == [
        Statement("subject", "Andropogon", scheme="itis"),
        Statement("subject", "Bushy Broom Grass", scheme="itis"),
    ]


def test_a_heading_has_its_uri() -> None:
    (found,) = subjects("650 #7 $aautot$2yso/fin$0http://www.yso.fi/onto/yso/p1223")
    assert found.uri == "http://www.yso.fi/onto/yso/p1223"


def test_a_place_is_spatial_and_what_happened_there_a_subject() -> None:
    assert subjects("651 #0 $aIreland$zDublin.") == [
        Statement("spatial", "Ireland--Dublin", scheme="LCSH")
    ]
    assert subjects("651 #0 $aIreland$xHistory$zX$0http://x.org/1") == [
        Statement("subject", "Ireland--History--X", uri="http://x.org/1", scheme="LCSH"),
        Statement("spatial", "Ireland", scheme="LCSH"),
    ]


def test_uncontrolled_terms_are_told_apart_by_their_indicator() -> None:
    found = subjects("653 #0 $aA$aB", "653 #4 $a1900s", "653 #5 $aRome", "653 #6 $aNovels")
    assert [(one.property, one.value) for one in found] == [
        ("subject", "A"),
        ("subject", "B"),
        ("temporal", "1900s"),
        ("spatial", "Rome"),
        ("type", "Novels"),
    ]


def test_codes_and_hierarchies_of_places() -> None:
    assert subjects("043 ## $an-us---$ae-fr---", "752 ## $aEngland$dManchester.$2tgn") == [
        Statement("spatial", "n-us", scheme="marcgac"),
        Statement("spatial", "e-fr", scheme="marcgac"),
        Statement("spatial", "England--Manchester", scheme="tgn"),
    ]


@pytest.mark.parametrize(
    ("field", "value", "scheme"),
    [
        ("$dE0193000$eE0244500$fN0604000$gN0594800", BOX, "dcterms:Box"),
        (
            "$d-079.533265$e-079.533265$f+43.5$g+43.5",
            "east=-79.533265; north=43.5",
            "dcterms:Point",
        ),
        ("$dw0000000$ew0000000$fs0300000$gs0300000", "east=0; north=-30", "dcterms:Point"),
    ],
)
def test_coordinates_are_decimal_degrees(field: str, value: str, scheme: str) -> None:
    assert subjects(f"034 1# $aa{field}") == [Statement("spatial", value, scheme=scheme)]


def test_coordinates_that_are_none_are_left_out() -> None:
    assert subjects("034 1# $aa$dE019", "034 1# $dx$ey$fz$gz") == []


def test_which_of_several_places_of_a_name_is_meant_is_told() -> None:
    plain, topical = "$aDeutschland$gBundesrepublik", "$aDeutschland$gBundesrepublik$xRecht"
    assert [one.value for one in subjects(f"651 #7 {plain}$2gnd")] == [
        "Deutschland (Bundesrepublik)"
    ]
    assert [(one.property, one.value) for one in subjects(f"651 #7 {topical}$2gnd")] == [
        ("subject", "Deutschland (Bundesrepublik)--Recht"),
        ("spatial", "Deutschland (Bundesrepublik)"),
    ]
