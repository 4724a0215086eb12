"""More than one node: a real primary and standby that lags, takes over, and comes back."""

import itertools
import json
import socket
import threading
from pathlib import Path

import pytest

from oaipmh.ingest.views import KeyScope
from oaipmh.provider import keyring
from oaipmh.provider.ports import StoreUnavailable
from oaipmh.store import SqlStore, listing, postgresql
from oaipmh.web import oai
from tests.support.api import Api, problem
from tests.support.databases import execute
from tests.support.loading import item, load
from tests.support.mirror import Mirror
from tests.support.replication import wait_until
from tests.support.server import Answer, RunningServer
from tests.support.sites import KILLED_IN_A_READ, Site

pytestmark = pytest.mark.filterwarnings(KILLED_IN_A_READ)

LIST = "verb=ListRecords&metadataPrefix=oai_dc"
GET = "verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:test.example.org:"
EVERY_VERB = (
    "verb=Identify",
    "verb=ListMetadataFormats",
    "verb=ListMetadataFormats&identifier=oai:test.example.org:1",
    "verb=ListSets",
    LIST,
    "verb=ListIdentifiers&metadataPrefix=oai_dc",
    f"{GET}1",
)


def require_503(answer: Answer) -> None:
    """It says when to come back."""
    assert answer.status == 503, answer
    assert int(answer.headers["retry-after"]) > 0


def go_round(mirror: Mirror, nodes: list[RunningServer]) -> None:
    """Harvest, each page from the next node."""
    for _, node in zip(mirror.pages(), itertools.cycle(nodes), strict=False):
        mirror.move(node.base_url)
    mirror.close()


def test_what_a_standby_that_lags_does_not_show_comes_from_the_primary(site: Site) -> None:
    nodes = [site.node(), site.node()]
    site.replication.pause_replay()
    load(site.store, [item(0, title="Changed"), item(6)])
    mirror = Mirror(nodes[0].base_url)
    go_round(mirror, nodes)
    assert mirror.unavailable == 0, "the primary could have been asked"
    assert mirror.records == site.content()
    assert b"Changed" in nodes[1].get(f"{GET}0").body


