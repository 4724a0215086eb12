"""Everything that is not the protocol's: one plain line, never the framework's JSON."""

from http import HTTPStatus

import structlog
from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

BUG_LINE = "A fault of this service; its log has the details"

_log = structlog.get_logger("oaipmh.problem")


def answer_problems_plainly(app: FastAPI, base_url: str) -> None:
    """Make the application answer errors with a line of text."""

    async def on_http_exception(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        if status == HTTPStatus.NOT_FOUND:
            line = f"Nothing is at {request.url.path!a}; the OAI-PMH base URL is {base_url}"
        else:
            line = HTTPStatus(status).phrase
        headers = error.headers if isinstance(error, HTTPException) else None
        return PlainTextResponse(line + "\n", status_code=status, headers=headers)

    async def on_bug(_: Request, error: Exception) -> Response:
        _log.error("bug", exc_info=error)
        return PlainTextResponse(BUG_LINE + "\n", status_code=500)

    app.add_exception_handler(HTTPException, on_http_exception)
    app.add_exception_handler(Exception, on_bug)
