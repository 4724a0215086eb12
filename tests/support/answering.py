"""Whatever answers requests, lost connections and all: over HTTP, or as a transport."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import httpx2


@dataclass
class Answer:
    """A response; `loss` is how the connection fails, if it does."""

    body: bytes
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    loss: str | None = None


Answering = Callable[[str, str, bytes, dict[str, str]], Answer]
"""What answers a method, a query, a body and headers."""


def transport(answering: Answering) -> httpx2.MockTransport:
    """A client's transport: no sockets, no threads."""

    def handle(request: httpx2.Request) -> httpx2.Response:
        query = request.url.query.decode()
        headers = {name.lower(): value for name, value in request.headers.items()}
        answer = answering(request.method, query, request.read(), headers)
        if answer.loss == "slow":
            raise httpx2.ReadTimeout("slow")
        if answer.loss:
            raise httpx2.RemoteProtocolError(answer.loss)
        return httpx2.Response(answer.status, headers=answer.headers, content=answer.body)

    return httpx2.MockTransport(handle)


@contextmanager
def served(answering: Answering) -> Iterator[str]:
    """A server at a port of this machine; its base URL."""
    over = threading.Event()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(answering, over))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/oai"
    finally:
        over.set()
        server.shutdown()
        thread.join()
        server.server_close()


def _handler(answering: Answering, over: threading.Event) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1  # else headers and body are two packets, and the second waits

        def do_GET(self) -> None:
            self._answer(b"")

        def do_POST(self) -> None:
            self._answer(self.rfile.read(int(self.headers["Content-Length"])))

        def _answer(self, body: bytes) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            query = urlsplit(self.path).query
            answer = answering(self.command, query, body, headers)
            if answer.loss == "closed":
                self.close_connection = True
                return
            if answer.loss == "slow":
                over.wait(5)
                self.close_connection = True
                return
            self.send_response_only(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            if answer.loss == "truncated":
                self.wfile.write(answer.body[:-20])
                self.close_connection = True
            else:
                self.wfile.write(answer.body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Handler
