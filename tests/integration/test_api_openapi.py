"""The OpenAPI document is true: whatever is sent, what comes back is what it says."""

import json
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from oaipmh.ingest.ports import NewSource
from oaipmh.store import SqlStore
from tests.support.api import Api
from tests.support.loading import item, load

EXAMPLES = 25
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


@schemathesis.serializer("application/x-ndjson", "application/jsonl")
def _stream(_: Any, value: Any) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "replace")


def _document(api: Api) -> dict[str, Any]:
    answer = api.server.request("GET", "/api/openapi.json")
    assert answer.status == 200
    document: dict[str, Any] = json.loads(answer.body)
    return document


def test_the_document_has_the_api_and_not_the_endpoint(api: Api) -> None:
    document = _document(api)
    assert document["servers"] == [{"url": "/api"}]
    methods = {path: sorted(operations) for path, operations in document["paths"].items()}
    assert methods == {
        "/records": ["post"],
        "/records/{identifier}": ["delete", "get", "head", "put"],
        "/sets": ["get"],
        "/sets/{spec}": ["get", "put"],
        "/sets/{spec}/rule": ["delete", "get", "put"],
        "/rules/preview": ["post"],
        "/sources": ["get"],
        "/sources/{name}": ["delete", "get", "put"],
        "/sources/{name}/run": ["post"],
        "/repairs": ["get"],
        "/quarantine": ["get"],
        "/quarantine/{number}": ["delete", "get"],
        "/quarantine/{number}/raw": ["get"],
        "/quarantine/{number}/retry": ["post"],
        "/runs": ["get"],
        "/runs/{number}": ["get"],
        "/status": ["get"],
    }


def test_every_operation_wants_a_key_and_tells_its_problems_as_such(api: Api) -> None:
    document = _document(api)
    assert document["components"]["securitySchemes"]["key"]["scheme"] == "bearer"
    for operations in document["paths"].values():
        for operation in operations.values():
            assert operation["security"] == [{"key": []}]
            assert {"401", "422", "503"} <= operation["responses"].keys()
            problems = [r for code, r in operation["responses"].items() if code >= "400"]
            assert {name for one in problems for name in one["content"]} == {
                "application/problem+json"
            }


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_whatever_is_sent_is_answered_as_the_document_says(
    api: Api, sqlite_store: SqlStore, mode: GenerationMode
) -> None:
    load(sqlite_store, [item(1, "a", title="a\x01"), {"identifier": "no uri"}])
    sqlite_store.add_source(NewSource("eprints", "https://one.example.org/oai"))
    schema = schemathesis.openapi.from_dict(_document(api))
    statuses: set[int] = set()
    for operation in schema.get_all_operations():
        statuses |= _try(api, operation.ok(), mode)
    assert {200, 422} <= statuses


def _try(api: Api, operation: Any, mode: GenerationMode) -> set[int]:
    """Send some requests of a kind; the statuses they were answered with."""
    statuses = set()

    @given(operation.as_strategy(generation_mode=mode))
    @settings(max_examples=EXAMPLES, phases=[Phase.generate], suppress_health_check=HealthCheck)
    def send(case: schemathesis.Case) -> None:
        answer = case.call_and_validate(
            base_url=f"http://127.0.0.1:{api.server.port}/api",
            headers={"Authorization": f"Bearer {api.key}"},
            checks=CHECKS,
        )
        statuses.add(answer.status_code)

    try:
        send()
    except Unsatisfiable:
        assert mode is GenerationMode.NEGATIVE  # an operation that takes nothing, wrong or right
    return statuses
