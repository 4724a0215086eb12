"""ListIdentifiers: OAI-PMH 2.0, section 4.3."""

from oaipmh.protocol.request import Request
from oaipmh.protocol.response import ListIdentifiers
from oaipmh.provider.context import Context
from oaipmh.provider.selective import select_page


def list_identifiers(request: Request, context: Context) -> ListIdentifiers:
    """A page of headers; see `select_page` for what it raises."""
    records, position = select_page(request, context, headers_only=True)
    return ListIdentifiers(records, position)
