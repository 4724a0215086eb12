"""What cleaning mends, and what it refuses."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oaipmh.crosswalks.oai_dc import render
from oaipmh.ingest.clean import CleanItem, Refused, clean
from oaipmh.metadata.description import Description, Statement
from oaipmh.metadata.dublin_core import ELEMENT_OF
from oaipmh.protocol.syntax import is_identifier, is_language, is_set_spec, is_uri
from oaipmh.protocol.writer import payload_xml
from oaipmh.readers.incoming import IncomingItem
from tests.support.resources import described
from tests.unit.strategies import any_text, identifiers

TITLE = (Statement("title", "T"),)
RIGHTS = (
    b'<rights xmlns="http://www.openarchives.org/OAI/2.0/rights/">'
    b'<rightsReference ref="http://x.org/licence"/></rights>'
)


def incoming(
    description: Description = TITLE, identifier: str = "oai:x.org:1", **more: Any
) -> IncomingItem:
    """An item as a reader gives it."""
    return IncomingItem("here", b"raw", identifier, description=description, **more)


def cleaned(
    description: Description = TITLE, identifier: str = "oai:x.org:1", **more: Any
) -> CleanItem:
    """The item, cleaned; its datestamp is kept."""
    return clean(incoming(description, identifier, **more), identifier, keep_datestamp=True)


def test_an_item_that_is_clean_stays_as_it_is() -> None:
    statement = Statement("creator", "Clark", "en", "https://orcid.org/1", "dcterms:URI")
    described = (*TITLE, statement)
    item = cleaned(described, set_specs=("a:b",), abouts=(RIGHTS,), datestamp="1970-01-02")
    assert item.identifier == "oai:x.org:1"
    assert item.description == described
    assert item.set_specs == ("a:b",)
    assert item.datestamp == 86_400
    assert len(item.abouts) == 1
    assert item.repairs == ()


def test_an_item_without_a_title_is_told_of() -> None:
    assert cleaned((Statement("subject", "T"),)).repairs == ("title: there is none",)
    assert cleaned((Statement("alternative", "T"),)).repairs == ()
    assert cleaned(deleted=True).repairs == ()


@pytest.mark.parametrize(
    ("date", "scheme"),
    [
        ("2024", None),
        ("2024-02-03T04:05:06Z", None),
        ("2024~", None),
        ("2024/..", None),
        ("20XX", None),
        ("2024-21", "dcterms:W3CDTF"),
        ("2024-02-03T04:05+01:00", "dcterms:W3CDTF"),
        ("start=2024; end=2025", "dcterms:Period"),
    ],
)
def test_a_date_that_is_one_or_is_to_be_none_is_not_told_of(date: str, scheme: str | None) -> None:
    assert cleaned((*TITLE, Statement("issued", date, scheme=scheme))).repairs == ()


@pytest.mark.parametrize("date", ["forthcoming", "2024/25", "02/03/2024", "2024-13", "{2024,2025}"])
def test_a_date_that_cannot_be_read_stays_and_is_told_of(date: str) -> None:
    item = cleaned((*TITLE, Statement("issued", date)))
    assert item.description[1].value == date
    assert item.repairs == (f"issued: {date!r} is no date that can be read; left as it is",)


def test_characters_that_xml_cannot_hold_are_dropped_and_told() -> None:
    item = cleaned((Statement("title", "a\x00b\ufffe"),))
    assert item.description == (Statement("title", "ab"),)
    (repair,) = item.repairs
    assert "title" in repair
    assert "2 characters" in repair


def test_white_space_around_is_no_content_and_an_empty_value_is_no_statement() -> None:
    item = cleaned((Statement("title", " T\n"), Statement("subject", " \x01")))
    assert item.description == TITLE


@pytest.mark.parametrize(("lang", "written"), [("en_GB", "en-GB"), (" fr ", "fr")])
def test_a_language_that_can_be_mended_is_mended_and_told(lang: str, written: str) -> None:
    item = cleaned((Statement("title", "T", lang),))
    assert item.description[0].lang == written
    assert written in item.repairs[0]


def test_a_language_or_uri_that_is_none_is_dropped_and_told() -> None:
    item = cleaned((Statement("title", "T", "Englisch!", "not a uri"),))
    assert item.description == TITLE
    assert len(item.repairs) == 2


def test_a_set_spec_that_is_none_is_dropped_and_told_and_the_rest_is_sorted() -> None:
    item = cleaned(set_specs=("b", " a ", "not a set", "b"))
    assert item.set_specs == ("a", "b")
    (repair,) = item.repairs
    assert "not a set" in repair


def test_a_set_that_another_one_implies_is_left_out() -> None:
    assert cleaned(set_specs=("a", "a:b", "c")).set_specs == ("a:b", "c")


def test_a_value_that_parsers_would_refuse_to_read_is_refused_by_name() -> None:
    with pytest.raises(Refused, match="abstract"):
        cleaned((*TITLE, Statement("abstract", "x" * 10_000_000)))
    assert cleaned((Statement("abstract", "x" * 1_000_000),)).description


@pytest.mark.parametrize("about", [b"", b"<", b"<x/>", RIGHTS.replace(b"ref=", b"x=")])
def test_an_about_that_cannot_be_served_is_dropped_and_told(about: bytes) -> None:
    item = cleaned(abouts=(about, RIGHTS))
    assert len(item.abouts) == 1
    (repair,) = item.repairs
    assert repair.startswith("about dropped: ")


def test_a_deleted_item_has_sets_and_no_content() -> None:
    item = cleaned(deleted=True, set_specs=("a",), abouts=(RIGHTS,))
    assert item.deleted
    assert item.set_specs == ("a",)
    assert (item.description, item.abouts, item.repairs) == ((), (), ())


@pytest.mark.parametrize("bad", ["", " ", "a b", "oai:a\x00", "oai:\ud800", "oai:" + "a" * 2000])
def test_an_identifier_that_is_no_uri_is_refused_and_shown(bad: str) -> None:
    with pytest.raises(Refused, match="identifier") as refused:
        cleaned(identifier=bad)
    assert str(refused.value).isprintable()
    assert len(str(refused.value)) < 300


@pytest.mark.parametrize("description", [(), (Statement("title", " "),)])
def test_an_item_with_nothing_to_say_is_refused(description: Description) -> None:
    with pytest.raises(Refused, match=r"oai:x\.org:1 has no metadata"):
        cleaned(description)


def test_a_datestamp_that_cannot_be_kept_is_refused_only_where_it_is_to_be_kept() -> None:
    item = incoming(datestamp="last year")
    with pytest.raises(Refused, match="last year"):
        clean(item, item.identifier, keep_datestamp=True)
    assert clean(item, item.identifier, keep_datestamp=False).datestamp is None


def test_without_a_datestamp_there_is_none_to_keep() -> None:
    assert cleaned().datestamp is None


anything = st.builds(
    Statement,
    st.sampled_from(sorted(ELEMENT_OF)),
    any_text,
    st.none() | any_text,
    st.none() | any_text,
    st.none() | any_text,
)


@given(
    identifiers | any_text,
    st.lists(anything, max_size=4).map(tuple),
    st.lists(any_text, max_size=3).map(tuple),
    st.booleans(),
)
def test_whatever_comes_in_is_refused_or_fit_to_be_served(
    identifier: str, description: Description, set_specs: tuple[str, ...], deleted: bool
) -> None:
    try:
        item = cleaned(description, identifier, set_specs=set_specs, deleted=deleted)
    except Refused as refused:
        str(refused).encode()
        return
    assert is_identifier(item.identifier)
    assert all(is_set_spec(spec) for spec in item.set_specs)
    assert all(one.lang is None or is_language(one.lang) for one in item.description)
    assert all(one.uri is None or is_uri(one.uri) for one in item.description)
    assert deleted or payload_xml(render(described(item.description)))
    "".join(item.repairs).encode()


def test_markup_is_stripped_and_told() -> None:
    item = cleaned(
        (*TITLE, Statement("abstract", "<jats:p>On <i>light</i> &amp; H<sub>2</sub>O</jats:p>"))
    )
    assert item.description[1].value == "On light & H2O"
    assert item.repairs == ("abstract: markup stripped: jats:p, i, sub",)


@pytest.mark.parametrize(
    "prose", ["p < 0.05", "R&D", "AT&amp;T", "a <b> c", "List<String>", "<10 mg"]
)
def test_prose_with_angles_and_ampersands_survives_byte_for_byte(prose: str) -> None:
    item = cleaned((Statement("title", prose),))
    assert item.description[0].value == prose
    assert item.repairs == ()


def test_a_date_is_written_in_w3cdtf_where_only_one_can_be_meant() -> None:
    item = cleaned((Statement("issued", "15 Nov 2023"), Statement("title", "15 Nov 2023")))
    assert [statement.value for statement in item.description] == ["2023-11-15", "15 Nov 2023"]
    assert item.repairs == ("issued: '15 Nov 2023' written 2023-11-15",)
    assert cleaned((Statement("date", "03/04/2015"),)).description[0].value == "03/04/2015"
