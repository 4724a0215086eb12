"""A repository, asked verb by verb: OAI-PMH 2.0, section 4."""

from collections.abc import Mapping
from dataclasses import dataclass

from oaipmh.harvester.client import TRIES, Client
from oaipmh.harvester.errors import BrokenResponse, SourceError, TooLarge
from oaipmh.harvester.page import Page, open_page
from oaipmh.harvester.target import Target
from oaipmh.harvester.windows import Window, instant
from oaipmh.protocol import verbs
from oaipmh.protocol.datestamp import Granularity
from oaipmh.protocol.errors import NoRecordsMatch
from oaipmh.protocol.parts import ReadIdentify
from oaipmh.protocol.recovery import Recovered

SECOND_LOOK_SECONDS = 5


@dataclass(frozen=True, slots=True)
class Identity:
    """What a repository says of itself, as far as a harvester steers by it; times in seconds."""

    earliest: int
    granularity: Granularity
    answered: int | None


class Source:
    """A target's repository, asked by a client."""

    def __init__(self, client: Client, target: Target) -> None:
        self.target = target
        self.timing = client.timing
        self._client = client

    def identify(self, *, tries: int = TRIES) -> Identity:
        """Ask Identify; what it says of granularity counts only if it is legal."""
        page = self._ask(verbs.IDENTIFY.name, {}, tries)
        for piece in page.pieces:
            if isinstance(piece, Recovered) and isinstance(piece.part, ReadIdentify):
                earliest = instant(piece.part.earliest_datestamp) or 0
                by_second = piece.part.granularity == Granularity.SECONDS
                granularity = Granularity.SECONDS if by_second else Granularity.DAY
                return Identity(earliest, granularity, page.answered)
        raise BrokenResponse(page.url, "Identify does not identify the repository")

    def list_page(
        self,
        verb: str,
        token: str | None,
        window: Window,
        granularity: Granularity,
        *,
        tries: int = TRIES,
    ) -> Page:
        """A page of ListRecords or ListIdentifiers; noRecordsMatch is an empty one."""
        if token is not None:
            return self._ask(verb, {verbs.RESUMPTION_TOKEN: token}, tries)
        arguments = {verbs.METADATA_PREFIX: self.target.metadata_prefix}
        if self.target.set_spec is not None:
            arguments[verbs.SET] = self.target.set_spec
        return self._ask(verb, arguments | window.arguments(granularity), tries)

    def list_sets(self, token: str | None) -> Page:
        """A page of ListSets."""
        arguments = {} if token is None else {verbs.RESUMPTION_TOKEN: token}
        return self._ask(verbs.LIST_SETS.name, arguments, TRIES)

    def get_record(self, identifier: str, *, tries: int = TRIES) -> Page:
        """The response to GetRecord."""
        arguments = {
            verbs.IDENTIFIER: identifier,
            verbs.METADATA_PREFIX: self.target.metadata_prefix,
        }
        return self._ask(verbs.GET_RECORD.name, arguments, tries)

    def _ask(self, verb: str, arguments: Mapping[str, str], tries: int) -> Page:
        """A response; if it is broken, how it looks when asked for again."""
        try:
            page = self._look(verb, arguments, tries)
            if page.is_sound:
                return _without_error(page)
        except TooLarge:
            raise
        except BrokenResponse:  # it may have been a moment's; else it is raised below
            pass
        self.timing.sleep(SECOND_LOOK_SECONDS)
        return _without_error(self._look(verb, arguments, tries))

    def _look(self, verb: str, arguments: Mapping[str, str], tries: int) -> Page:
        fetched = self._client.fetch(
            self.target.base_url, {"verb": verb, **arguments}, post=self.target.post, tries=tries
        )
        return open_page(fetched, verb)


def _without_error(page: Page) -> Page:
    """The page, unless it is an error condition alone.

    Raises:
        SourceError: it is, and not noRecordsMatch, which is an empty list.
    """
    errors = [error for error in page.errors if error.code != NoRecordsMatch.code]
    if errors and not page.pieces:
        raise SourceError(page.url, errors[0].code, errors[0].message)
    return page
