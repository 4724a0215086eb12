"""`/api/sources`, over real HTTP: what is harvested is managed without a shell."""

import json
from typing import Any

import pytest

from oaipmh.ingest.ports import LeaseLost
from oaipmh.ingest.views import KeyScope
from oaipmh.store import SqlStore
from tests.integration.conftest import Program
from tests.support.api import Api
from tests.support.databases import execute

URL = "https://one.example.org/oai"
PATH = "/sources/one"


def test_a_source_is_created_read_listed_and_forgotten(api: Api) -> None:
    given = {
        "base_url": URL,
        "metadataPrefix": "oai_qdc",
        "set": "physics",
        "set_prefix": "from:one",
        "post": True,
        "every_seconds": 3600,
    }
    answer = api("PUT", PATH, given)
    assert answer.status == 201
    created = json.loads(answer.body)
    assert created | given == created
    assert created["name"] == "one"
    assert created["due"]
    assert api.json("GET", PATH) == created
    assert api.json("GET", "/sources") == {"sources": [created]}
    assert api("DELETE", PATH).status == 204
    api.refusal(404, "GET", PATH)
    api.refusal(404, "DELETE", PATH)
    assert api.json("GET", "/sources") == {"sources": []}


def test_a_source_is_shown_as_the_command_prints_it(api: Api, program: Program) -> None:
    created = api.json("PUT", PATH, {"base_url": URL})
    assert program.json("sources", "list") == created


def test_what_is_left_out_is_as_the_command_has_it(api: Api) -> None:
    created = api.json("PUT", PATH, {"base_url": URL})
    assert created["metadataPrefix"] == "oai_dc"
    assert {created[key] for key in ("set", "set_prefix", "every_seconds", "due")} == {None}
    assert created["post"] is False


@pytest.mark.parametrize(
    ("content", "field"),
    [
        ({}, "base_url"),
        ({"base_url": 1}, "base_url"),
        ({"base_url": "ftp://one.example.org/oai"}, "base_url"),
        ({"base_url": "https://me:secret@one.example.org/oai"}, "base_url"),
        ({"base_url": URL, "metadataPrefix": "no prefix"}, "metadataPrefix"),
        ({"base_url": URL, "set": ""}, "set"),
        ({"base_url": URL, "set": "a\0b"}, "set"),
        ({"base_url": URL, "set_prefix": "no set"}, "set_prefix"),
        ({"base_url": URL, "post": "yes"}, "post"),
        ({"base_url": URL, "every_seconds": 59}, "every_seconds"),
        ({"base_url": URL, "every_seconds": 10**12}, "every_seconds"),
        ({"base_url": URL, "every_seconds": "6h"}, "every_seconds"),
        ({"base_url": URL, "evry_seconds": 60}, "evry_seconds"),
        ({"base_url": URL, "name": "other"}, "name"),
    ],
)
def test_what_is_no_source_is_refused_by_its_field(api: Api, content: Any, field: str) -> None:
    told = api.refusal(422, "PUT", PATH, content)
    assert told["errors"][0]["field"] == field
    assert api.json("GET", "/sources")["sources"] == []


@pytest.mark.parametrize("name", ["", "%20one", "a%0Ab", "%FF", "%00", "x" * 3001])
def test_a_name_that_cannot_be_shown_is_refused(api: Api, name: str) -> None:
    path = f"/sources/{name}"
    for method, path_, content in (
        ("PUT", path, {"base_url": URL}),
        ("DELETE", path, None),
        ("POST", f"{path}/run", None),
    ):
        told = api.refusal(422, method, path_, content)
        assert told["errors"][0]["field"] == "name"


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"1", b"{", b'{"base_url": "\\ud800"}', b"[" * 99_999]
)
def test_a_hostile_source_is_refused(api: Api, body: bytes) -> None:
    api.refusal(422, "PUT", PATH, body)
    assert api.json("GET", "/sources")["sources"] == []


def test_a_source_may_be_named_as_a_url_is(api: Api) -> None:
    path = "/sources/https://one.example.org/oai%20oai_dc"
    created = api.json("PUT", path, {"base_url": URL})
    assert created["name"] == f"{URL} oai_dc"
    assert api("POST", f"{path}/run").status == 202


def test_another_list_is_harvested_from_its_beginning_and_the_old_harvest_stops(
    api: Api, sqlite_store: SqlStore, sqlite_url: str
) -> None:
    api.json("PUT", PATH, {"base_url": URL})
    source = sqlite_store.source("one")
    assert source is not None
    progress = '{"from_": 1700000000, "in_flight": null, "holes": []}'
    execute(sqlite_url, f"UPDATE sources SET progress = '{progress}'")
    sqlite_store.take_lease(source.source_id, "worker")
    same = api.json("PUT", PATH, {"base_url": URL, "post": True, "every_seconds": 60})
    assert same["harvested_until"] == "2023-11-14T22:13:20Z"
    sqlite_store.keep_lease(source.source_id, "worker")
    other = api.json("PUT", PATH, {"base_url": URL, "set": "physics"})
    assert other["harvested_until"] is None
    with pytest.raises(LeaseLost):
        sqlite_store.keep_lease(source.source_id, "worker")


def test_a_source_that_is_run_is_due_now_whatever_its_schedule(
    api: Api, sqlite_store: SqlStore
) -> None:
    assert api.json("PUT", PATH, {"base_url": URL})["due"] is None
    assert sqlite_store.next_due() is None
    answer = api("POST", f"{PATH}/run")
    assert answer.status == 202
    assert json.loads(answer.body)["due"]
    due = sqlite_store.next_due()
    assert due is not None
    assert due.name == "one"
    api.refusal(404, "POST", "/sources/two/run")


def test_a_source_is_written_on_a_condition(api: Api) -> None:
    created = api("PUT", PATH, {"base_url": URL}, if_none_match="*")
    tag = created.headers["etag"]
    assert created.status == 201
    api.refusal(412, "PUT", PATH, {"base_url": URL}, if_none_match="*")
    assert api("GET", PATH, if_none_match=tag).status == 304
    assert api("POST", f"{PATH}/run").status == 202
    changed = api("PUT", PATH, {"base_url": URL, "set": "a"}, if_match=tag)
    assert changed.status == 200
    assert changed.headers["etag"] != tag
    api.refusal(412, "PUT", PATH, {"base_url": URL}, if_match=tag)
    api.refusal(412, "DELETE", PATH, if_match=tag)
    assert api.json("GET", PATH)["set"] == "a"
    api.refusal(400, "PUT", PATH, {"base_url": URL}, if_match="tag")


def test_a_key_that_may_only_read_changes_no_source_and_no_rule(
    api: Api, sqlite_store: SqlStore
) -> None:
    api.json("PUT", PATH, {"base_url": URL})
    reader = Api(api.server, sqlite_store.create_key("reader", KeyScope.READ))
    reader.json("GET", PATH)
    for method, path in (
        ("PUT", PATH),
        ("DELETE", PATH),
        ("POST", f"{PATH}/run"),
        ("PUT", "/sets/a/rule"),
        ("DELETE", "/sets/a/rule"),
    ):
        reader.refusal(403, method, path)
