"""The judge of RIOXX: what the profile forbids is a fault, in each of its rules."""

from collections.abc import Callable

import pytest
from lxml import etree

from oaipmh.crosswalks.rioxx import render
from oaipmh.metadata.description import Statement
from oaipmh.metadata.funding import funding_statements
from tests.support.complete import ACCEPTED, CREATOR, LANGUAGE, PAGE, TITLE, TYPE
from tests.support.resources import resource
from tests.support.rioxx_rules import faults

TERMS = "{http://docs.rioxx.net/schema/v3.0/rioxxterms/}"


def record() -> etree._Element:
    """A record with something for every rule."""
    return render(
        resource(
            *(TITLE, CREATOR, ACCEPTED, TYPE, PAGE, LANGUAGE),
            Statement("creator", "Bohr, Niels", uri="https://orcid.org/0000-0002-1825-0097"),
            Statement("identifier", "http://library.example.edu/1.pdf", scheme="application/pdf"),
            Statement("references", "https://doi.org/10.5281/zenodo.1", scheme="DOI"),
            *funding_statements(funder="ESRC", award="ES/L01/1"),
        )
    )


def child(root: etree._Element, name: str, place: int = 0) -> etree._Element:
    """The root's child of a name."""
    return root.findall(f"{{*}}{name}")[place]


def without(name: str) -> Callable[[etree._Element], None]:
    """What takes all children of a name away."""

    def take(root: etree._Element) -> None:
        for one in root.findall(f"{{*}}{name}"):
            root.remove(one)

    return take


def with_text(name: str, text: str) -> Callable[[etree._Element], None]:
    """What gives the first child of a name another text."""

    def write(root: etree._Element) -> None:
        child(root, name).text = text

    return write


def with_attribute(
    name: str, key: str, value: str | None, place: int = 0
) -> Callable[[etree._Element], None]:
    """What sets an attribute of a child, or takes it away."""

    def write(root: etree._Element) -> None:
        if value is None:
            child(root, name, place).attrib.pop(key)
        else:
            child(root, name, place).set(key, value)

    return write


def twice(name: str) -> Callable[[etree._Element], None]:
    """What adds a second child of a name."""

    def add(root: etree._Element) -> None:
        one = child(root, name)
        etree.SubElement(root, one.tag).text = one.text

    return add


def within_creator(name: str, text: str) -> Callable[[etree._Element], None]:
    """What adds a part to the second creator."""

    def add(root: etree._Element) -> None:
        etree.SubElement(child(root, "creator", 1), f"{TERMS}{name}").text = text

    return add


def in_root(tag: str) -> Callable[[etree._Element], None]:
    """What adds an element of a tag."""

    def add(root: etree._Element) -> None:
        etree.SubElement(root, tag).text = "x"

    return add


def test_what_obeys_the_profile_has_no_fault() -> None:
    assert faults(record()) == []


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        *(
            (without(name.partition(":")[2]), f"{name} is mandatory")
            for name in (
                "dc:identifier",
                "dc:language",
                "dc:title",
                "dc:type",
                "dcterms:dateAccepted",
                "rioxxterms:creator",
            )
        ),
        *(
            (twice(name.partition(":")[2]), f"{name}: 2 times")
            for name in ("dc:identifier", "dc:title", "dcterms:dateAccepted")
        ),
        (in_root(f"{TERMS}version"), "rioxxterms:version is no property of the profile"),
        (in_root(f"{TERMS}id"), "rioxxterms:id is no property of the profile"),
        (with_text("identifier", "urn:x:1"), "dc:identifier: 'urn:x:1'"),
        (with_text("language", "English"), "dc:language: 'English'"),
        (with_text("type", "Article"), "dc:type: 'Article'"),
        (with_text("dateAccepted", "May 2023"), "dcterms:dateAccepted: 'May 2023'"),
        (with_text("title", ""), "dc:title: None"),
        (with_text("relation", "urn:x:1"), "dc:relation item: 'urn:x:1'"),
        (with_text("ext_relation", "A book"), "rioxxterms:ext_relation: 'A book'"),
        (with_attribute("relation", "role", "x"), "dc:relation has no role"),
        (with_attribute("relation", "type", "PDF"), "dc:relation/@type: 'PDF'"),
        (with_attribute("relation", "rel", "file"), "dc:relation/@rel: 'file'"),
        (with_attribute("ext_relation", "coar_type", "book"), "ext_relation/@coar_type: 'book'"),
        (with_attribute("ext_relation", "coar_type", None), "ext_relation lacks coar_type"),
        (with_attribute("ext_relation", "rel", None), "ext_relation lacks rel"),
        (with_attribute("grant", "funder_name", None), "one or both of funder_name and funder_id"),
        (with_attribute("creator", "first-named-author", None), "is not the first named author"),
        (with_attribute("creator", "first-named-author", "true", 1), "another creator"),
        (within_creator("name", "Niels"), "rioxxterms:creator: ["),
        (within_creator("id", "0000-0002"), "rioxxterms:id MUST be an HTTP(S) URI"),
    ],
)
def test_what_the_profile_forbids_is_a_fault(
    spoil: Callable[[etree._Element], None], fault: str
) -> None:
    spoiled = record()
    spoil(spoiled)
    assert any(fault in one for one in faults(spoiled))


def test_another_root_is_a_fault() -> None:
    root = record()
    root.tag = "{http://x.org/}rioxx"
    assert "the root is {http://x.org/}rioxx" in faults(root)
