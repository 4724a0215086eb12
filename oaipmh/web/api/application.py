"""The admin API as an application: its resources, its problems, its OpenAPI at `/openapi.json`."""

from http import HTTPStatus
from typing import Any

from fastapi import Depends, FastAPI

from oaipmh.web.api import (
    quarantine,
    records,
    repairs,
    rules,
    runs,
    sets,
    sources,
    status,
    streams,
)
from oaipmh.web.api.access import refuse_unknown_parameters, require_key
from oaipmh.web.api.problems import MEDIA_TYPE, answer_problems, document_problems
from oaipmh.web.api.service import AdminService

ROUTERS = (
    records.router,
    streams.router,
    rules.router,  # before the sets, whose paths take anything
    sets.router,
    sources.router,
    quarantine.router,
    repairs.router,
    runs.router,
    status.router,
)
_EVERYWHERE = document_problems(
    HTTPStatus.UNAUTHORIZED, HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.SERVICE_UNAVAILABLE
)


class AdminApi(FastAPI):
    """The admin API; what FastAPI says of its problems, corrected."""

    def openapi(self) -> dict[str, Any]:
        """The OpenAPI document: problems are of their own media type."""
        if self.openapi_schema is None:
            for path in super().openapi()["paths"].values():
                for operation in path.values():
                    _name_problems(operation["responses"])
        return super().openapi()


def admin_api(service: AdminService, title: str) -> AdminApi:
    """The application, to be mounted at a path of its own. A key is wanted for everything in it."""
    api = AdminApi(
        title=title,
        description="Puts metadata in, and tells what became of it.",
        redirect_slashes=False,
        docs_url=None,
        redoc_url=None,
        openapi_url="/openapi.json",
    )
    api.state.service = service
    for router in ROUTERS:
        api.include_router(
            router,
            dependencies=[Depends(require_key), Depends(refuse_unknown_parameters)],
            responses=_EVERYWHERE,
        )
    answer_problems(api)
    return api


def _name_problems(responses: dict[str, Any]) -> None:
    for status_code, response in responses.items():
        if int(status_code) >= HTTPStatus.BAD_REQUEST:
            (schema,) = response["content"].values()
            response["content"] = {MEDIA_TYPE: schema}
