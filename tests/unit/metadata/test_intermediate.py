"""An item as stylesheets are given it; docs/formats/own-formats.md has the whole of one."""

from lxml import etree

from oaipmh.metadata.description import Statement
from oaipmh.metadata.funding import funding_statements
from oaipmh.metadata.intermediate import NAMESPACE, VERSION, item_element
from oaipmh.protocol import namespaces as ns
from tests.support.resources import resource

_I = f"{{{NAMESPACE}}}"


def _told(*statements: Statement, day: str = "2026-11-27") -> etree._Element:
    told = item_element(resource(*statements, day=day)).find(f"{_I}resource")
    assert told is not None
    return told


def _only(parent: etree._Element, name: str) -> etree._Element:
    (found,) = parent.findall(_I + name)
    return found


def test_statements_stand_in_their_order_with_all_that_they_have() -> None:
    item = item_element(
        resource(
            Statement("title", "Lumière", lang="fr"),
            Statement("marcrel:edt", "Curie, Ève", uri="https://orcid.org/0000-0002-1825-0097"),
            Statement("title", "Light", scheme="x"),
        )
    )
    assert (item.tag, item.get("version")) == (f"{_I}item", str(VERSION))
    assert item.get("identifier") == "oai:x.org:1"
    found = [(one.tag.removeprefix(_I), one.text, dict(one.attrib)) for one in item[0]]
    assert found == [
        ("title", "Lumière", {ns.XML_LANG: "fr"}),
        (
            "contributor",
            "Curie, Ève",
            {"role": "edt", "uri": "https://orcid.org/0000-0002-1825-0097"},
        ),
        ("title", "Light", {"scheme": "x"}),
    ]


def test_access_depends_on_the_day() -> None:
    said = (
        Statement("accessRights", "info:eu-repo/semantics/embargoedAccess"),
        Statement("available", "2027-01-01"),
    )
    before = _only(_told(*said, day="2026-12-31"), "access")
    assert (before.get("level"), before.get("until")) == ("embargoedAccess", "2027-01-01")
    after = _only(_told(*said, day="2027-01-01"), "access")
    assert (after.get("level"), after.get("until")) == ("openAccess", None)


def test_licences_and_funding_are_told_in_parts() -> None:
    told = _told(
        Statement("license", "https://creativecommons.org/licenses/by/4.0/"),
        *funding_statements(funder="ESRC", award="ES/J500070/1", award_title="Docks"),
    )
    assert _only(told, "licence").get("spdx") == "CC-BY-4.0"
    funding = _only(told, "funding")
    assert (funding.get("funder"), funding.get("award")) == ("ESRC", "ES/J500070/1")
    assert funding.get("award-title") == "Docks"


def test_what_is_not_known_is_left_out() -> None:
    assert len(_told(Statement("title", "Light"))) == 0
