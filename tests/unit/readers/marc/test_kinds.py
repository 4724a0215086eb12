"""Types, carriers and languages of MARC records."""

import pytest

from oaipmh.metadata.description import Statement
from oaipmh.readers.marc.kinds import kind_statements
from tests.support.marc import marc_record


def found(*lines: str, kind: str = "am") -> list[tuple[str, str]]:
    """Property and value, of a record with this type and level in its leader."""
    record = marc_record(*lines, leader=f"00000n{kind} a2200000 i 4500")
    return [(one.property, one.value) for one in kind_statements(record) if one.value]


@pytest.mark.parametrize(
    ("kind", "types"),
    [
        ("am", ["Text", "Book"]),
        ("as", ["Text", "Serial"]),
        ("ab", ["Text", "Article"]),
        ("aa", ["Text", "Book part"]),
        ("em", ["Image"]),
        ("jm", ["Sound"]),
        ("gm", ["MovingImage"]),
        ("mm", ["Software"]),
        ("pc", ["Collection"]),
        ("rm", ["PhysicalObject"]),
        ("  ", []),
    ],
)
def test_the_leader_says_what_kind_of_thing_it_is(kind: str, types: list[str]) -> None:
    assert found(kind=kind) == [("type", one) for one in types]


def test_what_the_leader_says_is_refined_by_other_fields() -> None:
    assert ("type", "Thesis") in found("502 ## $aDiss.")
    assert ("type", "Article") in found("773 0# $tJournal$x1476-9018", kind="aa")
    assert ("type", "Image") in found("007 gs", kind="gm")
    periodical = "008 750720c19709999ctubx1p##a####0###a0eng#d"
    assert ("type", "Periodical") in found(periodical, kind="as")


def test_genres_have_their_vocabulary_and_carriers_are_media() -> None:
    statements = list(
        kind_statements(
            marc_record(
                "655 #7 $aordböcker.$2slm/swe$0http://x.org/1",
                "337 ## $aunmediated$bn$2rdamedia",
                "338 ## $avolume$bnc$2rdacarrier",
                "245 00 $aX$h[electronic resource] /",
            )
        )
    )
    assert Statement("type", "ordböcker", "swe", "http://x.org/1", "slm") in statements
    assert Statement("medium", "unmediated", scheme="rdamedia") in statements
    assert Statement("medium", "volume", scheme="rdacarrier") in statements
    assert Statement("medium", "electronic resource") in statements


def test_a_medium_is_told_with_its_size_its_making_and_the_part_that_is_of_it() -> None:
    field = "340 ## $3cover$acanvas$b30 x 57 cm.$coil-base paints$ewood."
    assert ("medium", "cover: canvas, 30 x 57 cm., oil-base paints, wood") in found(field)


@pytest.mark.parametrize(
    ("lines", "codes"),
    [
        (["041 0# $aeng$afre"], ["eng", "fre"]),
        (["041 1# $aengfre$hger"], ["eng", "fre"]),
        (["041 #7 $aen-GB$2rfc5646"], ["en-GB"]),
        (["041 0# $aeng", "008 830422s1983####cau######b####001#0#ger##"], ["eng"]),
        (["008 830422s1983####cau######b####001#0#ger##"], ["ger"]),
        (["008 830422s1983####cau######b####001#0#zxx##"], []),
        (["008 830422s1983 cau b eng"], []),
    ],
)
def test_languages_are_codes(lines: list[str], codes: list[str]) -> None:
    assert [value for name, value in found(*lines) if name == "language"] == codes
