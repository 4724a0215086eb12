"""`/api/sources`: the repositories that `oaipmh worker` harvests; the API asks none of them."""

import hashlib
from functools import partial
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request, Response
from pydantic import ValidationError

from oaipmh.harvester.target import BadTarget
from oaipmh.ingest.ports import NewSource
from oaipmh.ingest.shapes import shape_source
from oaipmh.ingest.sources import BadSource, check_source, is_source_name
from oaipmh.ingest.views import SourceView
from oaipmh.web.api.access import Writer
from oaipmh.web.api.bodies import RequestConditions, decode_json, read_json
from oaipmh.web.api.conditions import Conditions, Verdict, write_tag
from oaipmh.web.api.documents import SOURCE_BODY, TAGGED
from oaipmh.web.api.models import FieldFault, SourceBody, SourceList, SourceShape
from oaipmh.web.api.paths import anything
from oaipmh.web.api.problems import ApiProblem, Unprocessable, document_problems
from oaipmh.web.api.service import AdminService, Service

router = APIRouter(tags=["sources"])
_PATH = f"/sources/{anything('name')}"
_TAG_BYTES = 16
_FIELDS = {"metadata_prefix": "metadataPrefix", "set_spec": "set"}
_KNOWN = ", ".join(SourceBody.model_json_schema()["properties"])
_IN_WORDS = {
    "missing": "it is missing",
    "extra_forbidden": f"there is no such field; known: {_KNOWN}",
}
_CONDITIONAL = document_problems(HTTPStatus.BAD_REQUEST, HTTPStatus.PRECONDITION_FAILED)


def _name(
    name: Annotated[str, Path(description="Its name, percent-encoded.", examples=["eprints"])],
) -> str:
    if not is_source_name(name):
        raise Unprocessable(f"no source can have the name {name[:100]!r}", "name")
    return name


_Name = Annotated[str, Depends(_name)]


@router.get("/sources", response_model=SourceList)
async def list_sources(service: Service) -> object:
    """List the sources by name: what they are asked for, how far they are harvested, when next."""
    found = await service.run(service.store.sources)
    return {"sources": [shape_source(source) for source in found]}


@router.get(
    _PATH,
    responses={
        200: TAGGED,
        304: {"description": "It is as If-None-Match has it", **TAGGED},
        **document_problems(HTTPStatus.NOT_FOUND),
        **_CONDITIONAL,
    },
    response_model=SourceShape,
)
async def read_source(
    response: Response, name: _Name, conditions: RequestConditions, service: Service
) -> object:
    """One source. The ETag changes with what can be written, not with how far it is harvested."""
    source = await service.run(partial(service.store.source, name))
    verdict = conditions.judge(_tag(source), reads=True)
    if verdict is Verdict.FAILED:
        raise _failed(name)
    if source is None:
        raise _absent(name)
    response.headers["etag"] = write_tag(_digest(source))
    if verdict is Verdict.NOT_MODIFIED:
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=dict(response.headers))
    return shape_source(source)


@router.put(
    _PATH,
    responses={
        200: {"description": "Changed, or as it was", **TAGGED},
        201: {"description": "Created", "model": SourceShape, **TAGGED},
        **document_problems(
            HTTPStatus.FORBIDDEN,
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        ),
        **_CONDITIONAL,
    },
    openapi_extra=SOURCE_BODY,
    response_model=SourceShape,
)
async def write_source(
    request: Request,
    response: Response,
    name: _Name,
    conditions: RequestConditions,
    _: Writer,
    service: Service,
) -> object:
    """Remember a repository, or change what it is asked for. It is not asked anything now.

    With a schedule that is new, it is due at once. Of another URL, format, set or set prefix, all
    is harvested from the beginning, at once if there is a schedule; a harvest of the old one that
    is under way is stopped, and its items stay.
    """
    wanted = _parse(name, await read_json(request))
    judge = partial(_judge, name, conditions)
    created, source = await service.run(partial(service.store.put_source, wanted, judge))
    response.headers["etag"] = write_tag(_digest(source))
    if created:
        response.status_code = HTTPStatus.CREATED
    return shape_source(source)


@router.delete(
    _PATH,
    status_code=204,
    responses=document_problems(HTTPStatus.NOT_FOUND, HTTPStatus.FORBIDDEN) | _CONDITIONAL,
    response_class=Response,
)
async def forget_source(
    name: _Name, conditions: RequestConditions, _: Writer, service: Service
) -> None:
    """Forget a source. Its items stay, as if they had been imported."""
    await service.run(partial(_forget, service, name, conditions))


@router.post(
    f"{_PATH}/run",
    status_code=202,
    responses=document_problems(HTTPStatus.NOT_FOUND, HTTPStatus.FORBIDDEN),
    response_model=SourceShape,
)
async def run_source(name: _Name, _: Writer, service: Service) -> object:
    """Make a source due now: `oaipmh worker`, which must be running, harvests it next.

    How it went is told by `/api/runs`. One that is `harvested_by` a worker just now is not
    harvested twice: ask again when it is done.
    """
    source = await service.run(partial(service.store.make_due, name))
    if source is None:
        raise _absent(name)
    return shape_source(source)


def _parse(name: str, body: bytes) -> NewSource:
    content = decode_json(body, "name", name)
    try:
        given = SourceBody.model_validate(content)
    except ValidationError as error:
        faults = [
            FieldFault(
                field=".".join(map(str, fault["loc"])),
                detail=_IN_WORDS.get(fault["type"], fault["msg"]),
            )
            for fault in error.errors(include_input=False, include_url=False)
        ]
        detail = "; ".join(f"{fault.field or 'the body'}: {fault.detail}" for fault in faults)
        raise ApiProblem(HTTPStatus.UNPROCESSABLE_ENTITY, detail, errors=faults) from None
    wanted = NewSource(
        given.name,
        given.base_url,
        given.prefix,
        given.set_spec,
        given.set_prefix,
        given.post,
        given.every_seconds,
    )
    try:
        check_source(wanted)
    except (BadSource, BadTarget) as error:
        raise Unprocessable(str(error), _FIELDS.get(error.field, error.field)) from None
    return wanted


def _forget(service: AdminService, name: str, conditions: Conditions) -> None:
    source = service.store.source(name)
    _judge(name, conditions, source)
    if source is None:
        raise _absent(name)
    service.store.remove_source(source.source_id, partial(_judge, name, conditions))


def _judge(name: str, conditions: Conditions, source: SourceView | None) -> None:
    if conditions.judge(_tag(source), reads=False) is not Verdict.DO:
        raise _failed(name)


def _tag(source: SourceView | None) -> str | None:
    return None if source is None else _digest(source).hex()


def _digest(source: SourceView) -> bytes:
    """Changes with what a manager can write."""
    written = (
        source.base_url,
        source.metadata_prefix,
        source.set_spec,
        source.set_prefix,
        source.post,
        source.every_seconds,
    )
    return hashlib.blake2b(repr(written).encode(), digest_size=_TAG_BYTES).digest()


def _failed(name: str) -> ApiProblem:
    detail = f"{name} is not as If-Match or If-None-Match wants it: read it again"
    return ApiProblem(HTTPStatus.PRECONDITION_FAILED, detail)


def _absent(name: str) -> ApiProblem:
    return ApiProblem(HTTPStatus.NOT_FOUND, f"There is no source {name!r}")
