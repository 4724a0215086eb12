"""What Dockerfile and docker-compose.yml run, run without a container engine."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import httpx2

from oaipmh.settings import Settings
from oaipmh.store import SqlStore
from tests.support.composed import COMPOSE, COMPOSE_FILE, Service
from tests.support.databases import Postgres
from tests.support.forked import run_forked
from tests.support.loading import load_sample, sample_items
from tests.support.processes import OAIPMH, ROOT, environment, served, start_anew

DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")


def test_the_compose_file_is_one_by_the_compose_specification() -> None:
    checked = subprocess.run(
        [
            sys.executable,
            "-m",
            "check_jsonschema",
            "--builtin-schema",
            "vendor.compose-spec",
            str(COMPOSE_FILE),
        ],
        check=False,
        capture_output=True,
        text=True,
    )
    assert checked.returncode == 0, checked.stdout


def test_what_a_service_names_is_in_the_compose_file() -> None:
    services, volumes = COMPOSE["services"], COMPOSE["volumes"]
    waited_for = {name for one in services.values() for name in one.get("depends_on", ())}
    assert waited_for < services.keys()
    assert {one["image"] for one in services.values() if "build" in one} == {"oaipmh-service"}
    mounted = [
        volume.split(":")[0] for one in services.values() for volume in one.get("volumes", ())
    ]
    assert {source for source in mounted if not source.startswith("./")} == volumes.keys()
    assert all((ROOT / source).is_file() for source in mounted if source.startswith("./"))
    configuration = (ROOT / "deploy" / "nginx.conf").read_text("utf-8")
    ports = [published.rpartition(":")[2] for published in services["nginx"]["ports"]]
    assert sorted(ports) == sorted(re.findall(r"listen (\d+);", configuration))
    open_to_all = [name for name, one in services.items() if "ports" in one]
    assert open_to_all == ["nginx"]


def test_the_composed_worker_harvests_what_is_due(postgres: Postgres, sqlite_url: str) -> None:
    store = SqlStore(sqlite_url)
    load_sample(store)
    store.dispose()
    url = postgres.new_database()
    mail = {"OAIPMH_ADMIN_EMAIL": "library@test.example.org"}
    with served(sqlite_url) as base_url:
        add = ["sources", "add", "sample", base_url, "--every", "1h"]
        for options in (Service("migrate").options, add, [*Service("worker").options, "--once"]):
            run_forked(tuple(options), environment(url) | mail).check_returncode()
    mirror = SqlStore(url)
    items = {one["identifier"] for one in sample_items() if "identifier" in one}
    assert mirror.status().items == len(items)
    assert [run.state for run in mirror.runs(9)] == ["complete"]
    mirror.dispose()


def test_the_image_holds_what_it_copies_and_that_is_all_it_needs(tmp_path: Path) -> None:
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.MULTILINE)
    sources = {source for line in copied for source in line.split()}
    allowed = re.findall(r"^!(\S+)$", (ROOT / ".dockerignore").read_text("utf-8"), re.MULTILINE)
    assert sorted(sources) == sorted(allowed)
    final = DOCKERFILE.rpartition("\nFROM ")[2]
    for folder, place in re.findall(r"^COPY (\w+) (\w+)$", final, re.MULTILINE):
        shutil.copytree(ROOT / folder, tmp_path / place)
    here = environment(f"sqlite:///{tmp_path}/store.db", PYTHONPATH=str(tmp_path))
    subprocess.run([*OAIPMH, "migrate"], env=here, cwd=tmp_path, check=True)
    with served(
        here["OAIPMH_DATABASE_URL"], "--sample", start=start_anew, PYTHONPATH=str(tmp_path)
    ) as base_url:
        answer = httpx2.get(base_url, params={"verb": "Identify"}, timeout=30)
    assert "A sample repository" in answer.text


def test_the_health_check_of_the_image_tells_a_server_that_answers(sqlite_url: str) -> None:
    (line,) = re.findall(r"HEALTHCHECK[^[]*(\[.*\])", DOCKERFILE)
    _, flag, code = json.loads(line)
    with served(sqlite_url) as base_url:
        here = code.replace("127.0.0.1:8000", urlsplit(base_url).netloc)
        assert here != code
        assert subprocess.run([sys.executable, flag, here], check=False).returncode == 0
    gone = subprocess.run([sys.executable, flag, here], check=False, capture_output=True)
    assert gone.returncode != 0


def test_the_settings_that_compose_and_the_image_give_are_settings() -> None:
    named = set(re.findall(r"OAIPMH_([A-Z_]+)=", DOCKERFILE))
    for service in ("migrate", "api-1", "api-2", "worker"):
        given = Service(service).environment(database=1, replica=2)
        named |= {name.removeprefix("OAIPMH_") for name in given if name.startswith("OAIPMH_")}
    assert {"HOST", "DATABASE_URL", "READ_DATABASE_URL", "BASE_URL"} <= named
    assert {name.lower() for name in named} <= Settings.model_fields.keys()
