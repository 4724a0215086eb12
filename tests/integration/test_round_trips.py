"""Real MARC and MODS, described and written again: the docs say what is kept, lost, and why."""

from pathlib import Path

import pytest

from tests.support.judges import faults_of
from tests.support.round_trips import assert_is_in, kept, round_trips, table

DOCS = Path(__file__).resolve().parents[2] / "docs" / "formats"
FOLDERS = {"marc21": ("marcxml", "oai-pmh"), "mods": ("mods", "mets", "oai-pmh")}
WHY: dict[str, dict[str, str]] = {"marc21": {}, "mods": {}}


@pytest.mark.parametrize("prefix", FOLDERS)
def test_the_docs_say_what_a_round_trip_keeps(prefix: str, shared: Path) -> None:
    pairs = list(round_trips(shared, prefix, FOLDERS[prefix]))
    faulty = [fault for _, new in pairs for fault in faults_of(prefix, new, shared)]
    assert faulty == []
    found = table(kept(pairs, prefix), WHY[prefix], len(pairs))
    assert_is_in(DOCS / f"round-trips-{prefix}.md", found)
