"""Related items, series and hosts of MARC records."""

from urllib.parse import parse_qs

import pytest

from oaipmh.metadata.citation import KEV_SCHEME
from oaipmh.metadata.description import Statement
from oaipmh.readers.marc.linking import linking_statements
from tests.support.marc import marc_record


def linked(*lines: str) -> list[Statement]:
    """The statements that are no citation."""
    found = linking_statements(marc_record(*lines))
    return [one for one in found if one.property != "bibliographicCitation"]


def cited(*lines: str) -> tuple[str, dict[str, str]]:
    """The citation in words, and its parts."""
    found = [one for one in linking_statements(marc_record(*lines)) if one.value]
    words = [
        one.value for one in found if one.property == "bibliographicCitation" and not one.scheme
    ]
    parts = [one.value for one in found if one.scheme == KEV_SCHEME]
    fields = {key: values[0] for key, values in parse_qs(parts[0]).items()} if parts else {}
    return (words[0] if words else ""), fields


@pytest.mark.parametrize(
    ("field", "statement"),
    [
        (
            "780 00 $tOld name$x1476-9018",
            Statement("replaces", "Old name", uri="urn:issn:1476-9018"),
        ),
        ("785 00 $aX, Y.$tNew name", Statement("isReplacedBy", "X, Y. New name")),
        (
            "776 08 $iOnline:$tIt$z9783161484100",
            Statement("hasFormat", "It", uri="urn:isbn:9783161484100"),
        ),
        ("776 08 $z9783161484100", Statement("hasFormat", "urn:isbn:9783161484100", scheme="ISBN")),
        ("787 08 $w(DE-600)1138841-9", Statement("relation", "(DE-600)1138841-9")),
        ("773 0# $aAuthor.$tHost.", Statement("isPartOf", "Host")),
        (
            "830 #0 $aStudies ;$v44.$x1476-9018",
            Statement("isPartOf", "Studies", uri="urn:issn:1476-9018"),
        ),
        (
            "800 1# $aGellerman, Saul.$tSupervision.",
            Statement("isPartOf", "Gellerman, Saul. Supervision"),
        ),
        (
            "700 12 $aShakespeare, William.$tHamlet.",
            Statement("hasPart", "Shakespeare, William. Hamlet"),
        ),
        (
            "700 1# $aShakespeare, William.$tHamlet.",
            Statement("relation", "Shakespeare, William. Hamlet"),
        ),
        ("730 02 $aTarski's world.", Statement("hasPart", "Tarski's world")),
        (
            "700 12 $0(DE-588)1122489382$aHomer.$tIlias",
            Statement("hasPart", "Homer. Ilias", uri="https://d-nb.info/gnd/1122489382"),
        ),
        ("740 02 $aPoems.$pOdes.", Statement("hasPart", "Poems. Odes")),
    ],
)
def test_a_related_item_is_related_as_its_field_says(field: str, statement: Statement) -> None:
    assert linked(field) == [statement]


def test_a_traced_series_is_told_once() -> None:
    assert linked("490 1# $aStud. in X ;$v44", "830 #0 $aStudies in X ;$v44.") == [
        Statement("isPartOf", "Studies in X")
    ]
    assert linked("490 0# $aStudies") == [Statement("isPartOf", "Studies")]


@pytest.mark.parametrize(
    ("place", "parts"),
    [
        ("$gVol. 24, no. 9 (Sept. 1993), p. 235-48", ("24", "9", "235", "48")),
        ("$gBd. 5 (2010), Heft 2, S. 12-20", ("5", "2", "12", "20")),
        ("$gvolume:23$gyear:2015$gnumber:5$gpages:287-301", ("23", "5", "287", "301")),
        ("$q23:5<287", ("23", "5", "287", "")),
        ("$gp. 7", ("", "", "7", "")),
        ("$gVol. XII, p. iv-x", ("XII", "", "iv", "x")),
        ("$gp. clear, vol. cover$q3<9", ("3", "", "9", "")),
    ],
)
def test_the_place_in_a_host_is_taken_apart(place: str, parts: tuple[str, ...]) -> None:
    _, found = cited(f"773 0# $tJournal.{place}$x1476-9018")
    keys = ("rft.volume", "rft.issue", "rft.spage", "rft.epage")
    assert tuple(found.get(key, "") for key in keys) == parts
    assert (found["rft.jtitle"], found["rft.issn"]) == ("Journal", "1476-9018")


