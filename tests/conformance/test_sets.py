"""Points 54-59: sets. OAI-PMH 2.0, sections 2.6, 2.7.2 and 4.6."""

import re
from collections.abc import Callable

import pytest
from lxml import etree

from oaipmh.store import SqlStore
from tests.conformance.client import OAI, XSI, Client
from tests.conformance.conftest import OLD
from tests.support.loading import item, load

Serving = Callable[..., Client]
SET_SPEC = re.compile(r"[A-Za-z0-9\-_.!~*'()]+(:[A-Za-z0-9\-_.!~*'()]+)*")
# As EPrints spells `subjects=H` and `types=article`: the hexadecimal digits of the bytes.
HEXADECIMAL = ("7375626A656374733D48", "74797065733D61727469636C65:7375626A65637473")


def _sets(client: Client) -> dict[str, str]:
    """Every setSpec with its setName; none is listed twice."""
    listed = [
        (found.findtext(f"{OAI}setSpec") or "", found.findtext(f"{OAI}setName") or "")
        for page in client.pages("ListSets")
        for found in page.root.iter(f"{OAI}set")
    ]
    assert len(dict(listed)) == len(listed)
    return dict(listed)


def _numbers(client: Client, set_spec: str, verb: str = "ListRecords") -> list[int]:
    found = client.harvest(verb, set_=set_spec)
    return sorted(int(header.identifier.rpartition(":")[2]) for header in found)


@pytest.mark.point(54)
def test_a_repository_without_sets_says_so_to_whatever_asks_for_one(without_sets: Client) -> None:
    assert without_sets.ask("ListSets").errors == ["noSetHierarchy"]
    for verb in ("ListRecords", "ListIdentifiers"):
        reply = without_sets.ask(verb, metadataPrefix="oai_dc", set_="a")
        assert reply.errors == ["noSetHierarchy"]
        assert len(without_sets.harvest(verb)) == 3


@pytest.mark.point(55)
def test_every_set_has_a_legal_spec_listed_once_and_a_name(sample: Client) -> None:
    listed = _sets(sample)
    assert len(listed) == 34
    assert all(SET_SPEC.fullmatch(set_spec) for set_spec in listed)
    assert all(name.strip() for name in listed.values())
    assert listed["divisions:PSSRU"] == "Personal Social Services Research Unit"


@pytest.mark.point(55)
def test_a_set_name_may_be_any_text(store: SqlStore, serving: Serving) -> None:
    name = "Bücher & <Karten> 漢字 \U0001f4da ]]> \"'"
    load(store, [{"setSpec": "a", "setName": name}, {"setSpec": "b"}])
    assert _sets(serving()) == {"a": name, "b": "b"}


@pytest.mark.point(55)
def test_set_specs_of_an_earlier_system_survive_as_they_were(
    store: SqlStore, serving: Serving
) -> None:
    given = (*HEXADECIMAL, "col_10068_2", "a-b_c.d!e~f*g'h(i)", "Case", "case")
    load(store, (item(at, spec, datestamp=OLD) for at, spec in enumerate(given)), keep=True)
    client = serving()
    assert set(given) <= set(_sets(client))
    for at, set_spec in enumerate(given):
        (header,) = client.harvest("ListRecords", set_=set_spec)
        assert header.set_specs == (set_spec,)
        assert header.identifier.endswith(f":{at}")


@pytest.mark.point(55)
@pytest.mark.parametrize("text", ["a b", "a/b", ":a", "a:", "a::b", "é", "a&b", "a+b", "a,b"])
def test_what_is_no_set_spec_is_never_served_nor_understood(
    store: SqlStore, serving: Serving, text: str
) -> None:
    load(store, [item(1, text, "good")])
    client = serving()
    assert set(_sets(client)) == {"good"}
    assert client.harvest()[0].set_specs == ("good",)
    asked = client.ask("ListRecords", metadataPrefix="oai_dc", set_=text)
    assert asked.errors in (["badArgument"], ["noRecordsMatch"])


@pytest.mark.point(56)
def test_every_set_above_a_set_is_listed_too(sample: Client) -> None:
    listed = _sets(sample)
    above = {spec.rpartition(":")[0] for spec in listed if ":" in spec}
    assert {"subjects", "subjects:H", "subjects:H:HD"} <= above <= set(listed)


