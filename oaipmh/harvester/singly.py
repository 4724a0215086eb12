"""The last resort for a window that can be no narrower: ListIdentifiers, and then GetRecord.

https://www.openarchives.org/OAI/openarchivesprotocol.html#ListIdentifiers
"""

from collections.abc import Iterator

from oaipmh.harvester.errors import ComeBackLater, DatesIgnored, HarvestError, SourceUnavailable
from oaipmh.harvester.intake import fetch_record, items_of
from oaipmh.harvester.listing import Seen, follow
from oaipmh.harvester.page import Page
from oaipmh.harvester.progress import Listed
from oaipmh.harvester.source import Source
from oaipmh.harvester.windows import Window, instant
from oaipmh.protocol.datestamp import Granularity
from oaipmh.protocol.parts import ReadHeader
from oaipmh.protocol.recovery import Recovered
from oaipmh.protocol.verbs import LIST_IDENTIFIERS
from oaipmh.readers.incoming import Incoming, Unreadable

_BATCH_RECORDS = 50
_TRIES = 3
_MAX_UNAVAILABLE = 5


class Singly:
    """The records of one window but those `known`; `lacking` once one could not be reached."""

    def __init__(
        self, source: Source, window: Window, granularity: Granularity, known: frozenset[str]
    ) -> None:
        self._source = source
        self._window = window
        self._granularity = granularity
        self._known = known
        self._unavailable = 0
        self.lacking = False

    def batches(self) -> Iterator[list[Incoming]]:
        """Yield the records, deletions, and what could not be had, named.

        Raises:
            HarvestError: the window's identifiers cannot be listed, or its records not reached.
        """
        for page, _ in follow(self._ask, Listed(), Seen()):
            yield items_of(page, self._source)  # of headers, those are the deletions
            wanted = list(self._wanted(page))
            for start in range(0, len(wanted), _BATCH_RECORDS):
                yield [self._get(one) for one in wanted[start : start + _BATCH_RECORDS]]

    def _ask(self, token: str | None) -> Page:
        verb = LIST_IDENTIFIERS.name
        return self._source.list_page(verb, token, self._window, self._granularity, tries=_TRIES)

    def _wanted(self, page: Page) -> Iterator[str]:
        for piece in page.pieces:
            if isinstance(piece, Recovered) and isinstance(piece.part, ReadHeader):
                self._require_near(piece.part, page)
                if not piece.part.deleted and piece.part.identifier not in self._known:
                    yield piece.part.identifier

    def _require_near(self, header: ReadHeader, page: Page) -> None:
        """A source that ignores dates would give all it has, for each second of its history.

        Raises:
            DatesIgnored: the header's datestamp is far outside the window.
        """
        stamped = instant(header.datestamp)
        if stamped is not None and not self._window.is_near(stamped):
            reason = f"asked for a range of dates, it gave {header.identifier}, {header.datestamp}"
            raise DatesIgnored(page.url, reason)

    def _get(self, identifier: str) -> Incoming:
        try:
            item = fetch_record(self._source, identifier, tries=_TRIES)
        except ComeBackLater:
            raise
        except SourceUnavailable as error:
            self.lacking = True
            self._unavailable += 1
            if self._unavailable >= _MAX_UNAVAILABLE:
                raise
            return self._missing(identifier, error)
        except HarvestError as error:
            return self._missing(identifier, error)
        self._unavailable = 0
        return item

    def _missing(self, identifier: str, error: HarvestError) -> Unreadable:
        return Unreadable(error.url, b"", str(error), identifier)
