"""A request's answer: the verb by its name, the errors as OAI-PMH 2.0, section 3.6, has them."""

from collections.abc import Callable, Sequence

from oaipmh.protocol import verbs
from oaipmh.protocol.errors import OAIError, OAIErrors
from oaipmh.protocol.request import Request
from oaipmh.protocol.response import Content, Response
from oaipmh.protocol.resumption_token import ResumptionToken
from oaipmh.provider.context import Context
from oaipmh.provider.get_record import get_record
from oaipmh.provider.identify import identify
from oaipmh.provider.list_identifiers import list_identifiers
from oaipmh.provider.list_metadata_formats import list_metadata_formats
from oaipmh.provider.list_records import list_records
from oaipmh.provider.list_sets import list_sets
from oaipmh.provider.ports import LATEST, ReadStore, Snapshot
from oaipmh.provider.repository import Repository

_VERBS: dict[str, Callable[[Request, Context], Content]] = {
    verbs.IDENTIFY.name: identify,
    verbs.LIST_METADATA_FORMATS.name: list_metadata_formats,
    verbs.LIST_SETS.name: list_sets,
    verbs.LIST_IDENTIFIERS.name: list_identifiers,
    verbs.LIST_RECORDS.name: list_records,
    verbs.GET_RECORD.name: get_record,
}


def answer(
    request: Request, repository: Repository, store: ReadStore, now: int, *, moved_to: int = 0
) -> Response:
    """Answer a legal request from one snapshot of the store.

    `moved_to` is where the repository clock has just been moved, for a request that has it moved.

    Raises:
        StoreUnavailable: the store cannot answer now, or not truthfully.
    """
    token, refused = None, None
    repository.tokens.refresh(now)
    try:
        token = _verified_token(request, repository, now)
    except OAIError as error:
        refused = error
    with store.snapshot(_wanted(request, token, moved_to)) as snapshot:
        context = Context(repository, snapshot, now, token)
        content = [refused] if refused else _content(request, context)
        response_date = _response_date(request, token, snapshot, now)
    return _response(repository, response_date, request.arguments, content)


def refuse(errors: OAIErrors, repository: Repository, now: int) -> Response:
    """Answer what was no legal request."""
    return _response(repository, now, (), errors.errors)


def _verified_token(request: Request, repository: Repository, now: int) -> ResumptionToken | None:
    if request.resumption_token is None:
        return None
    return repository.tokens.verify(request.resumption_token, verb=request.verb, now=now)


def _wanted(request: Request, token: ResumptionToken | None, moved_to: int) -> int:
    """How far the snapshot should have come.

    Whoever has read of an item in a list must find it, and as new, wherever it is asked for.
    """
    if request.identifier is not None:
        return LATEST
    if token is not None and token.verb != verbs.LIST_SETS.name:
        return token.watermark
    return moved_to


def _content(request: Request, context: Context) -> Content | Sequence[OAIError]:
    try:
        return _VERBS[request.verb](request, context)
    except OAIError as error:
        return [error]


def _response_date(
    request: Request, token: ResumptionToken | None, snapshot: Snapshot, now: int
) -> int:
    """The instant a harvester may give as its next `from`.

    For a list, and for Identify before it, that is the watermark up to which the answer is
    complete, on every page and even when the list is empty; never a later time.
    """
    if token is not None:
        return token.watermark
    if request.moves_clock:
        return snapshot.watermark
    return max(now, snapshot.watermark)


def _response(
    repository: Repository,
    response_date: int,
    arguments: Sequence[tuple[str, str]],
    content: Content | Sequence[OAIError],
) -> Response:
    errors = content if isinstance(content, Sequence) else ()
    echoes = all(error.echoes_arguments for error in errors)
    return Response(
        response_date=response_date,
        base_url=repository.base_url,
        granularity=repository.granularity,
        arguments=arguments if echoes else (),
        content=content,
    )
