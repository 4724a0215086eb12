"""`/api/records/{identifier}`: one item, written, read or deleted, perhaps on a condition."""

from functools import partial
from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, Request, Response

from oaipmh.ingest.clean import Refused
from oaipmh.ingest.ports import Changed, Outcome
from oaipmh.ingest.shapes import shape_item
from oaipmh.ingest.single import Written, write_one
from oaipmh.ingest.views import ItemView, KeyView
from oaipmh.protocol.datestamp import format_utc
from oaipmh.readers.incoming import IncomingItem
from oaipmh.web.api.access import Writer
from oaipmh.web.api.bodies import Identifier, RequestConditions, parse_named, read_json
from oaipmh.web.api.conditions import Conditions, Verdict, write_tag
from oaipmh.web.api.documents import ITEM_BODY, TAGGED
from oaipmh.web.api.models import Item, WrittenItem
from oaipmh.web.api.paths import anything
from oaipmh.web.api.problems import ApiProblem, Unprocessable, document_problems
from oaipmh.web.api.service import AdminService, Service

router = APIRouter(tags=["records"])
_PATH = f"/records/{anything('identifier')}"
_READ: dict[str, Any] = {
    "responses": {
        200: TAGGED,
        304: {"description": "It is as If-None-Match has it", **TAGGED},
        **document_problems(
            HTTPStatus.BAD_REQUEST,
            HTTPStatus.NOT_FOUND,
            HTTPStatus.GONE,
            HTTPStatus.PRECONDITION_FAILED,
        ),
    },
    "response_model": Item,
    "response_model_exclude_unset": True,
}
_WRITE_PROBLEMS = document_problems(
    HTTPStatus.BAD_REQUEST, HTTPStatus.FORBIDDEN, HTTPStatus.PRECONDITION_FAILED
)


@router.head(_PATH, **_READ)
@router.get(_PATH, **_READ)
async def read_record(
    response: Response, identifier: Identifier, conditions: RequestConditions, service: Service
) -> object:
    """An item as it stands, as `oaipmh show --json` prints it. A deleted one is 410."""
    item = await service.run(partial(service.store.item, identifier))
    tag = item.digest.hex() if item is not None and item.digest else None
    verdict = conditions.judge(tag, reads=True)
    if verdict is Verdict.FAILED:
        raise _failed(identifier)
    if item is None:
        raise ApiProblem(HTTPStatus.NOT_FOUND, f"There is no item {identifier}")
    if not item.digest:
        raise ApiProblem(HTTPStatus.GONE, _gone(item))
    response.headers["etag"] = write_tag(item.digest)
    if verdict is Verdict.NOT_MODIFIED:
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=dict(response.headers))
    return shape_item(item)


@router.put(
    _PATH,
    responses={
        200: {"description": "Updated, unchanged, or deleted", **TAGGED},
        201: {"description": "Created", "model": WrittenItem, **TAGGED},
        **_WRITE_PROBLEMS,
        **document_problems(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, HTTPStatus.UNSUPPORTED_MEDIA_TYPE),
    },
    openapi_extra=ITEM_BODY,
    response_model=WrittenItem,
)
async def write_record(  # noqa: PLR0913, PLR0917 - what an endpoint wants are its arguments
    request: Request,
    response: Response,
    identifier: Identifier,
    conditions: RequestConditions,
    key: Writer,
    service: Service,
) -> object:
    """Write a whole item. The same content again changes nothing, not even a datestamp.

    What cannot be taken is answered 422; it does not go to the quarantine, since you are here to
    mend it. A deleted item counts as none: `If-None-Match: *` brings it back.
    """
    body = await read_json(request)
    write = partial(_parse_and_write, service, key, identifier, body, conditions)
    written = await service.run(write)
    if written.digest is not None:
        response.headers["etag"] = write_tag(written.digest)
    if written.outcome is Outcome.CREATED:
        response.status_code = HTTPStatus.CREATED
    return _shape(identifier, written)


@router.delete(_PATH, responses=_WRITE_PROBLEMS, response_model=WrittenItem)
async def delete_record(
    identifier: Identifier, conditions: RequestConditions, key: Writer, service: Service
) -> object:
    """Delete an item, for ever: harvesters are told. An unknown one becomes a tombstone, too."""
    item = IncomingItem("DELETE", b"", identifier, deleted=True)
    written = await service.run(partial(_write, service, key, item, conditions))
    return _shape(identifier, written)


def _parse_and_write(
    service: AdminService, key: KeyView, identifier: str, body: bytes, conditions: Conditions
) -> Written:
    item = parse_named(body, "identifier", identifier, "PUT")
    if not isinstance(item, IncomingItem):
        raise Unprocessable("setSpec: a set is written to /api/sets/{setSpec}", "setSpec")
    return _write(service, key, item, conditions)


def _write(
    service: AdminService, key: KeyView, item: IncomingItem, conditions: Conditions
) -> Written:
    """Write an item if the conditions hold, at the very moment that it is stored."""
    run = service.day_run(key.name)
    while True:
        expected: dict[str, bytes | None] = {}
        if conditions.present:
            digest = service.store.digest(item.identifier)
            if conditions.judge(digest.hex() if digest else None, reads=False) is not Verdict.DO:
                raise _failed(item.identifier)
            expected = {item.identifier: digest}
        try:
            return write_one(service.store, run, item, service.formats, expected)
        except Changed:  # since we judged it: judge it again
            continue
        except Refused as error:
            field = "identifier" if error.identifier is None else "metadata"
            raise Unprocessable(str(error), field) from None


def _failed(identifier: str) -> ApiProblem:
    detail = f"{identifier} is not as If-Match or If-None-Match wants it: read it again"
    return ApiProblem(HTTPStatus.PRECONDITION_FAILED, detail)


def _gone(item: ItemView) -> str:
    since = format_utc(max(record.datestamp for record in item.records))
    return f"{item.identifier} is deleted, since {since}; harvesters are told so"


def _shape(identifier: str, written: Written) -> dict[str, object]:
    return {
        "identifier": identifier,
        "outcome": written.outcome.value,
        "repairs": written.repairs,
    }
