"""Whatever an item's description is: in every format that it can have, its record is valid.

`make formats ITEMS=6000` tries as many as you like.
"""

import os
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, note, settings
from lxml import etree

from oaipmh.crosswalks import CROSSWALKS, Crosswalk
from oaipmh.metadata.description import Description, Statement
from oaipmh.protocol import namespaces as ns
from oaipmh.protocol.writer import payload_xml
from tests.support import complete
from tests.support.judges import faults_of
from tests.support.resources import described
from tests.unit.strategies import telling_descriptions

ITEMS = int(os.environ.get("FORMATS_ITEMS", "1800"))

WORK = (
    complete.TITLE,
    complete.CREATOR,
    complete.ISSUED,
    complete.ACCEPTED,
    complete.LANGUAGE,
    complete.PAGE,
    complete.OPEN,
)
ARTICLE = (*WORK, complete.TYPE)
THESIS = (
    *WORK,
    Statement("type", "Thesis"),
    Statement("type", "PhD"),
    Statement("marcrel:dgg", "London School of Economics"),
    Statement("subject", "Homes"),
)
OF_ANYTHING = {"oai_dc", "oai_qdc"}
OF_THESES = {"uketd_dc", "oai_etdms"}
KINDS = {
    "anything": ((), OF_ANYTHING),
    "article": (ARTICLE, set(CROSSWALKS) - OF_THESES),
    "thesis": (THESIS, set(CROSSWALKS)),
}
"""What all items of a kind have among whatever else, and the formats which that is enough for."""


@pytest.mark.timeout(300 + ITEMS / 20)
@pytest.mark.parametrize("kind", KINDS)
def test_any_item_that_lacks_nothing_has_a_valid_record_in_every_format(
    kind: str, shared: Path
) -> None:
    among, expected = KINDS[kind]
    rendered: Counter[str] = Counter()

    @settings(max_examples=ITEMS // len(KINDS))
    @given(telling_descriptions(among))
    def check(description: Description) -> None:
        note(repr(description))
        for crosswalk in CROSSWALKS.values():
            if _has_its_record(crosswalk, description, shared):
                rendered[crosswalk.metadata_prefix] += 1

    check()
    print(f"{kind}: {dict(rendered)}")
    few = {prefix for prefix in expected if rendered[prefix] < ITEMS // len(KINDS) // 2}
    assert not few, rendered


def _has_its_record(crosswalk: Crosswalk, description: Description, shared: Path) -> bool:
    """Whether the item is in the format; if so, its record is valid, and the same every time."""
    prefix, resource = crosswalk.metadata_prefix, described(description)
    missing = list(crosswalk.missing(resource))
    if not missing:
        record = crosswalk.render(resource)
        assert (prefix, faults_of(prefix, record, shared)) == (prefix, [])
        assert (prefix, *_claims(record)) == (prefix, *_format(crosswalk))
        again = payload_xml(crosswalk.render(described(description)))
        assert (prefix, payload_xml(record)) == (prefix, again)
    assert (prefix, list(crosswalk.missing(resource))) == (prefix, missing)
    return not missing


def _claims(record: etree._Element) -> tuple[str | None, list[str]]:
    """The namespace and schema that a record says on its root."""
    return etree.QName(record).namespace, record.get(ns.SCHEMA_LOCATION, "").split()[:2]


def _format(crosswalk: Crosswalk) -> tuple[str, list[str]]:
    format_ = crosswalk.format
    return format_.metadata_namespace, [format_.metadata_namespace, format_.schema]


@pytest.mark.parametrize("kind", KINDS)
def test_what_all_items_of_a_kind_have_is_enough(kind: str) -> None:
    among, expected = KINDS[kind]
    lacking = {
        prefix: missing
        for prefix in expected
        if (missing := CROSSWALKS[prefix].missing(described((*among, complete.TITLE))))
    }
    assert lacking == {}


def test_each_crosswalk_is_found_by_its_own_prefix() -> None:
    assert {walk.metadata_prefix: walk for walk in CROSSWALKS.values()} == CROSSWALKS
