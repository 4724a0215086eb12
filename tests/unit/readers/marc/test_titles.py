"""Titles of MARC records."""

import pytest

from oaipmh.metadata.description import Statement
from oaipmh.readers.marc.titles import title_statements
from tests.support.marc import marc_record


def titles(*lines: str) -> list[tuple[str, str]]:
    """Property and value of each title."""
    return [(one.property, one.value) for one in title_statements(marc_record(*lines))]


@pytest.mark.parametrize(
    ("field", "title"),
    [
        ("$aA title :$bits subtitle /$cby X.", "A title: its subtitle"),
        ("$aA title$bits subtitle", "A title: its subtitle"),
        ("$a\x98Das\x9c kleine Schiff$b\x98L'\x9ceau", "Das kleine Schiff: L'eau"),
        ("$aArchives.$nPart 1,$pBirds /", "Archives. Part 1, Birds"),
        ("$aArchives.$pBirds.", "Archives. Birds"),
        ("$aOne ;$bTwo", "One ; Two"),
        ("$aLetters,$f1810-1944.", "Letters 1810-1944"),
        ("$aA film$h[videorecording] :$ba story", "A film: a story"),
    ],
)
def test_a_subtitle_and_parts_follow_the_title(field: str, title: str) -> None:
    assert titles(f"245 10 {field}") == [("title", title)]


def test_a_parallel_title_is_an_alternative() -> None:
    assert titles("245 00 $aSuomen tiekartta =$bVägkarta.$n1.") == [
        ("title", "Suomen tiekartta. 1"),
        ("alternative", "Vägkarta"),
    ]


def test_variant_and_uniform_titles_are_alternatives() -> None:
    found = titles(
        "245 10 $aOne.",
        "246 3# $aTwo.",
        "240 10 $aLaws, etc.",
        "243 10 $aNäytelmät.$kValikoima,$lsuomi",
        "730 0# $aThree.",
        "730 02 $aA part of it.",
        "740 02 $aAnother part.",
    )
    assert found == [
        ("title", "One"),
        ("alternative", "Two"),
        ("alternative", "Laws, etc."),
        ("alternative", "Näytelmät. Valikoima, suomi"),
        ("alternative", "Three"),
    ]


def test_a_uniform_title_has_the_uri_of_the_work() -> None:
    (found,) = title_statements(marc_record("240 10 $0(DE-588)1122489382$aOrdnung$f2013$2gnd"))
    assert found == Statement("alternative", "Ordnung 2013", uri="https://d-nb.info/gnd/1122489382")


def test_an_abbreviated_and_a_key_title_stand_as_they_are() -> None:
    assert titles("210 0# $aPlant prot. bull.$b(Faridabad)", "222 #0 $aViva$b(New York)") == [
        ("alternative", "Plant prot. bull. (Faridabad)"),
        ("alternative", "Viva (New York)"),
    ]


def test_a_translated_title_has_the_language_that_is_said() -> None:
    (found,) = title_statements(marc_record("242 10 $aOn light /$yeng"))
    assert found == Statement("alternative", "On light", "eng")
