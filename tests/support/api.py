"""A client of the admin API."""

import json
from dataclasses import dataclass
from typing import Any

from tests.support.server import Answer, RunningServer

NDJSON = "application/x-ndjson"


@dataclass(frozen=True)
class Api:
    """Talks to a server's admin API with one key, or none."""

    server: RunningServer
    key: str | None

    def __call__(self, method: str, path: str, content: Any = None, **headers: str) -> Answer:
        """One request under `/api`; what is no bytes is sent as JSON."""
        body = content
        if content is not None and not isinstance(content, bytes):
            body = json.dumps(content).encode()
        sent = {"content-type": "application/json"} if body is not None else {}
        if self.key is not None:
            sent["authorization"] = f"Bearer {self.key}"
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        return self.server.request(method, f"/api{path}", body, sent)

    def json(self, method: str, path: str, content: Any = None, **headers: str) -> Any:
        """What a request that succeeds is answered."""
        answer = self(method, path, content, **headers)
        assert answer.status in (200, 201), answer
        return json.loads(answer.body)

    def refusal(
        self, status: int, method: str, path: str, content: Any = None, **headers: str
    ) -> dict[str, Any]:
        """The problem that a request is answered with."""
        return problem(self(method, path, content, **headers), status)

    def stream(self, body: bytes, query: str = "", **headers: str) -> list[dict[str, Any]]:
        """Send a stream: the lines of the answer."""
        answer = self("POST", f"/records{query}", body, **{"content_type": NDJSON, **headers})
        assert answer.status == 200, answer
        assert answer.headers["content-type"] == NDJSON
        return [json.loads(line) for line in answer.body.splitlines()]


def problem(answer: Answer, status: int) -> dict[str, Any]:
    """The problem in an answer, which must be one."""
    assert answer.status == status, answer
    assert answer.headers["content-type"] == "application/problem+json"
    told: dict[str, Any] = json.loads(answer.body)
    assert told["status"] == status
    assert told["type"]
    assert told["title"]
    assert told["detail"]
    return told


def lines(items: list[dict[str, Any]]) -> bytes:
    """Items as NDJSON."""
    return b"".join(json.dumps(one).encode() + b"\n" for one in items)
