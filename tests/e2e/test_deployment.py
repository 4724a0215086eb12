"""What Dockerfile and docker-compose.yml run, run without a container engine."""

import json
import re
import subprocess
import sys
from urllib.parse import urlsplit

from sickle import Sickle

from oaipmh.settings import Settings
from oaipmh.store import SqlStore
from tests.support.databases import Postgres
from tests.support.loading import load_sample, sample_items
from tests.support.processes import OAIPMH, ROOT, environment, served

COMPOSE = (ROOT / "docker-compose.yml").read_text()
DOCKERFILE = (ROOT / "Dockerfile").read_text()


def _command(of: str) -> list[str]:
    """The options of a service's command in docker-compose.yml, without `oaipmh`."""
    service = COMPOSE.split(f"\n  {of}:\n")[1]
    (command,) = re.findall(r"command: (\[.*\])", service)[:1]
    program, *options = json.loads(command)
    assert program == "oaipmh"
    return options


def test_the_composed_service_migrates_and_two_workers_share_their_tokens(
    postgres: Postgres,
) -> None:
    url = postgres.new_database()
    for _ in range(2):  # the job runs again at every start
        subprocess.run([*OAIPMH, *_command("migrate")], env=environment(url), check=True)
    store = SqlStore(url)
    load_sample(store)
    store.dispose()
    serve, *options = _command("api")
    assert serve == "serve"
    with served(url, *options) as base_url:
        for _ in range(5):  # a connection each time, so that both workers answer
            records = Sickle(base_url).ListRecords(metadataPrefix="oai_dc")
            found = {record.header.identifier for record in records}
            assert found == {one["identifier"] for one in sample_items() if "identifier" in one}


def test_the_composed_worker_harvests_what_is_due(postgres: Postgres, sqlite_url: str) -> None:
    store = SqlStore(sqlite_url)
    load_sample(store)
    store.dispose()
    url = postgres.new_database()
    mail = {"OAIPMH_ADMIN_EMAIL": "library@test.example.org"}
    with served(sqlite_url) as base_url:
        add = ["sources", "add", "sample", base_url, "--every", "1h"]
        for options in (_command("migrate"), add, [*_command("worker"), "--once"]):
            command = [*OAIPMH, *options]
            subprocess.run(command, env=environment(url) | mail, check=True, capture_output=True)
    mirror = SqlStore(url)
    items = {one["identifier"] for one in sample_items() if "identifier" in one}
    assert mirror.status().items == len(items)
    assert [run.state for run in mirror.runs(9)] == ["complete"]
    mirror.dispose()


def test_the_health_check_of_the_image_tells_a_server_that_answers(sqlite_url: str) -> None:
    (line,) = re.findall(r"HEALTHCHECK[^[]*(\[.*\])", DOCKERFILE)
    _, flag, code = json.loads(line)
    with served(sqlite_url) as base_url:
        here = code.replace("127.0.0.1:8000", urlsplit(base_url).netloc)
        assert here != code
        assert subprocess.run([sys.executable, flag, here], check=False).returncode == 0
    gone = subprocess.run([sys.executable, flag, here], check=False, capture_output=True)
    assert gone.returncode != 0


def test_the_settings_that_compose_gives_are_settings() -> None:
    named = set(re.findall(r"^ +OAIPMH_([A-Z_]+):", COMPOSE, re.MULTILINE))
    named |= set(re.findall(r"OAIPMH_([A-Z_]+)=", DOCKERFILE))
    assert len(named) >= 5
    assert {name.lower() for name in named} <= Settings.model_fields.keys()
