"""ListMetadataFormats: OAI-PMH 2.0, section 4.4."""

from oaipmh.protocol.errors import IdDoesNotExist, NoMetadataFormats
from oaipmh.protocol.request import Request
from oaipmh.protocol.response import ListMetadataFormats
from oaipmh.provider.context import Context


def list_metadata_formats(request: Request, context: Context) -> ListMetadataFormats:
    """List the repository's formats, or those one item has.

    Raises:
        IdDoesNotExist: no item has the identifier.
        NoMetadataFormats: the item has none of the repository's formats.
    """
    formats = context.repository.formats
    if request.identifier is None:
        return ListMetadataFormats(list(formats.values()))
    prefixes = context.snapshot.metadata_prefixes(request.identifier)
    if prefixes is None:
        raise IdDoesNotExist("No item has this identifier")
    available = [known for prefix, known in formats.items() if prefix in prefixes]
    if not available:
        raise NoMetadataFormats("The item has none of this repository's formats")
    return ListMetadataFormats(available)
