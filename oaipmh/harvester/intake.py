"""From what a source answered to incoming items that say where they are from."""

import io
from dataclasses import replace

from oaipmh.harvester.errors import HarvestError, SourceUnavailable
from oaipmh.harvester.page import Page
from oaipmh.harvester.source import Source
from oaipmh.metadata.about import Origin, with_provenance
from oaipmh.protocol.parts import Part, ReadRecord
from oaipmh.protocol.recovery import Broken, Recovered, recover
from oaipmh.readers import oai
from oaipmh.readers.incoming import Incoming, IncomingItem, IncomingSet, Unreadable


def items_of(page: Page, source: Source) -> list[Incoming]:
    """What a page brings. A record that is broken in it is asked for by itself.

    Unless the source has not answered for one: to wait for each of many takes too long.
    """
    items: list[Incoming | None] = []
    answers = True
    for piece in page.pieces:
        if isinstance(piece, Recovered):
            items.append(_incoming(piece, source))
            continue
        again: Incoming | None = None
        if answers and piece.identifier:
            again, answers = _asked_again(piece.identifier, source)
        items.append(again or _unreadable(piece, page))
    return [item for item in items if item is not None]


def items_in(raw: bytes, source: Source) -> list[Incoming]:
    """What was refused of a page, read again as the page would be now."""
    page = Page(source.target.base_url, tuple(recover(io.BytesIO(raw))))
    return items_of(page, source)


def fetch_record(source: Source, identifier: str, *, tries: int) -> Incoming:
    """One record, by GetRecord.

    Raises:
        HarvestError: it could not be had.
    """
    page = source.get_record(identifier, tries=tries)
    for piece in page.pieces:
        item = _unreadable(piece, page) if isinstance(piece, Broken) else _incoming(piece, source)
        if item is not None:
            return item
    return Unreadable(page.url, b"", f"no record came for {identifier}", identifier)


def _asked_again(identifier: str, source: Source) -> tuple[Incoming | None, bool]:
    """The record, if it comes whole this time, and whether the source has answered at all.

    Where it does not, its broken bytes say more than the error.
    """
    try:
        item = fetch_record(source, identifier, tries=1)
    except SourceUnavailable:
        return None, False
    except HarvestError:
        return None, True
    return (None if isinstance(item, Unreadable) else item), True


def _unreadable(broken: Broken, page: Page) -> Unreadable:
    position = f"line {broken.line} of {page.url}"
    return Unreadable(position, broken.raw, broken.reason, broken.identifier)


def _incoming(recovered: Recovered, source: Source) -> Incoming | None:
    incoming = oai.incoming(recovered.part)
    prefix = source.target.set_prefix
    if isinstance(incoming, IncomingSet):
        return replace(incoming, set_spec=_below(prefix, incoming.set_spec))
    if not isinstance(incoming, IncomingItem):
        return incoming
    return replace(
        incoming,
        set_specs=_placed(prefix, incoming.set_specs),
        abouts=_abouts(incoming, recovered.part, source),
        repairs=(*incoming.repairs, *recovered.repairs),
        native=None if recovered.repairs else incoming.native,
    )


def _placed(prefix: str | None, set_specs: tuple[str, ...]) -> tuple[str, ...]:
    if prefix is None:
        return set_specs
    return (prefix, *(_below(prefix, set_spec) for set_spec in set_specs))


def _below(prefix: str | None, set_spec: str) -> str:
    return set_spec if prefix is None else f"{prefix}:{set_spec}"


def _abouts(item: IncomingItem, part: Part, source: Source) -> tuple[bytes, ...]:
    if item.deleted or not isinstance(part, ReadRecord) or part.metadata is None:
        return item.abouts
    tag = str(part.metadata.tag)
    origin = Origin(
        harvest_date=int(source.timing.now()),
        base_url=source.target.base_url,
        identifier=item.identifier,
        datestamp=item.datestamp or "",
        metadata_namespace=tag[1 : tag.rfind("}")] if tag.startswith("{") else "",
    )
    return with_provenance(item.abouts, origin)
