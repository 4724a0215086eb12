"""All items made of all real files, in every format that they can have: valid, and counted.

The counts are those of docs/formats/README.md; `REWRITE=1` writes them anew.
"""

import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from oaipmh.crosswalks import CROSSWALKS
from oaipmh.metadata.resource import Resource
from tests.support.judges import faults_of
from tests.support.real_imports import real_descriptions
from tests.support.resources import TODAY
from tests.support.tables import kept_table

README = Path(__file__).resolve().parents[2] / "docs/formats/README.md"


@pytest.fixture(scope="session")
def resources(shared: Path) -> Sequence[Resource]:
    """What the items of all real files tell of, each description once."""
    described = real_descriptions(shared / "realdata")
    return [Resource(identifier, one, day=TODAY) for one, identifier in described.items()]


@pytest.mark.parametrize("prefix", CROSSWALKS)
def test_every_real_item_is_valid_in_every_format_it_can_have(
    prefix: str, resources: Sequence[Resource], shared: Path
) -> None:
    crosswalk = CROSSWALKS[prefix]
    expressible = [one for one in resources if not crosswalk.missing(one)]
    faulty = {
        one.identifier: faults
        for one in expressible
        if (faults := faults_of(prefix, crosswalk.render(one), shared))
    }
    assert faulty == {}
    assert expressible


def test_the_table_says_how_many_real_items_can_have_each_format(
    resources: Sequence[Resource],
) -> None:
    rows = [f"Of {len(resources)} items of real files:", "", "| format | items |", "|---|---|"]
    for prefix, crosswalk in CROSSWALKS.items():
        able = sum(not crosswalk.missing(one) for one in resources)
        rows.append(f"| `{prefix}` | {able} |")
    assert kept_table(
        README, "real items", "\n".join(rows), rewrite=bool(os.environ.get("REWRITE"))
    )
