"""`/api/sets/{spec}/rule` and `/api/repairs`, over real HTTP."""

import json
from typing import Any

import pytest

from oaipmh.store import SqlStore
from tests.integration.conftest import Program
from tests.support.api import Api
from tests.support.loading import item, load

RULE = {"all": [{"property": "title", "operator": "contains", "value": "light"}]}
PATH = "/sets/light/rule"
FIRST = "oai:test.example.org:1"


@pytest.fixture(autouse=True)
def _loaded(sqlite_store: SqlStore) -> None:
    load(sqlite_store, [item(1, title="On light"), item(2, title="On dark")])


def test_a_rule_is_previewed_set_read_and_taken_away(api: Api, program: Program) -> None:
    found = {"matching": 1, "items": 2, "examples": [FIRST]}
    assert api.json("POST", "/rules/preview", RULE) == found
    assert api.json("GET", "/sets")["sets"] == []
    answer = api("PUT", PATH, RULE)
    assert answer.status == 202
    shape = json.loads(answer.body)
    assert (shape["setSpec"], shape["rule"], shape["applying"]) == ("light", RULE, True)
    assert api.json("GET", "/sets/light") == shape
    assert api.json("GET", "/sets")["sets"] == [shape]
    assert api.json("GET", PATH) == RULE
    program("worker", "--once")
    assert api.json("PUT", PATH, RULE) == shape | {"applying": False}
    assert api.json("GET", f"/records/{FIRST}")["sets"] == ["light"]
    answer = api("DELETE", PATH)
    assert answer.status == 202
    assert json.loads(answer.body) == shape | {"rule": None}
    api.refusal(404, "GET", PATH)
    api.refusal(404, "DELETE", PATH)
    program("worker", "--once")
    assert api.json("GET", f"/records/{FIRST}")["sets"] == []
    assert api.json("GET", "/sets/light")["applying"] is False


def test_the_worker_tells_what_it_applied_and_then_nothing(api: Api, program: Program) -> None:
    api("PUT", PATH, RULE)
    first = program("worker", "--once").stderr
    assert "rules of light: applied to all items" in first
    assert "1 items joined or left" in first
    assert "rules" not in program("worker", "--once").stderr


@pytest.mark.parametrize(
    ("content", "field"),
    [
        ({"all": [{"property": "titel", "operator": "exists"}]}, "all[0]"),
        ({"any": [RULE["all"][0], {"property": "title", "operator": "="}]}, "any[1]"),
        ({"all": "title exists"}, "all"),
    ],
)
def test_what_is_no_rule_is_refused_by_its_place(api: Api, content: Any, field: str) -> None:
    for method, path in (("PUT", PATH), ("POST", "/rules/preview")):
        told = api.refusal(422, method, path, content)
        assert told["errors"][0]["field"] == field
    api.refusal(404, "GET", "/sets/light")


HOSTILE = (
    b"",
    b"[]",
    b"null",
    b"{}",
    b'{"all": []}',
    b'{"all": [1]}',
    b'{"all": [{"property": "title", "operator": "is", "value": "\\ud800"}]}',
    b"[" * 99_999,
    b"\xff",
)


@pytest.mark.parametrize("body", HOSTILE)
def test_a_hostile_rule_is_refused_and_makes_no_set(api: Api, body: bytes) -> None:
    for method, path in (("PUT", PATH), ("POST", "/rules/preview")):
        api.refusal(422, method, path, body)
    assert api.json("GET", "/sets")["sets"] == []


def test_a_rule_is_of_a_set_spec(api: Api) -> None:
    for method, content in (("GET", None), ("PUT", RULE), ("DELETE", None)):
        assert api.refusal(422, method, "/sets/a%20b/rule", content)["errors"][0]["field"] == "spec"


def test_repairs_are_listed_in_pages_as_the_command_lists_them(
    api: Api, sqlite_store: SqlStore, program: Program
) -> None:
    load(sqlite_store, (item(number, title="a\x01") for number in range(10, 15)))
    assert api.json("GET", "/status")["repaired"] == 5
    pages, query = [], ""
    while not pages or pages[-1]["next"]:
        pages.append(api.json("GET", f"/repairs?limit=2{query}"))
        query = f"&before={pages[-1]['next']}"
    listed = [one for page in pages for one in page["repairs"]]
    assert [one["identifier"] for one in listed] == [
        f"oai:test.example.org:{number}" for number in range(14, 9, -1)
    ]
    assert all("dropped" in one["repairs"][0] for one in listed)
    printed = program("repairs", "--json").stdout.splitlines()
    assert [json.loads(line) for line in printed] == listed
    assert program("repairs", "--limit", "2").stdout.count("dropped") == 2
