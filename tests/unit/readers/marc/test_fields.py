"""MARC fields as text without ISBD punctuation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oaipmh.readers.marc.fields import fields, is_named, text, unpunctuated, value_uri
from tests.support.marc import marc_record


@pytest.mark.parametrize(
    ("printed", "plain"),
    [
        ("Title /", "Title"),
        ("Title :", "Title"),
        ("Title ;", "Title"),
        ("Title =", "Title"),
        ("Family, Given,", "Family, Given"),
        ("Rise of the sun.", "Rise of the sun"),
        ("1918.", "1918"),
        ("(Spain).", "(Spain)"),
        ('A "word".', 'A "word"'),
    ],
)
def test_ending_punctuation_is_removed(printed: str, plain: str) -> None:
    assert unpunctuated(printed) == plain


@pytest.mark.parametrize(
    "kept",
    [
        "Kalat, James W.",
        "Smith, John, Jr.",
        "23 p.",
        "28 cm",
        "Ph.D.",
        "Laws, etc.",
        "Report ...",
        "Report . . .",
        "Who?",
    ],
)
def test_a_stop_that_belongs_to_the_word_is_kept(kept: str) -> None:
    assert unpunctuated(kept) == kept


@given(st.text())
def test_removing_punctuation_only_shortens(printed: str) -> None:
    plain = unpunctuated(printed)
    assert printed.strip().startswith(plain)


@pytest.mark.parametrize("sign", [" ", ".", ". ", "/ ", "x", "漢", " ."])
def test_however_long_a_text_is_its_punctuation_is_soon_removed(sign: str) -> None:
    assert len(unpunctuated("x" + sign * 200_000 + ".")) <= 400_002


def test_sorting_signs_are_no_text() -> None:
    record = marc_record("245 00 $a\x98The\x9c  Americas.")
    assert text(record["245"], "a") == "The Americas"


def test_a_field_880_stands_beside_the_field_it_writes_in_another_script() -> None:
    record = marc_record(
        "245 00 $6880-01$aKanjigen", "880 00 $6245-01/$1$a漢字源", "880 1# $6100-02$aX"
    )
    assert [text(field, "a") for field in fields(record, "245")] == ["Kanjigen", "漢字源"]


@pytest.mark.parametrize(
    ("subfields", "uri"),
    [
        ("$0(DE-588)118540238", "https://d-nb.info/gnd/118540238"),
        (
            "$0(DE-588)118540238$1https://orcid.org/0000-0003-4964-5005",
            "https://orcid.org/0000-0003-4964-5005",
        ),
        ("$0(orcid)0000-0003-4964-5005", "https://orcid.org/0000-0003-4964-5005"),
        ("$1http://isni.org/isni/0000000121032683", "https://isni.org/isni/0000000121032683"),
        ("$1http://viaf.org/viaf/1$1https://ror.org/0090zs177", "https://ror.org/0090zs177"),
        ("$0http://id.loc.gov/authorities/names/n1", "http://id.loc.gov/authorities/names/n1"),
        ("$0(OCoLC)fst01204155", "http://id.worldcat.org/fast/1204155"),
        ("$0(OCoLC)1204155", None),
        ("$0(orcid)nothing", None),
        ("", None),
    ],
)
def test_the_best_known_identifier_names_the_value(subfields: str, uri: str | None) -> None:
    assert value_uri(marc_record(f"700 1# $aX{subfields}")["700"]) == uri


@pytest.mark.parametrize("nobody", ["[s.n.]", "S.l.", "n. pub.", "[publisher not identified]", ""])
def test_words_for_having_no_name_are_no_name(nobody: str) -> None:
    assert not is_named(nobody)
    assert is_named("Insel-Verl.")
