"""The names of a source's sets: https://www.openarchives.org/OAI/openarchivesprotocol.html#ListSets."""

from collections.abc import Iterator

from oaipmh.harvester.errors import HarvestError, SourceError
from oaipmh.harvester.intake import items_of
from oaipmh.harvester.listing import Seen, follow
from oaipmh.harvester.progress import Listed
from oaipmh.harvester.source import Source
from oaipmh.readers.incoming import Incoming


def set_names(source: Source) -> Iterator[tuple[list[Incoming], list[str]]]:
    """Yield the sets of each page of ListSets, and what was odd, in words.

    Records do not depend on them, so no fault of theirs is more than a finding.
    """
    try:
        for page, _ in follow(source.list_sets, Listed(), Seen()):
            yield items_of(page, source), []
    except SourceError as error:
        if error.code != "noSetHierarchy":
            yield [], [f"no names of sets: {error}"]
    except HarvestError as error:
        yield [], [f"not all names of sets: {error}"]
