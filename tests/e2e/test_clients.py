"""Real harvesters, that no one here wrote, against the running server."""

import calendar
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from oaipmh_scythe import Scythe
from sickle import Sickle
from sickle.oaiexceptions import NoRecordsMatch

from oaipmh.store import SqlStore
from tests.support.databases import migrated_sqlite
from tests.support.loading import load_sample, sample_items
from tests.support.server import RunningServer

LSE = "oai:eprints.lse.ac.uk:64325"
Harvest = Callable[..., set[str]]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """The sample, served in pages of 20."""
    store = SqlStore(migrated_sqlite(tmp_path_factory.mktemp("clients") / "store.db"))
    load_sample(store)
    running = RunningServer(store, page_size=20)
    yield running
    running.stop()


@pytest.fixture(scope="module")
def everything() -> set[str]:
    """The identifiers of the sample."""
    return {item["identifier"] for item in sample_items() if "identifier" in item}


def _by_sickle(method: str) -> Callable[[RunningServer], Harvest]:
    def client(server: RunningServer) -> Harvest:
        sickle = Sickle(server.base_url, http_method=method)

        def harvest(**arguments: str) -> set[str]:
            try:
                records = list(sickle.ListRecords(metadataPrefix="oai_dc", **arguments))
            except NoRecordsMatch:
                return set()
            identifiers = [record.header.identifier for record in records]
            assert len(identifiers) == len(set(identifiers))
            return set(identifiers)

        return harvest

    return client


def _by_scythe(server: RunningServer) -> Harvest:
    def harvest(**arguments: str) -> set[str]:
        named: dict[str, Any] = {f"{name}_": value for name, value in arguments.items()}
        if "until_" in named:
            named["until"] = named.pop("until_")
        with Scythe(server.base_url) as scythe:
            records = list(scythe.list_records(metadata_prefix="oai_dc", **named))
        return {record.header.identifier for record in records}

    return harvest


CLIENTS = {
    "sickle by GET": _by_sickle("GET"),
    "sickle by POST": _by_sickle("POST"),
    "scythe": _by_scythe,
}


@pytest.fixture(params=CLIENTS)
def harvest(request: pytest.FixtureRequest, server: RunningServer) -> Harvest:
    """A whole list as the identifiers that one client gets of it."""
    return CLIENTS[request.param](server)


def test_the_whole_is_harvested(harvest: Harvest, everything: set[str]) -> None:
    assert harvest() == everything


def test_a_date_range_is_harvested(harvest: Harvest) -> None:
    wanted = {
        item["identifier"]
        for item in sample_items()
        if "2021-01-01" <= item.get("datestamp", "")[:10] <= "2022-06-30"
    }
    assert len(wanted) > 20
    assert harvest(**{"from": "2021-01-01", "until": "2022-06-30"}) == wanted


def test_a_set_is_harvested_with_all_below_it(harvest: Harvest) -> None:
    wanted = {
        item["identifier"]
        for item in sample_items()
        if any(f"{spec}:".startswith("subjects:H:") for spec in item.get("sets", []))
    }
    assert LSE in wanted
    assert harvest(set="subjects:H") == wanted


def test_day_by_day_gives_the_whole(server: RunningServer, everything: set[str]) -> None:
    harvest = _by_sickle("GET")(server)
    found: set[str] = set()
    day = date(2019, 1, 1)
    while day <= date(2024, 12, 31):
        if day.year in (2019, 2023):  # two years of days are enough requests
            found |= harvest(**{"from": day.isoformat(), "until": day.isoformat()})
        day += timedelta(days=1)
    wanted = {
        item["identifier"]
        for item in sample_items()
        if item.get("datestamp", "")[:4] in ("2019", "2023")
    }
    assert found == wanted <= everything


def test_month_by_month_as_metha_does_gives_the_whole(
    server: RunningServer, everything: set[str]
) -> None:
    harvest = _by_sickle("GET")(server)
    found: set[str] = set()
    for year in range(2019, 2025):
        for month in range(1, 13):
            last = calendar.monthrange(year, month)[1]
            found |= harvest(
                **{
                    "from": f"{year}-{month:02}-01T00:00:00Z",
                    "until": f"{year}-{month:02}-{last}T23:59:59Z",
                }
            )
    assert found == everything


def test_sickle_reads_the_other_verbs(server: RunningServer) -> None:
    sickle = Sickle(server.base_url)
    assert sickle.Identify().granularity == "YYYY-MM-DDThh:mm:ssZ"
    assert len(list(sickle.ListSets())) == 34
    assert [one.metadataPrefix for one in sickle.ListMetadataFormats()] == ["oai_dc"]
    record = sickle.GetRecord(identifier=LSE, metadataPrefix="oai_dc")
    assert record.metadata["creator"] == [
        "Clark, Michael",
        "Cornes, Michelle",
        "Manthorpe, Jill",
        "Hennessy, Catherine",
        "Anderson, Sarah",
    ]
    headers = list(sickle.ListIdentifiers(metadataPrefix="oai_dc"))
    assert sum(header.deleted for header in headers) == 8
