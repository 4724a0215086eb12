"""oai_dc, judged by its schema."""

from hypothesis import given
from lxml import etree

from oaipmh.crosswalks import CROSSWALKS
from oaipmh.crosswalks.oai_dc import render
from oaipmh.metadata.description import Description, Statement
from oaipmh.metadata.dublin_core import ELEMENT_OF, ELEMENTS
from tests.support.resources import described, resource
from tests.support.schemas import Schemas
from tests.unit.strategies import descriptions

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def shown(*statements: Statement) -> list[tuple[str, str | None, str | None]]:
    """Element, text and language of each child."""
    return [
        (etree.QName(child).localname, child.text, child.get(XML_LANG))
        for child in render(resource(*statements))
    ]


@given(descriptions)
def test_any_description_is_valid_oai_dc(schemas: Schemas, description: Description) -> None:
    schemas.validate(etree.tostring(render(described(description))))


@given(descriptions)
def test_every_statement_that_simple_dublin_core_can_show_is_shown_once(
    description: Description,
) -> None:
    expected = {
        (ELEMENT_OF[one.property], one.value, one.lang)
        for one in description
        if ELEMENT_OF[one.property]
    }
    found = [(name, text or "", lang) for name, text, lang in shown(*description)]
    assert len(found) == len(expected)
    assert set(found) == expected


@given(descriptions)
def test_elements_come_in_the_order_of_the_fifteen(description: Description) -> None:
    places = [ELEMENTS.index(name) for name, _, _ in shown(*description)]
    assert places == sorted(places)


def test_statements_of_one_element_keep_their_order() -> None:
    creators = [Statement("creator", name) for name in ("Clark", "Cornes", "Anderson")]
    assert [text for _, text, _ in shown(*creators)] == ["Clark", "Cornes", "Anderson"]


def test_a_refinement_is_shown_as_the_element_it_refines() -> None:
    assert shown(Statement("abstract", "A"), Statement("issued", "2015")) == [
        ("description", "A", None),
        ("date", "2015", None),
    ]


def test_what_refines_none_of_the_fifteen_is_not_shown() -> None:
    assert shown(Statement("rightsHolder", "Emerald")) == []


def test_a_language_is_shown_and_tells_equal_values_apart() -> None:
    same = [Statement("title", "Chat", "fr"), Statement("title", "Chat", "en")]
    assert shown(*same) == [("title", "Chat", "fr"), ("title", "Chat", "en")]


def test_the_format_is_the_one_the_specification_names() -> None:
    known = CROSSWALKS["oai_dc"].format
    assert known.metadata_prefix == "oai_dc"
    assert known.schema == "http://www.openarchives.org/OAI/2.0/oai_dc.xsd"
    assert known.metadata_namespace == "http://www.openarchives.org/OAI/2.0/oai_dc/"
