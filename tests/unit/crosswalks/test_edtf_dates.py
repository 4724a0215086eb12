"""What each format says of dates in EDTF: as much as it can, and nothing that is not certain."""

import re
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from lxml import etree

from oaipmh.crosswalks import CROSSWALKS
from oaipmh.metadata.access_rights import access_rights
from oaipmh.metadata.dates import date_of
from oaipmh.metadata.description import Statement
from oaipmh.metadata.dublin_core import ELEMENT_OF
from oaipmh.metadata.edtf import edtf_of
from oaipmh.protocol import namespaces as ns
from oaipmh.readers import datacite, marcxml, mods
from tests.support.complete import ACCEPTED, CREATOR, ISSUED, LANGUAGE, OPEN, PAGE, TITLE
from tests.support.judges import faults_of
from tests.support.resources import resource
from tests.unit.strategies import edtf_intervals, edtf_texts

ITEM = (
    Statement("title", "On light"),
    Statement("creator", "Curie, Marie"),
    Statement("type", "Article"),
    Statement("identifier", "https://doi.org/10.1/a", scheme="DOI"),
)
EMBARGOED = access_rights("embargoed")
_RKMS = re.compile(r"-?\d{4}(-\d\d){0,2}(/(-?\d{4}(-\d\d){0,2})?)?|/-?\d{4}(-\d\d){0,2}", re.ASCII)


def rendered(prefix: str, *statements: Statement) -> etree._Element:
    return CROSSWALKS[prefix].render(resource(*ITEM, *statements))


def dates(prefix: str, name: str, *statements: Statement) -> list[tuple[str, dict[str, str]]]:
    """The elements of a name, each its text and its attributes."""
    found = rendered(prefix, *statements).iter(f"{{*}}{name}")
    return [(one.text or "", {str(key): value for key, value in one.items()}) for one in found]


def marc(tag: str, *statements: Statement) -> list[str]:
    """The subfields of a tag, or the dates of 008."""
    record = rendered("marc21", *statements)
    if tag == "008":
        return [(one.text or "")[6:15] for one in record if one.get("tag") == tag]
    found = (one for one in record if one.get("tag") == tag)
    return ["".join(f"${part.get('code')}{part.text}" for part in one) for one in found]


W3CDTF, EDTF = {"encoding": "w3cdtf"}, {"encoding": "edtf"}
START, END = {**W3CDTF, "point": "start"}, {**W3CDTF, "point": "end"}


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("1999~", [("1999", {**W3CDTF, "qualifier": "approximate"})]),
        ("1999?", [("1999", {**W3CDTF, "qualifier": "questionable"})]),
        ("1999%", [("1999%", EDTF)]),
        ("2004/2006-05", [("2004", START), ("2006-05", END)]),
        ("2004~/2006", [("2004", {**START, "qualifier": "approximate"}), ("2006", END)]),
        ("2004/..", [("2004/..", EDTF)]),
        ("../2004", [("../2004", EDTF)]),
        ("2004/2006-XX", [("2004/2006-XX", EDTF)]),
        ("19XX", [("19XX", EDTF)]),
        ("2001-21", [("2001-21", EDTF)]),
        ("-0050", [("-0050", EDTF)]),
        ("Y20040", [("Y20040", EDTF)]),
        ("in spring", [("in spring", {})]),
    ],
)
def test_mods_has_points_and_qualifiers_and_else_edtf(
    value: str, told: list[tuple[str, dict[str, str]]]
) -> None:
    found = dates("mods", "dateIssued", Statement("issued", value))
    assert [
        (text, {k: v for k, v in more.items() if k != "keyDate"}) for text, more in found
    ] == told


def test_of_a_period_mods_says_the_encoding_alone() -> None:
    periods = [Statement("temporal", one) for one in ("1914", "1914/1918", "the Great War")]
    assert dates("mods", "temporal", *periods) == [
        ("1914", W3CDTF),
        ("1914/1918", EDTF),
        ("the Great War", {}),
    ]


@given(edtf_texts)
def test_mods_keeps_every_date_in_edtf(value: str) -> None:
    start, _, end = value.partition("/")
    assume(start != end)
    record = rendered("mods", Statement("created", value), Statement("temporal", value))
    description = mods.describe(record).description
    assert {("created", value), ("temporal", value)} <= {one[:2] for one in description}


@given(edtf_texts)
def test_marc_keeps_every_date_in_edtf_that_has_a_place_in_046(value: str) -> None:
    record = rendered("marc21", Statement("created", value), Statement("valid", value))
    description = marcxml.describe(record).description
    assert {("created", value), ("valid", value)} <= {one[:2] for one in description}


@pytest.mark.parametrize(
    ("type_", "value", "coded", "printed"),
    [
        ("Article", "1999~", "s1999    ", "$c[1999?]"),
        ("Article", "2004-XX", "s2004    ", "$c2004"),
        ("Article", "2001-21", "s2001    ", "$c2001"),
        ("Book", "2004/2006", "m20042006", "$c2004"),
        ("Book", "2004/..", "m20049999", "$c2004"),
        ("Book", "2004/", "m2004uuuu", "$c2004"),
        ("Book", "2004/201X", "m2004201u", "$c2004"),
        ("Book", "../2004", "muuuu2004", "$c../2004"),
        ("Book", "19XX/2004", "m19uu2004", "$c19XX/2004"),
        ("Book", "19XX", "s19uu    ", "$c[19--]"),
        ("Book", "198X?", "s198u    ", "$c[198-?]"),
        ("Book", "-0050", "b        ", "$c-0050"),
        ("Book", "-0050/-0030", "b        ", "$c-0050/-0030"),
        ("Book", "Y20040", "nuuuuuuuu", "$cY20040"),
        ("Journal", "2004/2006", "d20042006", "$c2004"),
        ("Journal", "2004/..", "c20049999", "$c2004"),
        ("Journal", "2004/", "u2004uuuu", "$c2004"),
        ("Journal", "19XX", "u19uuuuuu", "$c[19--]"),
    ],
)
def test_marc_codes_spans_that_go_on_and_digits_that_are_not_known(
    type_: str, value: str, coded: str, printed: str
) -> None:
    statements = (Statement("title", "On light"), Statement("type", type_))
    given_ = (*statements, Statement("issued", value))
    record = CROSSWALKS["marc21"].render(resource(*given_))
    tagged = {one.get("tag"): one for one in record}
    assert (tagged["008"].text or "")[6:15] == coded
    assert "".join(f"${part.get('code')}{part.text}" for part in tagged["264"]) == printed


