"""ListRecords: OAI-PMH 2.0, section 4.5."""

from oaipmh.protocol.request import Request
from oaipmh.protocol.response import ListRecords
from oaipmh.provider.context import Context
from oaipmh.provider.selective import select_page


def list_records(request: Request, context: Context) -> ListRecords:
    """A page of records; see `select_page` for what it raises."""
    records, position = select_page(request, context, headers_only=False)
    return ListRecords(records, position)
