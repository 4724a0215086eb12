"""Resources of descriptions, as crosswalks read them."""

from collections.abc import Iterable

from oaipmh.metadata.description import Statement
from oaipmh.metadata.resource import Resource

TODAY = "2026-11-27"


def resource(*statements: Statement, day: str = TODAY) -> Resource:
    """What an item with these statements tells of."""
    return described(statements, day=day)


def described(description: Iterable[Statement], *, day: str = TODAY) -> Resource:
    """What an item with this description tells of."""
    return Resource("oai:x.org:1", tuple(description), day=day)
