"""The databases and nodes of docker-compose.yml, run by its own commands, scripts and settings."""

import itertools
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx2
import pytest
from lxml import etree

from oaipmh.store import SqlStore
from tests.support.cluster import Cluster
from tests.support.composed import Service
from tests.support.databases import Postgres
from tests.support.forked import run_forked
from tests.support.killing import wait_until
from tests.support.loading import load_sample, sample_items
from tests.support.processes import environment, served, start_anew

OAI = "{http://www.openarchives.org/OAI/2.0/}"
SAMPLE = {one["identifier"] for one in sample_items() if "identifier" in one}


@pytest.fixture(scope="module")
def cluster(postgres: Postgres) -> Iterator[Cluster]:  # noqa: ARG001 - it says whether there can be one
    """A primary with the sample and its replica."""
    with tempfile.TemporaryDirectory(prefix="oaipmh-composed-") as place:
        made = Cluster(Path(place))
        try:
            made.start()
            settings = environment("", **made.environment("migrate"))
            run_forked(tuple(Service("migrate").options), settings).check_returncode()
            store = SqlStore(settings["OAIPMH_DATABASE_URL"])
            load_sample(store)
            store.dispose()
            made.wait_for_replica()
            yield made
        finally:
            made.stop()


@pytest.fixture(scope="module")
def base_urls(cluster: Cluster) -> Iterator[list[str]]:
    """Both nodes as they are composed; their base URLs."""
    with ExitStack() as running:
        yield [
            running.enter_context(
                served(
                    "",
                    *Service(name).options[1:],
                    start=start_anew,
                    **cluster.environment(name),
                )
            )
            for name in ("api-1", "api-2")
        ]


def ask(base_url: str, arguments: dict[str, str]) -> etree._Element:
    """Ask as harvesters do: again, while the answer is to come back later."""
    answers: list[httpx2.Response] = []

    def is_answered() -> bool:
        answers.append(httpx2.get(base_url, params=arguments, timeout=30))
        return not (answers[-1].status_code == 503 and "retry-after" in answers[-1].headers)

    wait_until(is_answered)
    assert answers[-1].status_code == 200, answers[-1].text
    return etree.fromstring(answers[-1].content)


def pages(base_urls: list[str]) -> Iterator[set[str]]:
    """The identifiers of each page of a list, asked of each node in turn."""
    arguments = {"verb": "ListIdentifiers", "metadataPrefix": "oai_dc"}
    for base_url in itertools.cycle(base_urls):
        response = ask(base_url, arguments)
        yield {one.text or "" for one in response.iter(f"{OAI}identifier")}
        token = response.findtext(f".//{OAI}resumptionToken")
        if not token:
            return
        arguments = {"verb": "ListIdentifiers", "resumptionToken": token}


def test_two_nodes_share_their_tokens_and_read_from_the_replica(
    cluster: Cluster, base_urls: list[str]
) -> None:
    for urls in (base_urls, base_urls[::-1]):
        assert set().union(*pages(urls)) == SAMPLE
    readers = "SELECT count(*) FROM pg_stat_activity WHERE client_addr IS NOT NULL"
    assert int(cluster.replica.value(readers)) >= len(base_urls)


def test_a_harvest_goes_on_from_the_primary_when_the_replica_goes(
    cluster: Cluster, base_urls: list[str]
) -> None:
    asked = pages(base_urls)
    found = next(asked)
    cluster.replica.stop()
    try:
        assert found.union(*asked) == SAMPLE
    finally:
        cluster.replica.start()


def test_a_replica_is_healthy_while_the_primary_streams_to_it(cluster: Cluster) -> None:
    assert cluster.primary.is_healthy()
    assert cluster.replica.is_healthy()
    check = str(cluster.replica.folder / "replica-health.sh")
    assert cluster.primary.run("sh", check, check=False).returncode != 0, "it is no replica"
    cluster.primary.stop()
    try:
        assert not cluster.primary.is_healthy()
        assert not cluster.replica.is_healthy()
    finally:
        cluster.primary.start()


def test_a_replica_that_has_lost_its_data_or_its_copy_is_made_anew(cluster: Cluster) -> None:
    cluster.replica.stop()
    assert not cluster.replica.is_healthy()
    data = cluster.replica.data
    half_a_copy = data.with_name("docker.copy")
    data.rename(half_a_copy)
    (half_a_copy / "global" / "pg_control").unlink()
    cluster.replica.start()
    assert not half_a_copy.exists()
    assert cluster.replica.value("SELECT count(*) FROM records") != "0"
    slots = "SELECT string_agg(slot_name || active, ' ') FROM pg_replication_slots"
    assert cluster.primary.value(slots) == "replicatrue"


def test_what_the_replica_must_have_it_has(cluster: Cluster) -> None:
    for name, value in (("max_connections", "250"), ("max_slot_wal_keep_size", "8GB")):
        assert cluster.primary.value(f"SHOW {name}") == value
        assert cluster.replica.value(f"SHOW {name}") == value
    assert cluster.primary.value("SHOW wal_compression") != "off"


def test_nobody_replicates_without_the_password(cluster: Cluster) -> None:
    asked = f"host=127.0.0.1 port={cluster.primary.port} user=replica dbname=postgres"
    question = ["psql", f"{asked} replication=true password=guessed", "--command=IDENTIFY_SYSTEM"]
    refused = cluster.primary.run(*question, check=False)
    assert refused.returncode != 0
    assert "password authentication failed" in refused.stderr
