"""Who may: `Authorization: Bearer KEY` (RFC 6750), and which parameters there are to give."""

from functools import partial
from http import HTTPStatus
from typing import Annotated

from fastapi import Depends, Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from oaipmh.ingest.views import KeyScope, KeyView
from oaipmh.web.api.problems import ApiProblem, Unprocessable
from oaipmh.web.api.service import Service

_BEARER = HTTPBearer(
    scheme_name="key",
    description="A key that `oaipmh keys create NAME` printed.",
    auto_error=False,
)
_REALM = 'Bearer realm="oaipmh"'


async def _reader(
    request: Request,
    service: Service,
    sent: Annotated[HTTPAuthorizationCredentials | None, Security(_BEARER)],
) -> KeyView:
    if sent is None:
        raise ApiProblem(
            HTTPStatus.UNAUTHORIZED,
            "Send a key: Authorization: Bearer KEY; `oaipmh keys create NAME` makes one",
            headers={"www-authenticate": _REALM},
        )
    # Looked up anew for each request, so that a revoked key opens nothing from then on.
    key = await service.run(partial(service.store.find_key, sent.credentials))
    if key is None:
        raise ApiProblem(
            HTTPStatus.UNAUTHORIZED,
            "No such key, or it has been revoked",
            headers={"www-authenticate": f'{_REALM}, error="invalid_token"'},
        )
    request.state.key = key.name
    return key


Reader = Annotated[KeyView, Depends(_reader)]
"""The key of who reads."""


async def _writer(key: Reader) -> KeyView:
    if key.scope is not KeyScope.WRITE:
        raise ApiProblem(
            HTTPStatus.FORBIDDEN,
            f"The key {key.name} may only read",
            headers={"www-authenticate": f'{_REALM}, error="insufficient_scope"'},
        )
    return key


Writer = Annotated[KeyView, Depends(_writer)]
"""The key of who writes."""


async def require_key(_: Reader) -> None:
    """Let only keys in.

    Raises:
        ApiProblem: none was sent, or it opens nothing.
    """


async def refuse_unknown_parameters(request: Request) -> None:
    """Refuse a query that asks for what there is not: a misspelt one would be a silent loss.

    Raises:
        Unprocessable: the query has such a parameter, or one twice.
    """
    known = {one.alias for one in request.scope["route"].dependant.query_params}
    given = [name for name, _ in request.query_params.multi_items()]
    for name in given:
        if name not in known:
            listed = ", ".join(sorted(known)) or "none"
            raise Unprocessable(
                f"there is no parameter {name!r} here; known: {listed}. In an identifier, write ?"
                " as %3F",
                f"query.{name}",
            )
        if given.count(name) > 1:
            raise Unprocessable(f"the parameter {name} stands twice", f"query.{name}")
