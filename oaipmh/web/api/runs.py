"""`/api/runs`: what came in, when, from where, and how it ended."""

from functools import partial
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Path, Query

from oaipmh.ingest.shapes import shape_run
from oaipmh.web.api.models import RunList, RunShape
from oaipmh.web.api.problems import ApiProblem, document_problems
from oaipmh.web.api.service import MAX_NUMBER, Service

router = APIRouter(tags=["runs"])


@router.get("/runs", response_model=RunList)
async def list_runs(service: Service, limit: Annotated[int, Query(ge=1, le=1000)] = 20) -> object:
    """List the latest imports, harvests and API writes, the newest first."""
    found = await service.run(partial(service.store.runs, limit))
    return {"runs": [shape_run(run) for run in found]}


@router.get(
    "/runs/{number}", responses=document_problems(HTTPStatus.NOT_FOUND), response_model=RunShape
)
async def read_run(
    number: Annotated[int, Path(ge=1, le=MAX_NUMBER, description="Its number.")], service: Service
) -> object:
    """One run."""
    run = await service.run(partial(service.store.run, number))
    if run is None:
        raise ApiProblem(HTTPStatus.NOT_FOUND, f"There is no run {number}")
    return shape_run(run)
