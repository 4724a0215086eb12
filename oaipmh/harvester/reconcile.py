"""Comparing with a source: everything it has, by its headers alone.

A source that keeps no deletions never tells what is gone (section 2.5.1); only what a complete list
of its identifiers lacks is missing from it.
https://www.openarchives.org/OAI/openarchivesprotocol.html#DeletedRecords
"""

from collections.abc import Iterator
from dataclasses import dataclass

from oaipmh.harvester.client import TRIES
from oaipmh.harvester.errors import HarvestError, SourceError
from oaipmh.harvester.intake import fetch_record
from oaipmh.harvester.listing import Seen, follow, mismatch
from oaipmh.harvester.page import Page
from oaipmh.harvester.progress import Listed
from oaipmh.harvester.source import Source
from oaipmh.harvester.windows import Window
from oaipmh.protocol.datestamp import Granularity
from oaipmh.protocol.parts import ReadHeader
from oaipmh.protocol.recovery import Recovered
from oaipmh.protocol.verbs import LIST_IDENTIFIERS
from oaipmh.readers.incoming import Incoming

_MAX_RESTARTS = 3


@dataclass(frozen=True, slots=True)
class HeaderPage:
    """Headers of a source. The last page of all says whether the listing was complete.

    `complete` is None on all others. If it is False, `reason` says why, and nothing may be called
    missing from the source.
    """

    headers: tuple[ReadHeader, ...]
    complete: bool | None = None
    reason: str | None = None


def reconcile(source: Source) -> Iterator[HeaderPage]:
    """Yield every header of the target's set and format, whenever it was stamped.

    A list whose token dies is begun anew, so that a header may come twice.
    """
    listing = _Listing(source)
    for attempt in range(_MAX_RESTARTS + 1):
        try:
            yield from listing.pages()
        except SourceError as error:
            if listing.token is None or attempt == _MAX_RESTARTS:
                yield HeaderPage((), complete=False, reason=str(error))
                return
        except HarvestError as error:
            yield HeaderPage((), complete=False, reason=str(error))
            return
        else:
            yield HeaderPage((), complete=listing.doubt is None, reason=listing.doubt)
            return


def get_record(source: Source, identifier: str, *, tries: int = TRIES) -> Incoming:
    """One record of the target's format, by its identifier.

    Raises:
        SourceError: the source does not have it, or not in this format.
        HarvestError: it could not be had.
    """
    return fetch_record(source, identifier, tries=tries)


class _Listing:
    """One passage through the list; `doubt` says why it may not be all there is."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self.token: str | None = None
        self.doubt: str | None = None

    def pages(self) -> Iterator[HeaderPage]:
        so_far = Listed()
        self.doubt = None
        for page, listed in follow(self._ask, Listed(), Seen()):
            so_far = listed
            if not page.is_sound:
                self.doubt = f"a header cannot be read ({page.url})"
            yield HeaderPage(tuple(_headers(page)))
        size = so_far.complete_list_size
        if size is not None and so_far.distinct < size:
            self.doubt = mismatch(so_far)

    def _ask(self, token: str | None) -> Page:
        self.token = token
        whole, by_day = Window(), Granularity.DAY  # no dates at all
        return self._source.list_page(LIST_IDENTIFIERS.name, token, whole, by_day)


def _headers(page: Page) -> Iterator[ReadHeader]:
    for piece in page.pieces:
        if isinstance(piece, Recovered) and isinstance(piece.part, ReadHeader):
            yield piece.part
