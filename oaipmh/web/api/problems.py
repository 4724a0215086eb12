"""Errors of the admin API: RFC 9457, `application/problem+json`.

https://www.rfc-editor.org/rfc/rfc9457. The type is `about:blank`, so the title is the status's own.
"""

import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

import structlog
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from oaipmh.provider.ports import StoreUnavailable
from oaipmh.web.api.models import FieldFault, Problem

MEDIA_TYPE = "application/problem+json"
_log = structlog.get_logger("oaipmh.problem")


class ApiProblem(Exception):
    """An answer that is not what was asked for."""

    def __init__(
        self,
        status: HTTPStatus,
        detail: str,
        *,
        errors: Sequence[FieldFault] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.errors = errors
        self.headers = headers


class Unprocessable(ApiProblem):
    """422: what was sent cannot be taken, for one field's fault or as a whole."""

    def __init__(self, detail: str, field: str = "") -> None:
        errors = [FieldFault(field=field, detail=detail)] if field else []
        super().__init__(HTTPStatus.UNPROCESSABLE_ENTITY, detail, errors=errors)


def answer_problems(api: FastAPI) -> None:
    """Make the API answer every error with a problem."""
    api.add_exception_handler(ApiProblem, _on_problem)
    api.add_exception_handler(RequestValidationError, _on_wrong_parameter)
    api.add_exception_handler(StoreUnavailable, _on_unavailable)
    api.add_exception_handler(HTTPException, _on_http_exception)
    api.add_exception_handler(ClientDisconnect, _on_hang_up)
    api.add_exception_handler(Exception, _on_bug)


def document_problems(*statuses: HTTPStatus) -> dict[int | str, dict[str, Any]]:
    """The problems an endpoint may answer with, for OpenAPI."""
    return {int(status): {"model": Problem, "description": status.phrase} for status in statuses}


def encode_json(content: object) -> bytes:
    """JSON in UTF-8; a lone surrogate, which UTF-8 has not, is written as JSON escapes it."""
    return json.dumps(content, ensure_ascii=False).encode("utf-8", "backslashreplace")


def _problem(
    status: int,
    detail: str,
    errors: Sequence[FieldFault] = (),
    headers: Mapping[str, str] | None = None,
) -> Response:
    problem = Problem(
        type="about:blank",
        title=HTTPStatus(status).phrase,
        status=status,
        detail=detail,
        errors=list(errors),
    )
    content = encode_json(problem.model_dump(exclude_defaults=True))
    return Response(content, status, headers, MEDIA_TYPE)


def _on_problem(_: Request, error: Exception) -> Response:
    assert isinstance(error, ApiProblem)  # noqa: S101 - Starlette's handlers are typed for any
    return _problem(error.status, str(error), error.errors, error.headers)


def _on_wrong_parameter(_: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101
    faults = [
        FieldFault(field=".".join(str(part) for part in fault["loc"]), detail=fault["msg"])
        for fault in error.errors()
    ]
    detail = "; ".join(f"{fault.field}: {fault.detail}" for fault in faults)
    return _problem(HTTPStatus.UNPROCESSABLE_ENTITY, detail, faults)


def _on_unavailable(_: Request, error: Exception) -> Response:
    assert isinstance(error, StoreUnavailable)  # noqa: S101
    _log.warning("unavailable", detail=error.detail or str(error))
    headers = {"retry-after": str(error.retry_after)}
    return _problem(HTTPStatus.SERVICE_UNAVAILABLE, str(error), headers=headers)


def _on_http_exception(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        methods = _methods(request)
        return _problem(error.status_code, f"Use {methods}", headers={"allow": methods})
    if error.status_code == HTTPStatus.NOT_FOUND:
        return _problem(error.status_code, f"Nothing is at {request.url.path!a}")
    return _problem(error.status_code, str(error.detail), headers=error.headers)


def _methods(request: Request) -> str:
    """The methods of a path: each is a route of its own, so only the documentation has them all."""
    path = request.scope["route"].path_format
    return ", ".join(sorted(method.upper() for method in request.app.openapi()["paths"][path]))


def _on_hang_up(_: Request, __: Exception) -> Response:
    return Response(status_code=HTTPStatus.BAD_REQUEST)  # to nobody


def _on_bug(_: Request, __: Exception) -> Response:
    # The application around this one logs it.
    detail = "A fault of this service; its log has the details"
    return _problem(HTTPStatus.INTERNAL_SERVER_ERROR, detail)
