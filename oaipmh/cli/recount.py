"""`oaipmh recount`: make completeListSize right again."""

from oaipmh.cli.console import say
from oaipmh.cli.opening import opened_store


def recount() -> None:
    """Count every list anew: after an older version of this program wrote beside a newer one."""
    with opened_store() as (_, store):
        store.count_lists()
    say("every list has been counted anew")
