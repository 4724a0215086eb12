"""`/api/records/{identifier}`: one item written, read, deleted, over real HTTP."""

import json
import threading
from urllib.parse import quote

import pytest

from oaipmh.metadata.description import Statement
from oaipmh.store import SqlStore
from oaipmh.web.api.bodies import MAX_FAULTS
from tests.support.api import Api
from tests.support.loading import item, load

PATH = "/records/oai:test.example.org:1"
IDENTIFIER = "oai:test.example.org:1"
TITLED = {"metadata": {"title": ["T"]}}


def test_an_item_is_created_updated_left_alone_deleted_and_brought_back(
    api: Api, sqlite_store: SqlStore
) -> None:
    outcomes = []
    for content in (TITLED, TITLED, {"metadata": {"title": "Other"}}):
        answer = api("PUT", PATH, content)
        outcomes.append((answer.status, json.loads(answer.body)["outcome"]))
    outcomes += [(200, api.json("DELETE", PATH)["outcome"]) for _ in range(2)]
    outcomes.append((200, api.json("PUT", PATH, TITLED)["outcome"]))
    assert outcomes == [
        (201, "created"),
        (200, "unchanged"),
        (200, "updated"),
        (200, "deleted"),
        (200, "unchanged"),
        (200, "updated"),
    ]
    found = sqlite_store.item(IDENTIFIER)
    assert found is not None
    assert found.description == (Statement("title", "T"),)


def test_harvesters_are_served_what_was_put(api: Api) -> None:
    api.json("PUT", PATH, {**TITLED, "sets": ["a:b"]})
    body = api.server.ask(verb="ListRecords", metadataPrefix="oai_dc", set="a")
    assert b"<dc:title>T</dc:title>" in body
    api.json("DELETE", PATH)
    body = api.server.ask(verb="ListRecords", metadataPrefix="oai_dc", set="a")
    assert b'status="deleted"' in body


def test_an_unknown_item_that_is_deleted_becomes_a_tombstone(api: Api) -> None:
    assert api.json("DELETE", PATH)["outcome"] == "deleted"
    body = api.server.ask(verb="GetRecord", metadataPrefix="oai_dc", identifier=IDENTIFIER)
    assert b'status="deleted"' in body


def test_a_put_may_delete_as_a_line_may(api: Api) -> None:
    api.json("PUT", PATH, TITLED)
    assert api.json("PUT", PATH, {"deleted": True})["outcome"] == "deleted"


def test_an_item_is_read_as_show_prints_it(api: Api) -> None:
    value = {"value": "Curie, Ève", "uri": "https://orcid.org/0000-0002-1825-0097"}
    api.json("PUT", PATH, {"metadata": {"title": "a\x01b", "creator": [value]}, "sets": ["a"]})
    shown = api.json("GET", PATH)
    (record,) = shown.pop("records")
    assert record["metadataPrefix"] == "oai_dc"
    assert record["deleted"] is False
    (repair,) = shown.pop("repairs")
    assert "title" in repair
    assert shown == {
        "identifier": IDENTIFIER,
        "sets": ["a"],
        "assigned_sets": ["a"],
        "former_sets": [],
        "metadata": {"title": [{"value": "ab"}], "creator": [value]},
        "about": [],
    }


def test_head_is_get_without_a_body(api: Api) -> None:
    api.json("PUT", PATH, TITLED)
    got, head = api("GET", PATH), api("HEAD", PATH)
    assert head.body == b""
    assert head.headers["etag"] == got.headers["etag"]
    assert head.headers["content-length"] == str(len(got.body))


def test_an_unknown_item_is_404_and_a_deleted_one_410(api: Api) -> None:
    assert IDENTIFIER in api.refusal(404, "GET", PATH)["detail"]
    api.json("DELETE", PATH)
    assert "deleted" in api.refusal(410, "GET", PATH)["detail"]


