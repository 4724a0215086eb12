"""MARCXML that breaks its schema in form alone is mended, says so, and loses nothing by it."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from oaipmh.metadata.native import NativeRecord, NotServable, marc21, servable
from oaipmh.protocol import namespaces as ns

SCHEMA = "http://x.org/schema.xsd"
LOCATION = f"xmlns:x='{ns.XSI}' x:schemaLocation='{marc21.NAMESPACE} {SCHEMA}'"
LEADER = "00000nam a2200000 a 4500"
IN_ORDER = "the order of its fields: leader, controlfields, datafields"


def marc(content: str) -> NativeRecord:
    """A MARCXML record that names its schema."""
    xml = f'<record xmlns="{marc21.NAMESPACE}" {LOCATION}>{content}</record>'
    return NativeRecord(marc21.NAMESPACE, xml.encode())


def leader(text: str = LEADER) -> str:
    """A leader."""
    return f"<leader>{text}</leader>"


def control(tag: str) -> str:
    """A control field."""
    return f'<controlfield tag="{tag}">1</controlfield>'


def data(tag: str) -> str:
    """A data field."""
    return (
        f'<datafield tag="{tag}" ind1=" " ind2=" "><subfield code="a">{tag}</subfield></datafield>'
    )


def mended(content: str) -> tuple[str, Sequence[str]]:
    """What is served in a record, and what is said of it."""
    found = servable(marc(content), SCHEMA)
    inner = found.xml.decode().partition(f'{SCHEMA}">')[2]
    return inner.removesuffix("</record>"), found.mends


def test_fields_are_put_in_order_and_the_lines_stay_as_they_were() -> None:
    given = f"\n  {data('245')}\n    {leader()}\n\t{data('100')}\n  {control('008')}\n"
    expected = f"\n  {leader()}\n    {control('008')}\n\t{data('245')}\n  {data('100')}\n"
    assert mended(given) == (expected, (IN_ORDER,))


def test_a_comment_goes_with_the_field_after_it() -> None:
    first, last = f"<!--of 245-->{data('245')}", f"<!--of 001--><?of 001?>{control('001')}"
    assert mended(f"{leader()}{first}{last}<!--the end-->")[0] == (
        f"{leader()}{last}{first}<!--the end-->"
    )


def of_kind(record: etree._Element, kind: object) -> list[bytes]:
    """The fields, or the comments, of a record."""
    return [etree.tostring(one, with_tail=False) for one in record if one.tag == kind]


FIELDS = st.sampled_from([control("001"), control("005"), data("100"), data("245"), "<!--c-->"])


@given(st.lists(FIELDS | st.just("\n")).flatmap(lambda some: st.permutations([leader(), *some])))
def test_each_kind_of_field_keeps_its_order_and_none_is_lost(content: list[str]) -> None:
    native = marc("".join(content))
    came, served = (etree.fromstring(xml) for xml in (native.xml, servable(native, SCHEMA).xml))
    assert len(came) == len(served)
    names = (f"{{{marc21.NAMESPACE}}}{name}" for name in ("leader", "controlfield", "datafield"))
    for kind in (*names, etree.Comment):
        assert of_kind(came, kind) == of_kind(served, kind)


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        ("00640nam a22001450a 45 0", "00640nam a22001450a 4500"),
        ("cam  2200421Ia 4500", "     cam  2200421Ia 4500"),
        ("  640nam a22001450a 4500\n", "  640nam a22001450a 4500"),
    ],
)
def test_a_leader_is_mended_where_nothing_is_lost(given_text: str, expected: str) -> None:
    says = f"its leader: {given_text!r} is {expected!r}"
    assert mended(leader(given_text)) == (leader(expected), (says,))


@pytest.mark.parametrize(
    "given_text",
    [
        "00000na a2200000 a 4500",  # which of its characters is lacking, nobody knows
        "00000nam a2200000 a 4000",
        "00000nam a2200000 a 45x0",
        "00000nam a2200000 a",
        "00000nam a33     a  4500",
        "",
    ],
)
def test_a_leader_that_says_something_else_is_not(given_text: str) -> None:
    with pytest.raises(NotServable, match="leader: "):
        servable(marc(leader(given_text)), SCHEMA)


def test_order_and_leader_are_mended_in_one() -> None:
    content = f"{data('245')}{leader('cam  2200421Ia 4500')}{control('001')}"
    served, mends = mended(content)
    assert served == f"{leader('     cam  2200421Ia 4500')}{control('001')}{data('245')}"
    assert mends[0] == IN_ORDER
    assert len(mends) == 2


def test_what_cannot_be_mended_as_a_whole_is_not_served() -> None:
    with pytest.raises(NotServable, match="tag='24'"):
        servable(marc(f"{data('24')}{leader()}"), SCHEMA)


def test_a_mended_record_without_a_schema_names_one() -> None:
    native = marc(f"{data('245')}{leader()}")
    bare = NativeRecord(native.namespace, native.xml.replace(f" {LOCATION}".encode(), b""))
    root = etree.fromstring(servable(bare, SCHEMA).xml)
    assert root.get(ns.SCHEMA_LOCATION) == f"{marc21.NAMESPACE} {SCHEMA}"
    assert servable(bare, SCHEMA).mends == (IN_ORDER,)
