"""One line in the log for each request to the admin API: who did what, and how it went."""

import time

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_log = structlog.get_logger("oaipmh.api")
_LOGGED_BYTES = 500


class LoggedApi:
    """The admin API, with its log. `access.py` leaves the key's name in the request's state."""

    def __init__(self, api: ASGIApp) -> None:
        self._api = api

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, one line."""
        started, status = time.perf_counter(), None

        async def watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._api(scope, receive, watched)
        finally:
            client = scope.get("client")
            target = scope["raw_path"] + b"?" * bool(scope["query_string"]) + scope["query_string"]
            _log.info(
                "api",
                client=client[0] if client else None,
                method=scope["method"],
                target=target[:_LOGGED_BYTES].decode("ascii", "backslashreplace"),
                key=scope.get("state", {}).get("key"),
                status=status,
                milliseconds=round((time.perf_counter() - started) * 1000, 2),
            )
