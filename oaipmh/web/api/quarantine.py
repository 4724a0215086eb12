"""`/api/quarantine`: what could not be taken in, why, and what becomes of it."""

from functools import partial
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from oaipmh.ingest.pipeline import Pipeline, Result
from oaipmh.ingest.ports import NewRun
from oaipmh.ingest.retrying import retry_kept
from oaipmh.ingest.running import running
from oaipmh.ingest.shapes import shape_quarantined, shape_result
from oaipmh.ingest.views import Quarantined
from oaipmh.web.api.access import Writer
from oaipmh.web.api.models import Refusal, RefusalPage, Retried
from oaipmh.web.api.problems import ApiProblem, document_problems
from oaipmh.web.api.service import MAX_NUMBER, AdminService, Service

router = APIRouter(tags=["quarantine"])
_Number = Annotated[int, Path(ge=1, le=MAX_NUMBER, description="Its number.")]
_NOT_FOUND = document_problems(HTTPStatus.NOT_FOUND)
_NOT_WRITTEN = document_problems(HTTPStatus.NOT_FOUND, HTTPStatus.FORBIDDEN)


@router.get("/quarantine", response_model=RefusalPage)
async def list_quarantine(
    service: Service,
    before: Annotated[
        int | None, Query(ge=1, le=MAX_NUMBER, description="Begin below this number.")
    ] = None,
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
) -> object:
    """List what was refused, the latest first."""
    found = await service.run(partial(service.store.quarantine, limit + 1, before))
    more = len(found) > limit
    return {
        "quarantine": [shape_quarantined(entry) for entry in found[:limit]],
        "next": found[limit - 1].quarantine_id if more else None,
    }


@router.get("/quarantine/{number}", responses=_NOT_FOUND, response_model=Refusal)
async def read_quarantined(number: _Number, service: Service) -> object:
    """One refused thing: where it stood, and why it was refused."""
    return shape_quarantined(await _found(service, number))


@router.get(
    "/quarantine/{number}/raw",
    responses={
        200: {
            "description": "Its bytes",
            "content": {"application/octet-stream": {"schema": {"type": "string"}}},
        },
        **_NOT_FOUND,
    },
    response_class=Response,
)
async def read_raw(number: _Number, service: Service) -> Response:
    """The very bytes that were refused."""
    entry = await _found(service, number)
    headers = {"x-content-type-options": "nosniff"}
    return Response(entry.raw, media_type="application/octet-stream", headers=headers)


@router.post("/quarantine/{number}/retry", responses=_NOT_WRITTEN, response_model=Retried)
async def retry_quarantined(number: _Number, key: Writer, service: Service) -> object:
    """Take it in again, by today's rules: what succeeds leaves the quarantine.

    What was harvested is taken in again by the command alone, which may ask its source: 409.
    """
    entry = await _found(service, number)
    taken, results = await service.run(partial(_retry, service, entry, key.name))
    return {"taken": taken, "results": [shape_result(result) for result in results]}


@router.delete(
    "/quarantine/{number}", status_code=204, responses=_NOT_WRITTEN, response_class=Response
)
async def drop_quarantined(number: _Number, _: Writer, service: Service) -> None:
    """Forget it, for ever."""
    if not await service.run(partial(service.store.drop_quarantined, number)):
        raise _absent(number)


async def _found(service: AdminService, number: int) -> Quarantined:
    entry = await service.run(partial(service.store.quarantined, number))
    if entry is None:
        raise _absent(number)
    return entry


def _absent(number: int) -> ApiProblem:
    return ApiProblem(HTTPStatus.NOT_FOUND, f"The quarantine has no number {number}")


def _retry(service: AdminService, entry: Quarantined, key_name: str) -> tuple[bool, list[Result]]:
    found = None if entry.run_id is None else service.store.run(entry.run_id)
    if found is not None and found.source_id is not None:
        raise ApiProblem(
            HTTPStatus.CONFLICT,
            f"It was harvested: `oaipmh quarantine retry {entry.quarantine_id}` takes it in again,"
            " and asks its source for it where it must",
        )
    results: list[Result] = []
    with running(service.store, NewRun("retry", key_name)) as run:
        pipeline = Pipeline(
            service.store, service.formats, run, service.domain, on_result=results.append
        )
        return retry_kept(entry, pipeline, service.store), results