@pytest.mark.point(56)
def test_sets_above_exist_although_nobody_named_them(store: SqlStore, serving: Serving) -> None:
    load(store, [item(1, "a:b:c"), {"setSpec": "d:e:f", "setName": "F"}])
    assert set(_sets(serving())) == {"a", "a:b", "a:b:c", "d", "d:e", "d:e:f"}


@pytest.fixture(scope="module")
def hierarchy(serve_items: Callable[..., Client]) -> Client:
    """Items at each depth of `a:b:c`, and beside it."""
    specs = (("a",), ("a:b",), ("a:b:c",), ("a:x",), ("ab",), ("a:bb",), ("a", "a:b", "z"), ())
    empty_set = {"setSpec": "nothing", "setName": "Nothing yet"}
    items = [item(at, *given, datestamp=OLD) for at, given in enumerate(specs)]
    return serve_items([empty_set, *items], page_size=2)


@pytest.mark.point(57)
@pytest.mark.parametrize("verb", ["ListRecords", "ListIdentifiers"])
@pytest.mark.parametrize(
    ("set_spec", "numbers"),
    [
        ("a", [0, 1, 2, 3, 5, 6]),
        ("a:b", [1, 2, 6]),
        ("a:b:c", [2]),
        ("a:x", [3]),
        ("z", [6]),
    ],
)
def test_a_set_holds_its_items_and_those_of_all_sets_below(
    hierarchy: Client, verb: str, set_spec: str, numbers: list[int]
) -> None:
    assert _numbers(hierarchy, set_spec, verb) == numbers


@pytest.mark.point(57)
def test_a_header_shows_the_deepest_sets_alone(hierarchy: Client) -> None:
    shown = {header.identifier[-1]: header.set_specs for header in hierarchy.harvest()}
    assert shown["2"] == ("a:b:c",)
    assert shown["6"] == ("a:b", "z")
    assert shown["7"] == ()


@pytest.mark.point(57)
def test_each_set_of_the_sample_holds_what_the_headers_say(sample: Client) -> None:
    everything = sample.harvest()
    for set_spec in _sets(sample):
        expected = [
            header
            for header in everything
            if any(f"{one}:".startswith(f"{set_spec}:") for one in header.set_specs)
        ]
        assert sample.harvest(set_=set_spec) == expected


@pytest.mark.point(58)
@pytest.mark.parametrize("verb", ["ListRecords", "ListIdentifiers"])
def test_an_empty_set_and_an_unknown_one_are_norecordsmatch(hierarchy: Client, verb: str) -> None:
    for set_spec in ("nothing", "unknown", "a:b:c:d", "a:unknown"):
        reply = hierarchy.ask(verb, metadataPrefix="oai_dc", set_=set_spec)
        assert reply.errors == ["noRecordsMatch"]
        assert reply.echoed["set"] == set_spec


@pytest.mark.point(58)
def test_a_sibling_whose_name_begins_alike_is_another_set(hierarchy: Client) -> None:
    assert _numbers(hierarchy, "ab") == [4]
    assert 4 not in _numbers(hierarchy, "a")
    assert _numbers(hierarchy, "a:bb") == [5]
    assert 5 not in _numbers(hierarchy, "a:b")


@pytest.mark.point(58)
def test_wildcards_in_a_set_spec_mean_themselves(store: SqlStore, serving: Serving) -> None:
    load(store, [item(1, "a_c"), item(2, "abc"), item(3, "a*")])
    client = serving()
    assert _numbers(client, "a_c") == [1]
    assert _numbers(client, "a*") == [3]


@pytest.mark.point(59)
def test_a_set_description_is_one_typed_element(sample: Client) -> None:
    described = {
        found.getparent().findtext(f"{OAI}setSpec"): found
        for page in sample.pages("ListSets")
        for found in page.root.iter(f"{OAI}setDescription")
    }
    assert len(described) == 5
    for description in described.values():
        (root,) = description
        assert root.get(f"{XSI}schemaLocation", "").split()[0] == etree.QName(root).namespace
    words = "".join(described["divisions"].itertext()).strip()
    assert words == "Items by the part of the institution that deposited them."