def test_marc_has_a_subfield_for_an_end() -> None:
    assert marc(
        "046",
        Statement("modified", "2004/2006"),
        Statement("created", "2004~/2006"),
        Statement("valid", "2004/.."),
        Statement("valid", "soon"),
    ) == ["$j2004$2edtf", "$k2004~$l2006$2edtf", "$m2004/..$2edtf"]


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("1999~", [("1999", "1999~")]),
        ("2004/2006", [("2004/2006", "")]),
        ("2004~/2006-XX", [("2004/2006", "2004~/2006-XX")]),
        ("2004/..", [("2004/", "")]),
        ("../2004", [("/2004", "")]),
        ("19XX", [("1900/1999", "19XX")]),
        ("198X/2004", [("1980/2004", "198X/2004")]),
        ("2001-21", [("2001", "2001-21")]),
        ("-0050", [("-0050", "")]),
        ("-0050/0020", [("-0050/0020", "")]),
        ("Y20040", []),
        ("2004/Y20040", []),
    ],
)
def test_datacite_has_ranges_and_says_in_edtf_what_they_cannot(
    value: str, told: list[tuple[str, str]]
) -> None:
    found = dates("oai_datacite", "date", Statement("issued", "2024"), Statement("created", value))
    created = [(text, more) for text, more in found if more["dateType"] == "Created"]
    assert [(text, more.get("dateInformation", "")) for text, more in created] == told


@given(edtf_texts)
def test_a_date_of_datacite_is_of_its_syntax_and_as_certain_as_what_is_given(value: str) -> None:
    told = [Statement("issued", "2024"), Statement("created", value), Statement("temporal", value)]
    for text, more in dates("oai_datacite", "date", *told)[1:]:
        assert _RKMS.fullmatch(text)
        assert more.get("dateInformation", value) == value
        assert date_of(value) is None or date_of(text) == date_of(value)


@given(edtf_texts)
def test_datacite_keeps_every_date_in_edtf_but_for_years_that_it_cannot_write(value: str) -> None:
    assume("Y" not in value)
    record = rendered("oai_datacite", Statement("issued", "2024"), Statement("created", value))
    kept = {one[:2] for one in datacite.describe(record).description}
    assert kept & {("created", value), ("created", value.replace("..", ""))}


@given(edtf_texts)
def test_dublin_core_has_what_is_certain_and_qualified_the_source_s_own_words(value: str) -> None:
    issued = Statement("issued", value)
    assert dates("oai_dc", "date", issued) == [(date_of(value) or value, {})]
    typed = {f"{{{ns.XSI}}}type": "dcterms:W3CDTF"} if date_of(value) == value else {}
    assert dates("oai_qdc", "issued", issued) == [(value, typed)]


_DATE_PROPERTIES = sorted(name for name, of in ELEMENT_OF.items() if of == "date")
_COMPLETE = (
    *(TITLE, CREATOR, ISSUED, ACCEPTED, LANGUAGE, PAGE, OPEN, ITEM[-1]),
    Statement("type", "PhD"),
    Statement("marcrel:dgg", "University of Examples"),
    Statement("abstract", "Light is."),
    Statement("subject", "Optics"),
)
_DATED = st.tuples(st.sampled_from([*_DATE_PROPERTIES, "temporal"]), edtf_texts)


@pytest.mark.parametrize("prefix", sorted(CROSSWALKS))
@given(st.lists(_DATED, min_size=1, max_size=4))
def test_with_whatever_dates_in_edtf_every_format_is_valid(
    prefix: str, shared: Path, dated: list[tuple[str, str]]
) -> None:
    crosswalk = CROSSWALKS[prefix]
    given_ = resource(*(Statement(*one) for one in dated), *_COMPLETE)
    assert list(crosswalk.missing(given_)) == []
    assert faults_of(prefix, crosswalk.render(given_), shared) == []


@pytest.mark.parametrize("prefix", ["oai_datacite", "oai_openaire", "rioxx", "oai_dc", "marc21"])
@given(edtf_intervals)
def test_no_format_lets_an_embargo_end_earlier_than_it_may(prefix: str, available: str) -> None:
    assert EMBARGOED is not None
    file = Statement("identifier", "http://x.org/1.pdf", scheme="application/pdf")
    given_ = [
        *(EMBARGOED, file, Statement("issued", "2024"), Statement("dateAccepted", "2024")),
        Statement("available", available),
    ]
    extended = edtf_of(available)
    assert extended is not None
    end = extended.end and extended.end.last_day
    assume(end is None or end > "2026-11-27")
    text = etree.tostring(rendered(prefix, *given_), encoding="unicode")
    days = re.findall(r"\d{4}-\d\d-\d\d", text)
    since = re.findall(r'(?:Available"|exposed_date=")[^<"]*', text)
    assert set(days) <= {end}
    assert all(end and end in one for one in since)
