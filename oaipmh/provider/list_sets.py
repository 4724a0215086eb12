"""ListSets: OAI-PMH 2.0, section 4.6, paged like every list."""

from oaipmh.protocol import verbs
from oaipmh.protocol.errors import NoSetHierarchy
from oaipmh.protocol.request import Request
from oaipmh.protocol.response import ListPosition, ListSets
from oaipmh.protocol.resumption_token import ResumptionToken, expiration
from oaipmh.provider.context import Context


def list_sets(_: Request, context: Context) -> ListSets:
    """List the sets in the order of their setSpecs.

    Raises:
        NoSetHierarchy: the repository has no sets.
    """
    if not context.snapshot.has_sets():
        raise NoSetHierarchy("This repository has no sets")
    token = context.token or _beginning(context)
    limit = context.repository.page_size
    sets = context.snapshot.sets(str(token.key), limit + 1)
    if len(sets) <= limit:
        last = ListPosition("", token.cursor, token.complete_list_size)
        return ListSets(sets, last if context.token else None)
    next_token = token._replace(
        key=sets[limit - 1].set_spec,
        cursor=token.cursor + limit,
        expires=expiration(context.now),
    )
    signed = context.repository.tokens.sign(next_token, context.now)
    position = ListPosition(signed, token.cursor, token.complete_list_size, next_token.expires)
    return ListSets(sets[:limit], position)


def _beginning(context: Context) -> ResumptionToken:
    """A token that stands before the first set."""
    return ResumptionToken(
        verb=verbs.LIST_SETS.name,
        metadata_prefix=None,
        set_spec=None,
        until=None,
        watermark=max(context.now, context.snapshot.watermark),
        datestamp=0,
        key="",
        cursor=0,
        complete_list_size=context.snapshot.count_sets(),
        expires=0,
    )
