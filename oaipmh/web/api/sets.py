"""`/api/sets`: sets listed, named and described. None is ever deleted: tombstones are in them."""

from collections.abc import Sequence
from functools import partial
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from oaipmh.ingest.shapes import shape_rule
from oaipmh.ingest.views import VirtualSet
from oaipmh.metadata.text import clean_text
from oaipmh.protocol.response import SetDescription
from oaipmh.protocol.syntax import is_set_spec
from oaipmh.provider.ports import LATEST
from oaipmh.readers.incoming import IncomingSet
from oaipmh.web.api.access import Writer
from oaipmh.web.api.bodies import parse_named, read_json
from oaipmh.web.api.documents import SET_BODY
from oaipmh.web.api.models import SetPage, SetShape
from oaipmh.web.api.paths import anything
from oaipmh.web.api.ports import AdminStore
from oaipmh.web.api.problems import ApiProblem, Unprocessable, document_problems
from oaipmh.web.api.service import Service

router = APIRouter(tags=["sets"])
_PATH = f"/sets/{anything('spec')}"
SetSpec = Annotated[str, Path(description="A setSpec.", examples=["physics:optics"])]


@router.get("/sets", response_model=SetPage)
async def list_sets(
    service: Service,
    after: Annotated[str, Query(description="Begin with the first set beyond this one.")] = "",
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
) -> object:
    """List the sets in the order of their setSpecs."""
    if after and not is_set_spec(after):
        raise Unprocessable(f"{after!r} is no setSpec", "query.after")
    found = await service.run(partial(_page, service.store, after, limit + 1))
    more = len(found) > limit
    rules = await service.run(service.store.virtual_sets)
    return {
        "sets": [_shape(one, rules) for one in found[:limit]],
        "next": found[limit - 1].set_spec if more else None,
    }


@router.get(
    _PATH,
    responses=document_problems(HTTPStatus.NOT_FOUND),
    response_model=SetShape,
)
async def read_set(spec: SetSpec, service: Service) -> object:
    """One set."""
    require_set_spec(spec)
    return await service.run(partial(find_shape, service.store, spec))


@router.put(
    _PATH,
    responses={
        201: {"description": "Created", "model": SetShape},
        **document_problems(
            HTTPStatus.FORBIDDEN,
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        ),
    },
    openapi_extra=SET_BODY,
    response_model=SetShape,
)
async def write_set(
    request: Request, response: Response, spec: SetSpec, _: Writer, service: Service
) -> object:
    """Name and describe a set, made with all sets above it where it is new."""
    require_set_spec(spec)
    body = await read_json(request)
    if await service.run(partial(_write, service.store, spec, body)):
        response.status_code = HTTPStatus.CREATED
    return await service.run(partial(find_shape, service.store, spec))


def find_shape(store: AdminStore, spec: str) -> dict[str, object]:
    """A set with its rule.

    Raises:
        ApiProblem: there is none: 404.
    """
    found = store.find_set(spec)
    if found is None:
        raise ApiProblem(HTTPStatus.NOT_FOUND, f"There is no set {spec}")
    return _shape(found, store.virtual_sets())


def require_set_spec(spec: str) -> None:
    """Make sure that a path names a set.

    Raises:
        Unprocessable: it cannot.
    """
    if not is_set_spec(spec):
        legal = "parts of A-Z a-z 0-9 - _ . ! ~ * ' ( ), joined by colons"
        raise Unprocessable(f"{spec!r} is no setSpec: {legal}", "spec")


def _page(store: AdminStore, after: str, limit: int) -> list[SetDescription]:
    with store.snapshot(LATEST) as snapshot:
        return list(snapshot.sets(after, limit))


def _write(store: AdminStore, spec: str, body: bytes) -> bool:
    incoming = parse_named(body, "setSpec", spec, "PUT")
    assert isinstance(incoming, IncomingSet)  # noqa: S101 - it has a setSpec
    known = store.find_set(spec)
    name = clean_text(incoming.set_name)[0].strip()
    if not name and (known is None or incoming.set_name):
        raise Unprocessable("setName: a set needs a name", "setName")
    words = clean_text(incoming.description or "")[0].strip() or None
    store.write_sets([SetDescription(spec, name, words)])
    return known is None


def _shape(one: SetDescription, virtual_sets: Sequence[VirtualSet]) -> dict[str, object]:
    found = next((other for other in virtual_sets if other.set_spec == one.set_spec), None)
    ruled = (None, False) if found is None else (found.rule, found.applied_to is not None)
    return {
        "setSpec": one.set_spec,
        "setName": one.set_name,
        "setDescription": one.description,
        **shape_rule(ruled[0], applying=ruled[1]),
    }
