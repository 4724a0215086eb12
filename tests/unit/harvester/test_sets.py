"""The sets of a source: where they are placed, and what is said of them."""

from tests.support.faulty import Fault
from tests.support.harvesting import Kept, spread, truth


def test_sets_are_placed_under_the_prefix_and_every_item_is_in_it() -> None:
    faulty, kept = spread(), Kept()
    kept.harvest(faulty, set_prefix="from:x")
    assert kept.full["oai:x.org:1"].set_specs == ("from:x", "from:x:a:b")
    assert kept.full["oai:x.org:2"].set_specs == ("from:x",)
    assert kept.sets == {"from:x:a:b": "Set a:b"}


def test_a_source_without_sets_has_no_findings() -> None:
    faulty, kept = spread(), Kept()
    faulty.has_sets = False
    kept.harvest(faulty)
    assert kept.findings == []
    assert kept.items == truth(faulty)


def test_faulty_names_of_sets_lose_no_record_and_are_said() -> None:
    faulty, kept = spread(), Kept()
    faulty.faults = [Fault("500", verbs=("ListSets",))]
    kept.harvest(faulty)
    assert kept.items == truth(faulty)
    assert "sets" in kept.findings[0]
    assert kept.progress.in_flight is None


def test_a_set_that_the_source_has_not_is_said_with_those_it_has() -> None:
    faulty, kept = spread(), Kept()
    kept.harvest(faulty, set_spec="aa", set_prefix="from:x")
    assert kept.findings == ["the source has no set aa; it has a:b"]
    kept.harvest(faulty, set_spec="aa")
    assert len(kept.findings) == 1


def test_nothing_is_said_where_the_source_has_the_set_or_tells_of_none() -> None:
    for wanted, has_sets in (("a", True), ("a:b", True), ("aa", False)):
        faulty, kept = spread(), Kept()
        faulty.has_sets = has_sets
        faulty.records = {name: one for name, one in faulty.records.items() if one.sets}
        kept.harvest(faulty, set_spec=wanted, from_="2030-01-01")
        assert (kept.items, kept.findings) == ({}, [])
