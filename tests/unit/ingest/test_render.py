"""Records made of a clean item, and the digest that tells whether it has changed."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from oaipmh.crosswalks import CROSSWALKS, Crosswalk
from oaipmh.crosswalks.formats import Formats
from oaipmh.ingest.clean import CleanItem
from oaipmh.ingest.ports import RenderedRecord
from oaipmh.ingest.render import payload_digest, prepare
from oaipmh.metadata.description import Description, Statement
from oaipmh.protocol.response import MetadataFormat
from tests.unit.strategies import descriptions

DAY = "2026-11-27"
WALK = CROSSWALKS["oai_dc"]
NEVER = Crosswalk(
    MetadataFormat("never", "http://x.org/n.xsd", "http://x.org/n/"),
    3,
    lambda _: ["all"],
    WALK.render,
)
ITEM = CleanItem(
    identifier="oai:x.org:1",
    deleted=False,
    datestamp=None,
    set_specs=("a",),
    description=(Statement("title", "T"), Statement("subject", "S")),
    abouts=(b"<about/>",),
    repairs=(),
)


def digest(**changed: Any) -> bytes:
    """The digest of the item with a change."""
    return prepare(replace(ITEM, **changed), Formats([WALK]), DAY).digest


def test_a_record_is_made_in_each_format_that_can_express_the_item() -> None:
    records = prepare(ITEM, Formats([WALK, NEVER]), DAY).records
    assert list(records) == ["oai_dc"]
    assert records["oai_dc"].crosswalk_version == WALK.version
    assert b"<dc:title>T</dc:title>" in records["oai_dc"].payload
    assert records["oai_dc"].payload.endswith(b"<about><about/></about>")


def test_a_record_that_is_made_on_the_fly_is_its_digest_alone() -> None:
    stored = prepare(ITEM, Formats([WALK]), DAY).records["oai_dc"]
    made = prepare(ITEM, Formats([WALK], on_the_fly=["oai_dc"]), DAY).records["oai_dc"]
    assert made == RenderedRecord(b"", WALK.version, payload_digest(stored.payload))
    assert stored.payload_digest is None


@pytest.mark.parametrize(
    ("available", "ends"),
    [
        (["2026-11-28"], 1_795_824_000),
        (["2026-11-28T23:00:00Z", "2020"], 1_795_824_000),
        (["2026-11-27"], None),
        (["2026"], None),
        (["some day"], None),
        ([], None),
    ],
)
def test_an_embargo_that_lies_ahead_is_told(available: list[str], ends: int | None) -> None:
    embargoed = Statement("accessRights", "info:eu-repo/semantics/embargoedAccess")
    dates = [Statement("available", one) for one in available]
    item = replace(ITEM, description=(embargoed, *dates))
    assert prepare(item, Formats([]), DAY).embargo_end == ends
    assert prepare(replace(item, description=(*dates,)), Formats([]), DAY).embargo_end is None


def test_a_deleted_item_has_no_records() -> None:
    assert prepare(replace(ITEM, deleted=True, description=()), Formats([WALK]), DAY).records == {}


def test_all_else_is_handed_on() -> None:
    prepared = prepare(replace(ITEM, datestamp=5, repairs=("r",)), Formats([]), DAY)
    for name in ("identifier", "deleted", "set_specs", "description", "abouts"):
        assert getattr(prepared, name) == getattr(ITEM, name)
    assert (prepared.datestamp, prepared.repairs) == (5, ("r",))


@pytest.mark.parametrize(
    "changed",
    [
        {"description": (Statement("title", "T"),)},
        {"description": (Statement("subject", "S"), Statement("title", "T"))},
        {"description": (Statement("title", "T", "en"), Statement("subject", "S"))},
        {"description": (Statement("title", "T"), Statement("subject", "S", None, "http://x/"))},
        {"set_specs": ()},
        {"set_specs": ("a", "b")},
        {"abouts": ()},
        {"abouts": (b"<about></about>",)},
    ],
)
def test_the_digest_tells_a_change_of_content(changed: dict[str, Any]) -> None:
    assert digest(**changed) != digest()


@pytest.mark.parametrize(
    "changed", [{"identifier": "oai:x.org:2"}, {"datestamp": 5}, {"repairs": ("mended",)}]
)
def test_the_digest_is_of_the_content_alone(changed: dict[str, Any]) -> None:
    assert digest(**changed) == digest()


@given(descriptions, descriptions)
def test_two_descriptions_have_one_digest_only_if_they_are_the_same(
    one: Description, other: Description
) -> None:
    assert (digest(description=one) == digest(description=other)) == (one == other)