@pytest.mark.parametrize(
    "identifier",
    [
        "oai:test.example.org:1",
        "oai:test.example.org:a/b//c",
        "oai:test.example.org:a?b&c=d",
        "oai:test.example.org:100%25",
        "oai:test.example.org:a+b",
        "http://test.example.org/#fragment",
        "oai:test.example.org:../x",
        "oai:test.example.org:Ève",
        "https://doi.org/10.1000/records/182",
        "oai:test.example.org:" + "x" * 1900,
    ],
)
def test_any_identifier_goes_into_a_path_percent_encoded(
    api: Api, sqlite_store: SqlStore, identifier: str
) -> None:
    api.json("PUT", f"/records/{quote(identifier, safe='')}", {**TITLED, "identifier": identifier})
    assert sqlite_store.item(identifier) is not None
    readable = quote(identifier, safe="/:@!$&'()*+,;=")
    assert api.json("GET", f"/records/{readable}")["identifier"] == identifier


@pytest.mark.parametrize(
    "path",
    [
        "",
        "no-uri-%20",
        "oai:x:%FF",
        "oai:x:%ED%A0%80",
        "oai:x:%zz",
        "oai:x:%00",
        "oai:x:%0A",
        "x" * 2001,
    ],
)
def test_what_is_no_identifier_is_refused(api: Api, sqlite_store: SqlStore, path: str) -> None:
    for method, content in (("PUT", TITLED), ("GET", None), ("DELETE", None)):
        told = api.refusal(422, method, f"/records/{path}", content)
        assert told["errors"][0]["field"] == "identifier"
    assert sqlite_store.status().items == 0


def test_a_query_is_no_part_of_an_identifier_and_is_refused(
    api: Api, sqlite_store: SqlStore
) -> None:
    told = api.refusal(422, "PUT", f"{PATH}?id=2", TITLED)
    assert "%3F" in told["detail"]
    assert sqlite_store.status().items == 0


def test_every_field_at_fault_is_told_at_once(api: Api) -> None:
    metadata = {"titel": "T", "creator": ["A", 7, {"lang": "en"}], "type": "Article"}
    content = {"sets": "a", "deleted": 1, "tags": [], "metadata": metadata}
    told = api.refusal(422, "PUT", PATH, content)
    fields = [error["field"] for error in told["errors"]]
    assert fields == [
        "tags",
        "deleted",
        "sets",
        "metadata.titel",
        "metadata.creator[1]",
        "metadata.creator[2].value",
    ]
    assert told["detail"] == "; ".join(error["detail"] for error in told["errors"])


def test_faults_without_number_are_not_all_told(api: Api) -> None:
    told = api.refusal(422, "PUT", PATH, {"metadata": {"title": [1] * 1000}})
    assert len(told["errors"]) == MAX_FAULTS


@pytest.mark.parametrize(
    ("content", "field"),
    [
        ({"metadata": {"creator": [{"value": 1}]}}, "metadata.creator[0].value"),
        ({"metadata": {"creator": ["A", {"name": "B"}]}}, "metadata.creator[1].name"),
        ({"metadata": {"creator": ["A", 7]}}, "metadata.creator[1]"),
        ({"metadata": {"creator": {"lang": "en"}}}, "metadata.creator[0].value"),
        ({"metadata": {"titel": "T"}}, "metadata.titel"),
        ({"metadata": []}, "metadata"),
        ({"metadata": {}}, "metadata"),
        ({}, "metadata"),
        ({"metadata": {"title": "  "}}, "metadata"),
        ({**TITLED, "sets": "a"}, "sets"),
        ({**TITLED, "deleted": 1}, "deleted"),
        ({**TITLED, "identifier": "oai:test.example.org:2"}, "identifier"),
        ({**TITLED, "identifier": None}, "identifier"),
        ({**TITLED, "title": "T"}, "title"),
        ({"setSpec": "a", "setName": "A"}, "identifier"),
    ],
)
def test_what_cannot_be_taken_is_told_by_its_field_and_not_quarantined(
    api: Api, sqlite_store: SqlStore, content: dict[str, object], field: str
) -> None:
    told = api.refusal(422, "PUT", PATH, content)
    assert [error["field"] for error in told["errors"]] == [field]
    assert told["errors"][0]["detail"]
    assert sqlite_store.item(IDENTIFIER) is None
    assert sqlite_store.quarantine(10) == []


