"""deploy/nginx.conf in front of two nodes. Where there is no nginx, these tests are skipped."""

import gzip
import json
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import httpx2
import pytest
from sickle import Sickle

from oaipmh.store import SqlStore
from tests.support.composed import Service
from tests.support.loading import load_sample, sample_items
from tests.support.nginx import NGINX, Nginx
from tests.support.processes import OAIPMH, environment, served

pytestmark = pytest.mark.skipif(NGINX is None, reason="nginx is not installed")

SAMPLE = {one["identifier"] for one in sample_items() if "identifier" in one}
TRUST = {
    name: value
    for name, value in Service("api-1").environment(database=1, replica=1).items()
    if name == "FORWARDED_ALLOW_IPS"
}


@dataclass
class Front:
    """An nginx, and its nodes by name."""

    nginx: Nginx
    nodes: dict[str, str]
    running: dict[str, ExitStack]

    def ask(self, query: str, **headers: str) -> httpx2.Response:
        return httpx2.get(f"{self.nginx.harvesters}/oai?{query}", headers=headers, timeout=30)


@pytest.fixture
def front(sqlite_url: str, tmp_path: Path) -> Iterator[Front]:
    """Two nodes that serve the sample, ten records a page, behind nginx."""
    store = SqlStore(sqlite_url)
    load_sample(store)
    store.dispose()
    with ExitStack() as all_that_runs:
        running = {name: all_that_runs.enter_context(ExitStack()) for name in ("api-1", "api-2")}
        nodes = {
            name: one.enter_context(served(sqlite_url, **TRUST, OAIPMH_PAGE_SIZE="10"))
            for name, one in running.items()
        }
        folder = tmp_path / "nginx"
        folder.mkdir()
        nginx = Nginx(folder, nodes)
        all_that_runs.callback(nginx.stop)
        nginx.start()
        yield Front(nginx, nodes, running)
