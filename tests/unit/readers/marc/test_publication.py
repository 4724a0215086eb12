"""Publishers and dates of MARC records."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oaipmh.readers.marc.publication import publication_statements
from tests.support.marc import marc_record


def coded(dates: str) -> str:
    """Field 008 with this type of date and these two dates."""
    return f"008 200617{dates}xx" + "#" * 18 + "eng##"


def found(*lines: str) -> list[tuple[str, str]]:
    """Property and value of each statement that has one."""
    record = marc_record(*lines)
    return [(one.property, one.value) for one in publication_statements(record) if one.value]


@pytest.mark.parametrize(
    ("printed", "dates"),
    [
        ("1918.", [("issued", "1918")]),
        ("[2015?]", [("issued", "2015")]),
        ("c2015.", [("issued", "2015"), ("dateCopyrighted", "2015")]),
        ("©2015", [("issued", "2015"), ("dateCopyrighted", "2015")]),
        ("cop. 2001.", [("issued", "2001"), ("dateCopyrighted", "2001")]),
        ("2016, c2015", [("issued", "2016"), ("dateCopyrighted", "2015")]),
        ("2001-05-17", [("issued", "2001-05-17")]),
        ("5730 [1969 or 1970]", [("issued", "1969")]),
        ("[19--]", [("date", "[19--]")]),
        ("1982-1990", [("issued", "1982")]),
        ("1998-99", [("issued", "1998")]),
        ("1998-02", [("issued", "1998")]),
    ],
)
def test_a_printed_date_is_w3cdtf_or_words(printed: str, dates: list[tuple[str, str]]) -> None:
    assert found(f"260 ## $c{printed}") == dates


@pytest.mark.parametrize(
    ("date", "dates"),
    [
        ("s1975####", [("issued", "1975")]),
        ("e19750423", [("issued", "1975-04-23")]),
        ("e197504##", [("issued", "1975-04")]),
        ("t20162015", [("issued", "2016"), ("dateCopyrighted", "2015")]),
        ("r19791950", [("issued", "1979"), ("date", "1950")]),
        ("m19821990", [("issued", "1982"), ("date", "1982/1990")]),
        ("c19709999", [("issued", "1970")]),
        ("s19uu####", [("issued", "19XX")]),
        ("m197u1989", [("issued", "197X"), ("date", "197X/1989")]),
        ("nuuuuuuuu", []),
        ("b########", []),
    ],
)
def test_coded_dates_are_read_by_their_type(date: str, dates: list[tuple[str, str]]) -> None:
    assert found(coded(date)) == dates


def test_what_the_item_itself_says_goes_before_the_code() -> None:
    assert found(coded("s2018####"), "264 #1 $c2012.") == [("issued", "2012")]


def test_a_copyright_date_has_an_indicator_of_its_own() -> None:
    assert found("264 #1 $c2016", "264 #4 $c2015") == [
        ("issued", "2016"),
        ("dateCopyrighted", "2015"),
    ]


def test_when_it_was_printed_again_is_a_date() -> None:
    assert found("260 ## $a[Chicago] :$bX,$c[1955]$g1973 reprint.")[1:] == [
        ("issued", "1955"),
        ("date", "1973"),
    ]
    assert found("264 #1 $c2016", "264 #3 $c2018") == [("issued", "2016"), ("date", "2018")]


def test_a_date_that_is_not_certain_is_a_span_too() -> None:
    assert found(coded("q19851998"), "260 ## $c[between 1985 and 1998]") == [
        ("issued", "1985"),
        ("date", "1985/1998"),
    ]


def test_a_second_year_that_is_the_earlier_is_the_copyrights() -> None:
    assert found(coded("c19741972"), "260 ## $c1974") == [
        ("issued", "1974"),
        ("dateCopyrighted", "1972"),
    ]
    assert found(coded("m19971996"), "260 ## $c1997") == [("issued", "1997"), ("date", "1996")]


def test_a_year_at_the_end_of_the_place_is_the_last_resort() -> None:
    assert found("260 ## $aWeimar#c1913.") == [("issued", "1913")]
    assert found("260 ## $a[1007 HA] Amsterdam :") == []


def test_where_nothing_else_is_dated_the_thesis_or_the_host_is() -> None:
    assert found("502 ## $aBremen, Univ., Diss., 2010") == [("issued", "2010")]
    assert found("773 0# $tJ$gVol. 3 (2001), p. 4") == [("issued", "2001")]
    assert found("502 ## $bPhD$d2009") == [("issued", "2009"), ("dateAccepted", "2009")]


def test_publishers_distributors_and_those_without_a_name() -> None:
    assert found(
        "260 ## $aParis :$bWiley & sons ;$aRome :$bLaterza,$c[s.d.]",
        "264 #2 $bShop",
        "264 #3 $bPrinter",
        "264 #1 $a[S.l.] :$b[s.n.]",
        "264 #1 $b[Maanmittaushallitus],",
        "260 ## $a[Oslo :$bAschehoug]",
        "260 ## $bKnopf; [distributed by Random House],",
    ) == [
        ("publisher", "Wiley & sons"),
        ("publisher", "Laterza"),
        ("marcrel:dst", "Shop"),
        ("marcrel:mfr", "Printer"),
        ("publisher", "Maanmittaushallitus"),
        ("publisher", "Aschehoug"),
        ("publisher", "Knopf; [distributed by Random House]"),
        ("date", "[s.d.]"),
    ]


@given(st.text(max_size=50), st.text(max_size=30))
def test_whatever_is_coded_and_printed_an_issue_date_is_w3cdtf(code: str, printed: str) -> None:
    record = marc_record()
    record.fields += marc_record("008 x", "260 ## $cx").fields[1:]
    record["008"].data = code
    record["260"].subfields = [record["260"].subfields[0]._replace(value=printed)]
    for one in publication_statements(record):
        if one.property == "issued" and one.value:
            year, *rest = one.value.split("-")
            assert len(year) == 4
            assert year.isascii()
            assert all(len(part) == 2 and part.isdecimal() for part in rest)


def test_who_printed_it_is_its_manufacturer() -> None:
    lines = found("260 ## $aOslo :$bX,$c1985$e(Bergen :$fY Press)")
    assert lines[:2] == [("publisher", "X"), ("marcrel:mfr", "Y Press")]
    assert ("marcrel:mfr", "Sen Wah Press") in found("260 ## $e(Singapore : Sen Wah Press)")
