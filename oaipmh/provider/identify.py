"""Identify: OAI-PMH 2.0, section 4.2."""

from copy import deepcopy

from oaipmh.protocol.request import Request
from oaipmh.protocol.response import Identify
from oaipmh.provider.context import Context


def identify(_: Request, context: Context) -> Identify:
    """Say who the repository is, and since when it has records."""
    repository, snapshot = context.repository, context.snapshot
    earliest = snapshot.earliest_datestamp()
    return Identify(
        repository_name=repository.name,
        base_url=repository.base_url,
        admin_emails=repository.admin_emails,
        earliest_datestamp=snapshot.watermark if earliest is None else earliest,
        granularity=repository.granularity,
        descriptions=deepcopy(repository.descriptions),
    )
