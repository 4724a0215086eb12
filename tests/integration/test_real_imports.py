"""Every real file is imported: each record is counted, taken or refused in words, and only once.

The numbers are those of docs/real-data.md and README.md, which must stay true.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from oaipmh.ingest.ports import Outcome
from tests.support.real_imports import RealImport, import_twice, rows

ROOT = Path(__file__).resolve().parents[2]
README, TABLE = (
    (ROOT / name).read_text("utf-8").splitlines() for name in ("README.md", "docs/real-data.md")
)
KINDS = (
    "datacite",
    "eprints-xml",
    "etdms",
    "marcxml",
    "mets",
    "mods",
    "oai-pmh",
    "oai-pmh-cassette",
    "oai_dc",
    "oai_openaire",
    "qdc",
    "rioxx",
)
Imports = tuple[RealImport, RealImport]


@pytest.fixture(scope="session")
def imports_of(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Imports]:
    """The two imports of a kind's files, made when they are first asked for."""
    done: dict[str, Imports] = {}

    def imports(kind: str) -> Imports:
        if kind not in done:
            url = f"sqlite:///{tmp_path_factory.mktemp(kind)}/store.db"
            done[kind] = import_twice(url, shared / "realdata" / kind)
        return done[kind]

    return imports


@pytest.fixture(scope="session", params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    """A kind of real files, whose tests follow each other."""
    found: str = request.param
    return found


def test_all_kinds_of_real_files_are_here(shared: Path) -> None:
    folders = (one.name for one in (shared / "realdata").iterdir() if one.is_dir())
    assert sorted(folders) == sorted(KINDS)


def test_each_record_is_taken_or_refused_as_the_tables_say(
    kind: str, imports_of: Callable[[str], Imports]
) -> None:
    first, _ = imports_of(kind)
    short, long = rows(kind, first)
    assert short in README
    assert long in TABLE


def test_nothing_vanishes_between_being_read_and_being_counted(
    kind: str, imports_of: Callable[[str], Imports]
) -> None:
    for done in imports_of(kind):
        summary = done.summary
        assert summary.read == len(done.results)
        assert summary.read == len(done.taken()) + summary.quarantined


def test_the_same_files_again_change_only_what_they_disagree_about(
    kind: str, imports_of: Callable[[str], Imports]
) -> None:
    first, second = imports_of(kind)
    changed = {*second.identifiers(Outcome.CREATED, Outcome.UPDATED, Outcome.DELETED)}
    contested = {*first.identifiers(Outcome.UPDATED)}
    assert changed <= contested
    assert second.summary.created == 0
    assert (second.summary.read, second.why()) == (first.summary.read, first.why())