def test_the_tag_changes_with_the_content_and_only_then(api: Api) -> None:
    first = api("PUT", PATH, TITLED).headers["etag"]
    assert first.startswith('"')
    assert api("PUT", PATH, TITLED).headers["etag"] == first
    assert api("GET", PATH).headers["etag"] == first
    other = api("PUT", PATH, {"metadata": {"title": "Other"}}).headers["etag"]
    assert other != first
    assert api("GET", PATH).headers["etag"] == other


def test_a_write_is_done_on_its_condition_alone(api: Api) -> None:
    other = {"metadata": {"title": "Other"}}
    api.refusal(412, "PUT", PATH, TITLED, if_match="*")
    assert api("PUT", PATH, TITLED, if_none_match="*").status == 201
    api.refusal(412, "PUT", PATH, other, if_none_match="*")
    tag = api("GET", PATH).headers["etag"]
    api.refusal(412, "PUT", PATH, other, if_match='"0a1b"')
    api.refusal(412, "PUT", PATH, other, if_match=f"W/{tag}")
    api.refusal(412, "DELETE", PATH, if_match='"0a1b"')
    assert api.json("GET", PATH)["metadata"] == {"title": [{"value": "T"}]}
    assert api.json("PUT", PATH, other, if_match=f'"0a1b", {tag}')["outcome"] == "updated"
    api.refusal(412, "DELETE", PATH, if_match=tag)
    assert api.json("DELETE", PATH, if_match="*")["outcome"] == "deleted"
    api.refusal(412, "DELETE", PATH, if_match="*")
    assert api.json("PUT", PATH, TITLED, if_none_match="*")["outcome"] == "updated"


def test_a_read_is_spared_what_the_reader_has(api: Api) -> None:
    tag = api("PUT", PATH, TITLED).headers["etag"]
    for sent in (tag, f"W/{tag}", "*", f'"x", {tag}'):
        answer = api("GET", PATH, if_none_match=sent)
        assert (answer.status, answer.body, answer.headers["etag"]) == (304, b"", tag)
    assert api("GET", PATH, if_none_match='"x"').status == 200
    api.refusal(412, "GET", PATH, if_match='"x"')
    api.refusal(400, "GET", PATH, if_match="x")


def test_of_two_who_write_on_the_same_tag_one_wins(api: Api) -> None:
    tag = api("PUT", PATH, {"metadata": {"title": "0"}}).headers["etag"]
    for round_ in range(1, 6):
        barrier = threading.Barrier(4)
        statuses: list[int] = []

        def write(title: str, tag: str = tag, barrier: threading.Barrier = barrier) -> None:
            barrier.wait()
            answer = api("PUT", PATH, {"metadata": {"title": title}}, if_match=tag)
            statuses.append(answer.status)  # noqa: B023 - read when all have ended

        writers = [threading.Thread(target=write, args=[f"{round_} {n}"]) for n in range(4)]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join()
        assert sorted(statuses) == [200, 412, 412, 412]
        tag = api("GET", PATH).headers["etag"]


def test_unconditional_writers_all_succeed(api: Api) -> None:
    statuses: list[int] = []

    def write(title: str) -> None:
        content = {"metadata": {"title": title}}
        statuses.append(api("PUT", PATH, content, if_match="*").status)

    api.json("PUT", PATH, TITLED)
    writers = [threading.Thread(target=write, args=[f"{n}"]) for n in range(6)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert statuses == [200] * 6


def test_what_a_key_writes_singly_in_a_day_is_one_run(api: Api, sqlite_store: SqlStore) -> None:
    api.json("PUT", PATH, TITLED)
    api.json("PUT", PATH, TITLED)
    api.refusal(422, "PUT", PATH, {})
    api.json("DELETE", PATH)
    (run,) = sqlite_store.runs(10)
    assert (run.kind, run.source, run.state) == ("api", "test", "complete")
    assert run.counts["read"] == 3
    assert (run.counts["created"], run.counts["unchanged"], run.counts["deleted"]) == (1, 1, 1)


def test_an_item_that_is_put_leaves_the_quarantine(api: Api, sqlite_store: SqlStore) -> None:
    load(sqlite_store, [item(1) | {"metadata": {}}])
    assert len(sqlite_store.quarantine(10)) == 1
    api.json("PUT", PATH, TITLED)
    assert sqlite_store.quarantine(10) == []
