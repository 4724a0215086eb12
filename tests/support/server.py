"""Real servers, in threads of this process, each at a port of its own."""

import http.client
import socket
import threading
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import uvicorn

from oaipmh.app import build_app
from oaipmh.settings import Settings
from oaipmh.store import SqlStore


@dataclass(frozen=True)
class Answer:
    """A response as it came over the wire."""

    status: int
    headers: dict[str, str]
    body: bytes


class RunningServer:
    """A server that answers at `base_url`."""

    def __init__(self, store: SqlStore, **settings: Any) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self.settings = Settings(host="127.0.0.1", port=self.port, **settings)
        self.base_url = self.settings.public_base_url
        config = uvicorn.Config(
            build_app(self.settings, store), log_level="warning", access_log=False
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [self._socket]}, daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        """Stop, and wait until it has."""
        self._server.should_exit = True
        self._thread.join()
        self._socket.close()

    def request(
        self,
        method: str,
        target: str,
        body: bytes | None = None,
        headers: dict[str, str] | None = None,
    ) -> Answer:
        """One request, its target sent exactly as given."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, target, body=body, headers=headers or {})
            response = connection.getresponse()
            content = response.read()
            fields = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, fields, content)
        finally:
            connection.close()

    def get(self, query: str, **headers: str) -> Answer:
        """GET the base URL with a query string, sent exactly as given."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.request("GET", f"/oai?{query}", headers=named)

    def ask(self, **arguments: str) -> bytes:
        """The body of a GET with these arguments; `from_` is `from`."""
        pairs = [(name.rstrip("_"), value) for name, value in arguments.items()]
        answer = self.get(urlencode(pairs))
        assert answer.status == 200, answer
        return answer.body


class ServerFactory:
    """Starts servers and stops them all at the end."""

    def __init__(self) -> None:
        self._servers: list[RunningServer] = []

    def __call__(self, store: SqlStore, **settings: Any) -> RunningServer:
        """A server over a store, with settings by their names in `Settings`."""
        self._servers.append(RunningServer(store, **settings))
        return self._servers[-1]

    def stop_all(self) -> None:
        """Stop every server."""
        for server in self._servers:
            server.stop()
