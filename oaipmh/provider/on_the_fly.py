"""Records that are not stored but made when they are asked for: docs/adr/0014-on-the-fly.md."""

from collections.abc import Sequence

import structlog

from oaipmh.crosswalks import Crosswalk
from oaipmh.crosswalks.formats import make_payload
from oaipmh.protocol.datestamp import format_utc_day
from oaipmh.protocol.response import StoredRecord
from oaipmh.protocol.writer import deleted_header, is_without_payload
from oaipmh.provider.context import Context
from oaipmh.provider.ports import PAGE_BYTES, ListPage, Selection, StoredItem

_log = structlog.get_logger("oaipmh.record")


def read_page(
    context: Context,
    selection: Selection,
    after: tuple[int, int],
    limit: int,
    *,
    headers_only: bool,
) -> ListPage:
    """A page of the store, with the records made that must be; fewer where they are large."""
    page = context.snapshot.page(selection, after, limit, headers_only=headers_only)
    if headers_only:
        return page
    records = complete(page.records, selection.metadata_prefix, context)
    return ListPage(records, more=page.more or len(records) < len(page.records))


def complete(
    records: Sequence[StoredRecord], metadata_prefix: str, context: Context
) -> Sequence[StoredRecord]:
    """The records, with those made that must be; not all where they are more than a page holds.

    One that can no longer be made, since its crosswalk has changed, is served as deleted.
    """
    wanted = [record.key for record in records if is_without_payload(record)]
    if not wanted:
        return records
    crosswalk = context.repository.crosswalks.crosswalk(metadata_prefix)
    items = iter(context.snapshot.items(wanted))
    completed: list[StoredRecord] = []
    size = 0
    for record in records:
        if size >= PAGE_BYTES:
            break
        made = record
        if is_without_payload(record):
            made = _make(record, next(items), crosswalk, context)
        completed.append(made)
        size += len(made.header) + len(made.payload)
    return completed


def _make(
    record: StoredRecord, item: StoredItem, crosswalk: Crosswalk | None, context: Context
) -> StoredRecord:
    payload = None
    if crosswalk is not None:
        day = format_utc_day(context.now)
        formats = context.repository.crosswalks
        resource = formats.resource(item.identifier, item.description, day)
        payload = make_payload(crosswalk, resource, item.abouts)
    if payload is not None:
        return record._replace(payload=payload)
    _log.warning("unmade", identifier=item.identifier, mend="run `oaipmh render`")
    return record._replace(header=deleted_header(record.header))
