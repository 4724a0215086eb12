"""Real files that nobody here wrote: taken in without a crash, and all that is served is valid."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from oaipmh.readers.incoming import IncomingItem
from oaipmh.readers.input_formats import read
from oaipmh.store import SqlStore
from tests.conformance.client import Client
from tests.support.databases import migrated_sqlite
from tests.support.forked import run_forked
from tests.support.processes import environment
from tests.support.schemas import Schemas
from tests.support.server import RunningServer

KINDS = ("oai-pmh", "oai-pmh-cassette", "oai_dc", "qdc", "mods", "mets", "rioxx", "oai_openaire")
CHANGES = ("created", "updated", "deleted")
COUNTED = (*CHANGES, "unchanged", "quarantined")


@pytest.fixture(params=KINDS)
def folder(shared: Path, request: pytest.FixtureRequest) -> Path:
    """A folder of real files of one kind."""
    found: Path = shared / "realdata" / request.param
    return found


def _import(url: str, *paths: Path) -> dict[str, Any]:
    """What `oaipmh import --json` says, having ended as it should."""
    run = run_forked(("import", "--json", *map(str, paths)), environment(url))
    assert run.returncode in (0, 1), run.stderr
    assert "Traceback" not in run.stderr
    summary: dict[str, Any] = json.loads(run.stdout)
    assert (run.returncode == 1) is (summary["quarantined"] > 0)
    assert summary["read"] == sum(summary[name] for name in COUNTED)
    return summary


def _identifiers(file: Path) -> set[str]:
    with file.open("rb") as stream:
        return {one.identifier for one in read(stream) if isinstance(one, IncomingItem)}


def _of_one_mind(folder: Path) -> list[Path]:
    """The folder's files, but none that tells of an item that an earlier one told of.

    Two files with two versions of an item would take turns for ever.
    """
    told: set[str] = set()
    files = []
    for file in sorted(file for file in folder.rglob("*") if file.is_file()):
        identifiers = _identifiers(file)
        if told.isdisjoint(identifiers):
            files.append(file)
        told |= identifiers
    return files


@pytest.mark.point(25)
def test_every_real_file_is_taken_in_and_all_that_is_served_is_valid(
    folder: Path, sqlite_url: str, serve: Callable[..., RunningServer], schemas: Schemas
) -> None:
    summary = _import(sqlite_url, folder)
    client = Client(serve(SqlStore(sqlite_url)), schemas)
    records, headers = client.harvest("ListRecords"), client.harvest("ListIdentifiers")
    assert records == headers
    assert 0 < len(records) <= summary["created"] + summary["deleted"]
    for header in records:
        reply = client.ask("GetRecord", metadataPrefix="oai_dc", identifier=header.identifier)
        assert reply.headers == [header]
    specs = {spec for page in client.pages("ListSets") for spec in page.texts("setSpec")}
    assert {spec for header in records for spec in header.set_specs} <= specs


@pytest.mark.point(41)
def test_real_files_taken_in_again_change_nothing(folder: Path, tmp_path: Path) -> None:
    url = migrated_sqlite(tmp_path / "again.db")
    files = _of_one_mind(folder)
    first, second = _import(url, *files), _import(url, *files)
    assert first["created"] > 0
    assert {name: second[name] for name in CHANGES} == dict.fromkeys(CHANGES, 0)
    assert second["read"] == first["read"]
