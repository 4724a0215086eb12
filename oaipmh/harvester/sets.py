"""The names of a source's sets: https://www.openarchives.org/OAI/openarchivesprotocol.html#ListSets."""

from collections.abc import Iterator

from oaipmh.harvester.errors import HarvestError, SourceError
from oaipmh.harvester.intake import items_of
from oaipmh.harvester.listing import Seen, follow
from oaipmh.harvester.page import Page
from oaipmh.harvester.progress import Listed
from oaipmh.harvester.source import Source
from oaipmh.metadata.wording import some_of
from oaipmh.protocol.parts import ReadSet
from oaipmh.protocol.recovery import Recovered
from oaipmh.readers.incoming import Incoming


def set_names(
    source: Source, *, nothing_came: bool = False
) -> Iterator[tuple[list[Incoming], list[str]]]:
    """Yield the sets of each page of ListSets, and what was odd, in words.

    Records do not depend on them, so no fault of theirs is more than a finding. Where nothing came
    of the set that is wanted, and it is not among them, it is said which there are.
    """
    specs: list[str] = []
    try:
        for page, _ in follow(source.list_sets, Listed(), Seen()):
            specs += _set_specs(page)
            yield items_of(page, source), []
        if nothing_came:
            yield [], _unknown(source.target.set_spec, specs)
    except SourceError as error:
        if error.code != "noSetHierarchy":
            yield [], [f"no names of sets: {error}"]
    except HarvestError as error:
        yield [], [f"not all names of sets: {error}"]


def _set_specs(page: Page) -> list[str]:
    parts = [piece.part for piece in page.pieces if isinstance(piece, Recovered)]
    return [part.set_spec for part in parts if isinstance(part, ReadSet)]


def _unknown(wanted: str | None, specs: list[str]) -> list[str]:
    if wanted is None or not specs or any(f"{one}:".startswith(f"{wanted}:") for one in specs):
        return []
    return [f"the source has no set {wanted}; it has {some_of(specs)}"]
