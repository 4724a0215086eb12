"""GetRecord: OAI-PMH 2.0, section 4.1."""

from oaipmh.protocol.errors import CannotDisseminateFormat, IdDoesNotExist
from oaipmh.protocol.request import Request
from oaipmh.protocol.response import GetRecord
from oaipmh.provider.context import Context
from oaipmh.provider.on_the_fly import complete


def get_record(request: Request, context: Context) -> GetRecord:
    """Give one record, or its tombstone.

    Raises:
        CannotDisseminateFormat: the repository, or the item, lacks the format.
        IdDoesNotExist: no item has the identifier.
    """
    identifier, metadata_prefix = request.identifier or "", request.metadata_prefix or ""
    context.require_format(metadata_prefix)
    record = context.snapshot.record(identifier, metadata_prefix)
    if record is not None:
        return GetRecord(*complete([record], metadata_prefix, context))
    if context.snapshot.metadata_prefixes(identifier) is None:
        raise IdDoesNotExist("No item has this identifier")
    raise CannotDisseminateFormat(f"The item is not available as {metadata_prefix}")
