"""A response as a harvester takes it: what is in it, sound or broken, and what comes next."""

import io
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from oaipmh.harvester.client import Fetched
from oaipmh.harvester.errors import BrokenResponse
from oaipmh.harvester.windows import instant
from oaipmh.protocol.page import read_page
from oaipmh.protocol.parts import (
    Part,
    ReadError,
    ReadHeader,
    ReadRecord,
    ReadResponseDate,
    ReadSet,
    ReadToken,
)
from oaipmh.protocol.reader import MalformedResponse
from oaipmh.protocol.recovery import Broken, Piece, Recovered, recover

_END = re.compile(rb"</(?:[\w.-]+:)?(?:OAI-PMH|List\w+|GetRecord)\s*>")
_END_WITHIN_BYTES = 2000


@dataclass(frozen=True, slots=True)
class Page:
    """A response. `answered` is its responseDate in seconds, if it is a date.

    `whole` is false where it was cut off: what came after, nobody knows.
    """

    url: str
    pieces: tuple[Piece, ...] = ()
    errors: tuple[ReadError, ...] = ()
    answered: int | None = None
    token: ReadToken | None = None
    whole: bool = True

    @property
    def is_sound(self) -> bool:
        """Whether nothing of it is broken."""
        return self.whole and not any(isinstance(piece, Broken) for piece in self.pieces)

    @property
    def next_token(self) -> str | None:
        """The resumptionToken, or None at the end of the list."""
        return (self.token.value or None) if self.token else None

    @property
    def complete_list_size(self) -> int | None:
        """How many records the list is said to have."""
        text = self.token.attributes.get("completeListSize", "").strip() if self.token else ""
        return int(text[:12]) if text.isascii() and text.isdigit() else None


def open_page(fetched: Fetched, verb: str) -> Page:
    """Read a response to a verb; of a broken one, what can be read.

    Raises:
        BrokenResponse: nothing of it is OAI-PMH, or no answer to the verb.
    """
    try:
        page = _page(fetched.url, map(Recovered, read_page(fetched.body)))
    except MalformedResponse as error:
        page = _recovered(fetched)
        if page in (Page(fetched.url), Page(fetched.url, whole=False)):
            raise BrokenResponse(fetched.url, error.reason, fetched.body) from None
    if not page.pieces and not page.errors and not _names(verb, fetched.body):
        raise BrokenResponse(fetched.url, f"no {verb} in the response", fetched.body)
    return page


def _recovered(fetched: Fetched) -> Page:
    page = _page(fetched.url, recover(io.BytesIO(fetched.body)))
    ended = _END.search(fetched.body[-_END_WITHIN_BYTES:]) is not None
    if ended or page.token is not None:
        return page
    pieces = page.pieces
    if pieces and isinstance(pieces[-1], Broken):  # cut off in the middle, and no fault of its own
        pieces = pieces[:-1]
    return replace(page, pieces=pieces, whole=False)


def _page(url: str, read: Iterable[Piece]) -> Page:
    pieces: list[Piece] = []
    errors: list[ReadError] = []
    answered: int | None = None
    token: ReadToken | None = None
    for piece in read:
        part: Part | None = piece.part if isinstance(piece, Recovered) else None
        if isinstance(part, ReadResponseDate):
            answered = instant(part.value)
        elif isinstance(part, ReadToken):
            token = part
        elif isinstance(part, ReadError):
            errors.append(part)
        else:
            pieces.append(piece)
    return Page(url, tuple(pieces), tuple(errors), answered, token)


def _names(verb: str, body: bytes) -> bool:
    return re.search(rb"<(?:[\w.-]+:)?" + verb.encode() + rb"[\s/>]", body) is not None


def name_of(piece: Piece) -> tuple[str, str]:
    """What tells a record of a list from the others, and its datestamp."""
    if isinstance(piece, Broken):
        return piece.identifier or f"line {piece.line}", ""
    part = piece.part
    header = part.header if isinstance(part, ReadRecord) else part
    if isinstance(header, ReadHeader):
        return header.identifier, header.datestamp
    return (part.set_spec, "") if isinstance(part, ReadSet) else ("", "")