def test_a_standby_that_keeps_up_is_what_is_read(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = SqlStore(site.write_url, site.replication.either(site.database, "prefer-standby"))
    node = site.serve(store, page_size=2)
    monkeypatch.setattr(store, "_on_primary", lambda *_: pytest.fail("the primary was read"))
    mirror = Mirror(node.base_url)
    load(site.store, [item(0, title="Changed")])
    mirror.harvest()
    mirror.close()
    assert mirror.records == site.content()


def test_while_the_primary_is_down_lists_go_on_and_writes_say_when_to_come_back(
    site: Site, tmp_path: Path
) -> None:
    node = site.node()
    api = Api(node, site.store.create_key("writer", KeyScope.WRITE))
    site.replication.catch_up()
    mirror = Mirror(node.base_url)
    pages = mirror.pages()
    next(pages)
    site.replication.catch_up()
    shown = site.content()
    site.replication.primary.kill()
    for _ in pages:
        pass
    mirror.harvest()
    mirror.close()
    assert mirror.records == shown
    for query in EVERY_VERB:
        assert node.get(query).status == 200, query
    answer = api("PUT", "/records/oai:test.example.org:7", {"metadata": {"title": ["T"]}})
    assert problem(answer, 503)
    require_503(answer)
    file = tmp_path / "one.jsonl"
    file.write_text(json.dumps(item(7)))
    told = site.run("import", str(file))
    assert told.returncode == 2
    assert len(told.stderr.splitlines()) == 1, told.stderr
    assert "cannot be used now" in told.stderr
    assert site.node().get(LIST).status == 200, "a node starts while the primary is down"


def test_a_primary_that_is_silent_is_waited_for_once(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "SILENCE_SECONDS", 0.5)
    monkeypatch.setitem(postgresql._CONNECT_ARGS, "connect_timeout", 2)  # noqa: SLF001
    with socket.create_server(("127.0.0.1", 0)) as silent:
        silent.setblocking(False)
        url = f"postgresql://postgres@127.0.0.1:{silent.getsockname()[1]}/{site.database}"
        node = site.serve(SqlStore(url, site.read_url), token_secret="a secret of this test")
        for query in (LIST, *EVERY_VERB):
            assert node.get(query).status == 200, query
        silent.accept()[0].close()
        with pytest.raises(BlockingIOError):  # it has been asked no second time
            silent.accept()


def test_a_list_beyond_what_the_standby_shows_waits_until_it_is_promoted(site: Site) -> None:
    node = site.node()
    site.replication.pause_replay()
    load(site.store, [item(6)])
    mirror = Mirror(node.base_url)
    pages = mirror.pages()
    next(pages)
    site.replication.receive()
    site.replication.primary.kill()
    first = node.get(LIST)
    assert first.status == 200
    assert b"oai:test.example.org:6<" not in first.body
    require_503(node.get(f"verb=ListRecords&resumptionToken={mirror.token}"))
    # A paused standby is promoted only once it goes on.
    site.replication.resume_replay()
    site.replication.fail_over()
    for _ in pages:
        pass
    load(site.store, [item(7), {"identifier": "oai:test.example.org:1", "deleted": True}])
    mirror.harvest()
    mirror.close()
    assert mirror.records == site.content()
    assert len(mirror.records) == 8


def test_after_a_failover_a_list_goes_on_although_nobody_writes(site: Site) -> None:
    node = site.node()
    site.replication.disconnect()
    load(site.store, [item(6)])
    mirror = Mirror(node.base_url)
    pages = mirror.pages()
    next(pages)
    site.replication.primary.kill()
    site.replication.fail_over()
    for _ in pages:
        pass
    mirror.close()
    assert set(site.content()) <= set(mirror.records) | {"oai:test.example.org:6"}


def test_writes_leave_a_primary_that_has_become_read_only(site: Site) -> None:
    load(site.store, [item(6)])
    site.replication.catch_up()
    site.replication.primary.configure("default_transaction_read_only", "on")
    site.replication.fail_over()
    with pytest.raises(StoreUnavailable):  # the connection that it has still
        load(site.store, [item(7)])
    load(site.store, [item(7)])
    assert site.replication.standby.ask("SELECT pg_is_in_recovery()") is False
    assert "oai:test.example.org:7" in site.content()


def test_a_new_secret_signs_on_every_node_and_the_tokens_of_the_old_one_go_on(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyring, "LOOK_AGAIN_SECONDS", 0)  # the minute below takes no time here
    nodes = [site.node(), site.node()]
    mirrors = [Mirror(nodes[0].base_url), Mirror(nodes[1].base_url)]
    lists = [mirror.pages() for mirror in mirrors]
    next(lists[0])
    said = site.run("tokens", "rotate")
    assert said.returncode == 0, said.stderr
    signs_from = f"tokens@{site.store.now()}"  # a minute has passed
    execute(site.write_url, f"UPDATE secrets SET name = '{signs_from}' WHERE name <> 'tokens'")
    nodes.append(site.node())
    mirrors[1].move(nodes[2].base_url)
    next(lists[1])  # signed with the new secret, by a node that has begun since
    mirrors[0].move(nodes[1].base_url)
    mirrors[1].move(nodes[0].base_url)
    for mirror, pages in zip(mirrors, lists, strict=True):
        for _ in pages:
            pass
        mirror.close()
        assert mirror.records == site.content()


def test_with_a_synchronous_standby_nothing_that_was_stored_is_lost(site: Site) -> None:
    site.replication.wait_for_standby()
    stored: list[int] = []
    failed = threading.Event()

    def write() -> None:
        for number in range(100, 10_000):
            try:
                load(site.store, [item(number)])
            except StoreUnavailable:
                failed.set()
                return
            stored.append(number)

    writer = threading.Thread(target=write)
    writer.start()
    wait_until(lambda: len(stored) >= 20, "it writes")
    site.replication.primary.kill()
    assert failed.wait(30)
    writer.join()
    site.replication.fail_over()
    for number in stored:
        assert site.store.item(f"oai:test.example.org:{number}") is not None


def test_while_a_synchronous_standby_is_down_lists_go_on(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(oai, "_PATIENCE_SECONDS", 0.7)
    site.replication.wait_for_standby()
    site.replication.standby.kill()
    node = site.node()
    require_503(node.get(LIST))  # its clock is moved by a commit that waits for the standby
    assert node.get(LIST).status == 200
    site.replication.primary.configure("synchronous_standby_names", "")


def test_a_database_that_is_down_altogether_is_503_and_needs_no_restart(site: Site) -> None:
    node = site.node()
    mirror = Mirror(node.base_url)
    pages = mirror.pages()
    next(pages)
    site.replication.standby.kill()
    site.replication.primary.kill()
    for query in EVERY_VERB:
        require_503(node.get(query))
    require_503(node.request("GET", "/readyz"))
    assert node.get("verb=Nonsense").status == 200
    site.replication.primary.start()
    load(site.store, [item(6)])
    for _ in pages:
        pass
    mirror.harvest()
    mirror.close()
    assert mirror.records == site.content()
    for query in EVERY_VERB:
        assert node.get(query).status == 200, "the primary answers for the standby"


def test_while_the_standby_is_down_the_primary_does_it_all(site: Site, tmp_path: Path) -> None:
    site.replication.standby.kill()
    file = tmp_path / "one.jsonl"
    file.write_text(json.dumps(item(6)))
    assert site.run("import", str(file)).returncode == 0
    assert "items         7" in site.run("status").stdout
    node = site.node()
    for query in EVERY_VERB:
        assert node.get(query).status == 200, query