def test_a_place_that_cannot_be_taken_apart_stays_in_words() -> None:
    words, parts = cited("773 0# $tJournal$gChristmas supplement")
    assert words == "Journal. Christmas supplement"
    assert parts["rft.jtitle"] == "Journal"


def test_a_number_in_a_series_and_an_edition_are_cited() -> None:
    words, parts = cited("490 0# $aStudies ;$v44", "250 ## $a2nd ed.")
    assert words == "Studies, 44"
    assert (parts["rft.series"], parts["rft.volume"], parts["rft.edition"]) == (
        "Studies",
        "44",
        "2nd ed.",
    )


def test_each_series_is_cited_with_its_number() -> None:
    record = marc_record("490 0# $aA ;$v1", "490 0# $aB ;$v2", "773 0# $tHost$gVol. 3")
    cited = [one for one in linking_statements(record) if one.property == "bibliographicCitation"]
    assert [one.value for one in cited if one.scheme is None] == ["Host, 3", "A, 1", "B, 2"]


def test_nothing_related_is_nothing() -> None:
    assert list(linking_statements(marc_record("245 00 $aX"))) == []


def test_every_number_in_a_series_is_cited_and_the_edition_once() -> None:
    lines = "250 ## $a2nd ed.", "830 #0 $aOne ;$vno. 1.", "830 #0 $aTwo ;$vv. 2."
    found = linking_statements(marc_record(*lines))
    words = [one.value for one in found if one.property == "bibliographicCitation"]
    assert words[::2] == ["One, no. 1", "Two, v. 2"]
    assert ["rft.edition=2nd" in parts for parts in words[1::2]] == [True, False]


@pytest.mark.parametrize(
    ("lines", "uris"),
    [
        (("490 1# $aNusa,$x0126-2874 ;", "830 #0 $aNusa."), ["urn:issn:0126-2874"]),
        (("490 1# $aNusa,$x0126-2874 ;", "830 #0 $aNusa.", "830 #0 $aOther."), [None, None]),
        (("490 0# $aNusa,$x0126-2874 ;", "830 #0 $aOther."), [None, "urn:issn:0126-2874"]),
        (
            ("440 #0 $aOther.", "490 1# $aNusa,$x0126-2874 ;", "830 #0 $aNusa."),
            ["urn:issn:0126-2874", None],
        ),
    ],
    ids=[
        "the traced one's",
        "of one of two, nobody knows which",
        "of another series",
        "beside a series that is stated as it is traced",
    ],
)
def test_a_traced_series_has_the_issn_of_its_statement(
    lines: tuple[str, ...], uris: list[str | None]
) -> None:
    assert [one.uri for one in linked(*lines)] == uris


def test_a_version_is_part_of_a_series_title() -> None:
    field = "830 #0 $aBible.$lEnglish.$sAnchor Bible.$f1964 ;$vv. 37C."
    assert linked(field)[0].value == "Bible. English. Anchor Bible. 1964"


def test_words_before_a_host_are_no_relation() -> None:
    assert linked("773 08 $iIn:$tHost.$nA note") == [Statement("isPartOf", "Host")]


@pytest.mark.parametrize(
    ("relation_type", "property_"),
    [("cites", "references"), ("isSupplementTo", "relation"), ("isPartOf", "isPartOf")],
)
def test_zenodos_host_field_is_whatever_relation_it_says(
    relation_type: str, property_: str
) -> None:
    field = f"773 ## $ndoi$i{relation_type}$a10.1234/foo.bar"
    assert list(linking_statements(marc_record(field))) == [
        Statement(property_, "https://doi.org/10.1234/foo.bar", scheme="DOI")
    ]
