"""Selective harvesting: what ListRecords and ListIdentifiers share. OAI-PMH 2.0, 2.7 and 3.5.

A list is frozen at the repository clock of its first page: that watermark is the upper bound and
the responseDate of every page, so whatever changes meanwhile waits for the harvester's next
`from`. docs/adr/0003-repository-clock.md argues why nothing can be lost.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeAlias

from oaipmh.protocol.errors import BadResumptionToken, NoRecordsMatch, NoSetHierarchy
from oaipmh.protocol.request import Request
from oaipmh.protocol.response import ListPosition, StoredRecord
from oaipmh.protocol.resumption_token import ResumptionToken, expiration
from oaipmh.provider.context import Context
from oaipmh.provider.on_the_fly import read_page
from oaipmh.provider.ports import BEGINNING, ListPage, LoadUnderWay, Selection, StoreUnavailable

_BEFORE_ALL_KEYS = -1
_END = 2**62

_Page: TypeAlias = tuple[Sequence[StoredRecord], ListPosition | None]


def select_page(request: Request, context: Context, *, headers_only: bool) -> _Page:
    """The page a request asks for, of records or of headers alone, and its resumptionToken.

    Raises:
        BadResumptionToken: the token is for a format that is gone.
        CannotDisseminateFormat: the repository lacks the format.
        NoRecordsMatch: the list is empty.
        NoSetHierarchy: a set is asked for and the repository has none.
        StoreUnavailable: the list cannot be answered truthfully yet.
    """
    if context.snapshot.loading:
        raise LoadUnderWay
    if not context.snapshot.opened:
        raise StoreUnavailable("This copy of the store is behind the first list ever served")
    if context.token is None:
        return _first_page(request, context, headers_only=headers_only)
    return _next_page(context.token, context, headers_only=headers_only)


def _first_page(request: Request, context: Context, *, headers_only: bool) -> _Page:
    watermark = context.snapshot.watermark
    metadata_prefix = request.metadata_prefix or ""
    context.require_format(metadata_prefix)
    if request.set_spec is not None and not context.snapshot.has_sets():
        raise NoSetHierarchy("This repository has no sets")
    first = request.from_.first if request.from_ else BEGINNING
    until = request.until.last if request.until else None
    if until is not None and watermark <= until < context.now:
        # Something may yet be stamped in the span asked for, which its harvester thinks is over.
        raise StoreUnavailable("The repository clock has not yet passed the until argument")
    last = watermark if until is None else min(until, watermark)
    selection = Selection(metadata_prefix, request.set_spec, first, last)
    limit = context.repository.page_size
    before_all = (first, _BEFORE_ALL_KEYS)
    page = read_page(context, selection, before_all, limit, headers_only=headers_only)
    if not page.records:
        raise NoRecordsMatch("No record matches the from, until, set and metadataPrefix arguments")
    token = ResumptionToken(
        verb=request.verb,
        metadata_prefix=metadata_prefix,
        set_spec=request.set_spec,
        until=until,
        watermark=watermark,
        datestamp=first,
        key=_BEFORE_ALL_KEYS,
        cursor=0,
        complete_list_size=context.snapshot.count(selection) if page.more else None,
        expires=0,
    )
    return _page(page, token, context)


def _next_page(token: ResumptionToken, context: Context, *, headers_only: bool) -> _Page:
    metadata_prefix = token.metadata_prefix or ""
    if metadata_prefix not in context.repository.formats:
        raise BadResumptionToken(f"This repository no longer has the format {metadata_prefix}")
    if context.snapshot.watermark < token.watermark:
        raise StoreUnavailable("This copy of the store is behind the list that is being harvested")
    last = token.watermark if token.until is None else min(token.until, token.watermark)
    selection = Selection(metadata_prefix, token.set_spec, token.datestamp, last)
    after = (token.datestamp, int(token.key))
    limit = context.repository.page_size
    page = read_page(context, selection, after, limit, headers_only=headers_only)
    if not page.records:
        page = _changed_end(selection, token, context, headers_only=headers_only)
    return _page(page, token, context)


def _changed_end(
    selection: Selection, token: ResumptionToken, context: Context, *, headers_only: bool
) -> ListPage:
    """The last page of a list whose whole rest has been stamped anew since the page before.

    A list cannot end with an empty page. So what the harvester's own `until` allows is shown now,
    and its next harvest brings it again; or else the record that was sent last, once more.
    """
    until = _END if token.until is None else token.until
    key = int(token.key)
    for last, after, limit in (
        (until, key, context.repository.page_size),
        (selection.last, key - 1, 1),
    ):
        found = read_page(
            context,
            replace(selection, last=last),
            (token.datestamp, after),
            limit,
            headers_only=headers_only,
        )
        if found.records:
            return ListPage(found.records, more=False)
    raise NoRecordsMatch("The list is complete: what was left of it has changed since")


def _page(page: ListPage, token: ResumptionToken, context: Context) -> _Page:
    """The page, and a token that stands after it where the list goes on."""
    records = page.records
    sent = token.cursor + len(records)
    size = _honest_size(token.complete_list_size, sent, more=page.more)
    if not page.more:
        is_whole = token.cursor == 0
        position = None if is_whole else ListPosition("", token.cursor, size)
        return records, position
    next_token = token._replace(
        datestamp=records[-1].datestamp,
        key=records[-1].key,
        cursor=sent,
        complete_list_size=size,
        expires=expiration(context.now),
    )
    signed = context.repository.tokens.sign(next_token, context.now)
    position = ListPosition(signed, token.cursor, size, next_token.expires)
    return records, position


def _honest_size(size: int | None, sent: int, *, more: bool) -> int | None:
    """The completeListSize, unless more has been sent than it says.

    Records written within the second that froze the list join it after it was counted.
    """
    return size if size is not None and size >= sent + more else None
