"""What clients send: content types, limits, and identifiers in paths, each refused in words."""

from collections.abc import Iterable
from http import HTTPStatus
from itertools import islice
from typing import Annotated, Any
from urllib.parse import unquote_to_bytes

from fastapi import Depends, Header, Path, Request

from oaipmh.protocol.syntax import is_identifier
from oaipmh.readers.incoming import IncomingItem, IncomingSet
from oaipmh.readers.jsonl import MAX_LINE_BYTES, ShapeError, decode_line, find_faults, parse_line
from oaipmh.web.api.conditions import Conditions, parse_conditions
from oaipmh.web.api.models import FieldFault
from oaipmh.web.api.problems import ApiProblem, Unprocessable
from oaipmh.web.pairs import BAD_PERCENT

MAX_ITEM_BYTES = MAX_LINE_BYTES
"""An item that is written singly may be as long as a line of a stream."""

MAX_FAULTS = 100
"""So many are told of one body at the most."""

JSON = "application/json"


def require_content_type(request: Request, *accepted: str) -> None:
    """Make sure of what the body is.

    Raises:
        ApiProblem: it is something else, or does not say what it is: 415.
    """
    sent = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if sent not in accepted:
        raise ApiProblem(
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
            f"The Content-Type is {sent or 'missing'!r}; send {' or '.join(accepted)}",
            headers={"accept": ", ".join(accepted)},
        )


def content_coding(request: Request, *accepted: str) -> str:
    """How the body is coded: `identity`, or one that is accepted.

    Raises:
        ApiProblem: it is another: 415.
    """
    sent = request.headers.get("content-encoding", "identity").strip().lower()
    sent = "gzip" if sent == "x-gzip" else sent
    if sent != "identity" and sent not in accepted:
        known = ", ".join(("identity", *accepted))
        raise ApiProblem(
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
            f"The Content-Encoding is {sent!r}; known here: {known}",
            headers={"accept-encoding": known},
        )
    return sent


async def read_json(request: Request) -> bytes:
    """A JSON body, whole; not decoded yet.

    Raises:
        ApiProblem: it is of another content type, or too long: 415, 413.
    """
    require_content_type(request, JSON)
    content_coding(request)
    # So that a client that waits for 100 Continue need not send it.
    length = request.headers.get("content-length", "")
    if length.isdigit() and int(length) > MAX_ITEM_BYTES:
        raise _too_long()
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_ITEM_BYTES:
            raise _too_long()
    return bytes(body)


def _too_long() -> ApiProblem:
    detail = f"The body is longer than {MAX_ITEM_BYTES} bytes"
    return ApiProblem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, detail)


async def _identifier(
    request: Request,
    identifier: Annotated[  # noqa: ARG001 - documented; what the server decoded has lost something
        str,
        Path(
            description="The item's identifier, percent-encoded where a path wants it: ? as %3F,"
            " % as %25. Slashes may stand as they are.",
            examples=["oai:library.example.edu:1"],
        ),
    ],
) -> str:
    prefix = request.scope["root_path"] + "/records/"
    slashes = prefix.count("/")
    parts = request.scope["raw_path"].split(b"/", slashes)
    encoded = parts[slashes] if len(parts) > slashes else b""
    try:
        decoded = unquote_to_bytes(encoded).decode("utf-8")
    except UnicodeDecodeError:
        decoded = ""
    if BAD_PERCENT.search(encoded) or not is_identifier(decoded):
        raise Unprocessable(
            f"the identifier {encoded.decode('ascii', 'replace')[:200]!r}, percent-decoded, is not"
            " a URI in UTF-8 of 2000 bytes at the most",
            "identifier",
        )
    return decoded


Identifier = Annotated[str, Depends(_identifier)]
"""The identifier in the path, decoded once and strictly."""


async def _conditions(
    request: Request,
    if_match: Annotated[str | None, Header(description="Entity tags, or *.")] = None,  # noqa: ARG001
    if_none_match: Annotated[str | None, Header(description="Entity tags, or *.")] = None,  # noqa: ARG001
) -> Conditions:
    # A header may stand several times, which is one list.
    given = [
        ", ".join(lines) if (lines := request.headers.getlist(name)) else None
        for name in ("if-match", "if-none-match")
    ]
    try:
        return parse_conditions(*given)
    except ValueError as error:
        raise ApiProblem(HTTPStatus.BAD_REQUEST, str(error)) from None


RequestConditions = Annotated[Conditions, Depends(_conditions)]
"""What If-Match and If-None-Match want."""


def parse_named(body: bytes, key: str, name: str, position: str) -> IncomingItem | IncomingSet:
    """The item or set of a JSON body, under the name that the path gives it.

    `key` is where the body has that name, too; it may leave it out.

    Raises:
        Unprocessable: it is no item or set, or has another name.
    """
    content = decode_json(body, key, name)
    try:
        return parse_line(content, body, position)
    except ShapeError:
        raise _faulty(islice(find_faults(content), MAX_FAULTS)) from None


def _faulty(found: Iterable[ShapeError]) -> ApiProblem:
    faults = [FieldFault(field=fault.field, detail=str(fault)) for fault in found]
    detail = "; ".join(fault.detail for fault in faults)
    errors = [fault for fault in faults if fault.field]
    return ApiProblem(HTTPStatus.UNPROCESSABLE_ENTITY, detail, errors=errors)


def decode_json(body: bytes, key: str = "", name: str = "") -> Any:  # noqa: ANN401 - whatever JSON holds
    """What a JSON body holds; an object has `name` under `key`, if that is given.

    Raises:
        Unprocessable: it is no JSON, or has another name than the path.
    """
    try:
        content = decode_line(body)
        return _named(content, key, name) if key else content
    except ShapeError as error:
        raise Unprocessable(str(error), error.field) from None


def _named(content: Any, key: str, name: str) -> Any:  # noqa: ANN401 - whatever JSON holds
    if isinstance(content, dict):
        content = {key: name} | content
        if content[key] != name:
            raise ShapeError(f"{key}: the body has another than the path, {name!r}", key)
    return content
