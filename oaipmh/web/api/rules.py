"""`/api/sets/{spec}/rule`: the rules of virtual sets, and what a rule would take in.

A rule holds for what is written from then on. To the items there are it is applied by `oaipmh
worker`, between harvests, or by `oaipmh sets apply`.
"""

from functools import partial
from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, Request, Response

from oaipmh.ingest.shapes import shape_preview
from oaipmh.metadata.condition import RuleError
from oaipmh.metadata.rule import Rule
from oaipmh.web.api.access import Writer
from oaipmh.web.api.bodies import decode_json, read_json
from oaipmh.web.api.documents import RULE_BODY
from oaipmh.web.api.models import RulePreview, SetShape
from oaipmh.web.api.paths import anything
from oaipmh.web.api.ports import AdminStore
from oaipmh.web.api.problems import ApiProblem, Unprocessable, document_problems
from oaipmh.web.api.service import Service
from oaipmh.web.api.sets import SetSpec, find_shape, require_set_spec

router = APIRouter(tags=["sets"])
_PATH = f"/sets/{anything('spec')}/rule"
_BODY_PROBLEMS = document_problems(
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE, HTTPStatus.UNSUPPORTED_MEDIA_TYPE
)


@router.get(
    _PATH,
    responses={
        200: {"description": "The rule", "content": RULE_BODY["requestBody"]["content"]},
        **document_problems(HTTPStatus.NOT_FOUND),
    },
)
async def read_rule(spec: SetSpec, service: Service) -> dict[str, Any]:
    """A set's rule, as it is written with PUT."""
    require_set_spec(spec)
    return (await service.run(partial(_rule, service.store, spec))).to_json()


@router.put(
    _PATH,
    responses={
        202: {"description": "It is being applied", "model": SetShape},
        **document_problems(HTTPStatus.FORBIDDEN),
        **_BODY_PROBLEMS,
    },
    openapi_extra=RULE_BODY,
    response_model=SetShape,
)
async def write_rule(
    request: Request, response: Response, spec: SetSpec, _: Writer, service: Service
) -> object:
    """Fill a set by a rule; the set is made where it is missing. Preview the rule first.

    What is written from now on is in it by this rule. The items there are follow while `applying`
    is true: `oaipmh worker`, which must be running, sees to that, or `oaipmh sets apply`.
    """
    require_set_spec(spec)
    rule = _parse(await read_json(request))
    return await _set_rule(response, spec, rule, service)


@router.delete(
    _PATH,
    status_code=202,
    responses=document_problems(HTTPStatus.NOT_FOUND, HTTPStatus.FORBIDDEN),
    response_model=SetShape,
)
async def delete_rule(response: Response, spec: SetSpec, _: Writer, service: Service) -> object:
    """Take a set's rule away. The items that are in it by that alone leave it; none is deleted."""
    require_set_spec(spec)
    await service.run(partial(_rule, service.store, spec))
    return await _set_rule(response, spec, None, service)


@router.post(
    "/rules/preview", responses=_BODY_PROBLEMS, openapi_extra=RULE_BODY, response_model=RulePreview
)
async def preview_rule(request: Request, service: Service) -> object:
    """Count the items that a rule holds for, and name some. Nothing is changed.

    It reads every item, which takes its time; previews wait for one another.
    """
    rule = _parse(await read_json(request))
    return shape_preview(await service.run_alone(partial(service.store.preview, rule)))


async def _set_rule(
    response: Response, spec: str, rule: Rule | None, service: Service
) -> dict[str, object]:
    await service.run(partial(service.store.set_rule, spec, rule))
    shape = await service.run(partial(find_shape, service.store, spec))
    response.status_code = HTTPStatus.ACCEPTED if shape["applying"] else HTTPStatus.OK
    return shape


def _parse(body: bytes) -> Rule:
    try:
        return Rule.from_json(decode_json(body))
    except RuleError as error:
        field = str(error).partition(": ")[0]
        raise Unprocessable(str(error), field if field.startswith(("all", "any")) else "") from None


def _rule(store: AdminStore, spec: str) -> Rule:
    for one in store.virtual_sets():
        if one.set_spec == spec and one.rule is not None:
            return one.rule
    raise ApiProblem(HTTPStatus.NOT_FOUND, f"The set {spec} has no rule")
