"""Text that XML can hold, with libxml2 as the judge."""

import pytest
from hypothesis import given
from lxml import etree

from oaipmh.metadata.text import clean_text
from tests.unit.strategies import any_text, xml_text


@given(any_text)
def test_clean_text_is_always_text_that_lxml_takes_and_gives_back(text: str) -> None:
    cleaned, dropped = clean_text(text)
    element = etree.Element("x")
    element.text = cleaned
    assert (etree.fromstring(etree.tostring(element)).text or "") == cleaned
    assert len(cleaned) + dropped == len(text)


@given(xml_text)
def test_legal_text_stays_as_it_is(text: str) -> None:
    assert clean_text(text) == (text, 0)


@given(any_text)
def test_cleaning_again_changes_nothing(text: str) -> None:
    cleaned, _ = clean_text(text)
    assert clean_text(cleaned) == (cleaned, 0)


@pytest.mark.parametrize("illegal", ["\x00", "\x08", "\x0b", "\x1f", "\ud800", "\ufffe", "\uffff"])
def test_a_character_that_xml_cannot_hold_is_dropped_and_counted(illegal: str) -> None:
    assert clean_text(f"a{illegal}b{illegal}") == ("ab", 2)


@pytest.mark.parametrize("legal", ["\t", "\n", "\r", "\x7f", "\x85", "\ue000", "\U0001fffe", "😀"])
def test_a_character_that_xml_can_hold_stays(legal: str) -> None:
    assert clean_text(legal) == (legal, 0)
