"""Harvesting a target: all that is new in it, batch by batch, whatever its source does.

A list that cannot be had whole is had in narrower windows of dates, and where a window can be no
narrower, record by record. https://www.openarchives.org/OAI/2.0/guidelines-harvester.htm
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from oaipmh.harvester.client import TRIES
from oaipmh.harvester.errors import (
    ComeBackLater,
    DatesIgnored,
    HarvestError,
    IncompleteList,
    SourceError,
    SourceRefused,
    SourceUnavailable,
)
from oaipmh.harvester.intake import items_of
from oaipmh.harvester.listing import Seen, follow, mismatch
from oaipmh.harvester.page import Page, name_of
from oaipmh.harvester.progress import InFlight, Listed, Progress
from oaipmh.harvester.sets import set_names
from oaipmh.harvester.singly import Singly
from oaipmh.harvester.source import Source
from oaipmh.harvester.windows import Window, next_from, split
from oaipmh.protocol.datestamp import Granularity
from oaipmh.protocol.errors import BadArgument
from oaipmh.protocol.verbs import LIST_RECORDS
from oaipmh.readers.incoming import Incoming

MAX_RESTARTS = 3
MAX_FRUITLESS = 16
MAX_FAILURES = 64
MAX_HOLES = 1000
_NARROW_TRIES = 3
_DAY_SECONDS = 86_400


@dataclass(frozen=True, slots=True)
class Batch:
    """Items that came together, and how far the harvest has come with them: store both in one go.

    `findings` say in words what was odd.
    """

    items: tuple[Incoming, ...]
    progress: Progress
    findings: tuple[str, ...] = ()


def harvest(source: Source, progress: Progress | None = None) -> Iterator[Batch]:
    """Yield all that is new since `progress`; the last batch's progress is where to start again.

    Raises:
        HarvestError: the source cannot be harvested now; from the progress stored last, a later
            harvest goes on.
    """
    return _Harvest(source, progress or Progress()).batches()


class _Harvest:
    """One run: what it has to do yet is `_in_flight`, which goes into each batch's progress."""

    def __init__(self, source: Source, progress: Progress) -> None:
        self._source = source
        self._seen = Seen()
        self._from = progress.from_
        self._holes = progress.holes
        self._in_flight = progress.in_flight or InFlight(self._windows())
        self._is_new = progress.in_flight is None
        if self._is_new:  # they are windows now
            self._holes = ()
        self._findings: list[str] = []
        self._told: Progress | None = None
        self._failures = 0
        self._narrowed = False
        self._known: set[str] = set()  # what came of a window that can be no narrower

    def _windows(self) -> tuple[Window, ...]:
        target = self._source.target
        bounded = target.until is not None or self._from is None
        return (*self._holes, Window(target.first if bounded else self._from, target.last))

    def batches(self) -> Iterator[Batch]:
        """All batches: of records, and at the end of sets."""
        self._identity = self._source.identify()
        if self._is_new:  # what changes from here on is the next harvest's too
            self._in_flight = replace(self._in_flight, answered=self._identity.answered)
        while self._in_flight.windows:
            yield from self._window()
        if self._in_flight.answered is None:
            self._findings.append(
                "no responseDate is a date: the next harvest starts like this one"
            )
        if self._findings or self._told != self._progress():
            yield self._batch(())
        nothing_came = self._is_new and self._from is None and self._seen.is_empty
        for sets, findings in set_names(self._source, nothing_came=nothing_came):
            self._findings += findings
            yield self._batch(sets)

    @property
    def _granularity(self) -> Granularity:
        return Granularity.DAY if self._in_flight.by_day else self._identity.granularity

    def _window(self) -> Iterator[Batch]:
        """The first window, to its end, or to what is to be done instead."""
        try:
            yield from self._list()
        except SourceError as error:
            yield from self._reconsider(error)
        except ComeBackLater:
            raise
        except SourceRefused as error:
            if self._in_flight.listed.token is None:
                raise
            yield from self._narrow(error)
        except HarvestError as error:
            yield from self._narrow(error)

    def _list(self) -> Iterator[Batch]:
        self._known = set()
        is_narrowest = self._narrowed and self._halves() is None
        for page, listed in follow(self._ask, self._in_flight.listed, self._seen):
            self._failures = 0
            if is_narrowest:
                self._known.update(name for name, _ in map(name_of, page.pieces))
            if self._in_flight.answered is None:
                self._in_flight = replace(self._in_flight, answered=page.answered)
            self._in_flight = replace(self._in_flight, listed=listed)
            error = None
            if listed.token is None and page.whole:
                error = self._end_of_list(page, listed)
            batch = self._batch(items_of(page, self._source))
            del page  # `follow` wants the memory for the next
            yield batch
            if error is not None:
                raise error

    def _ask(self, token: str | None) -> Page:
        window, verb = self._in_flight.windows[0], LIST_RECORDS.name
        tries = _NARROW_TRIES if self._narrowed else TRIES
        return self._source.list_page(verb, token, window, self._granularity, tries=tries)

    def _end_of_list(self, page: Page, listed: Listed) -> IncompleteList | None:
        """Close the window, unless the list broke off and narrower ones promise more."""
        finding = mismatch(listed)
        size = listed.complete_list_size or 0
        if finding and page.token is None and listed.distinct < size:
            fruitless = 0 if self._seen.fresh else self._in_flight.fruitless + 1
            self._in_flight = replace(self._in_flight, fruitless=fruitless)
            if fruitless < MAX_FRUITLESS:
                return IncompleteList(page.url, f"{finding}, without an empty resumptionToken")
        if finding:
            self._findings.append(finding)
        self._close_window()
        return None

    def _close_window(self) -> None:
        rest = self._in_flight.windows[1:]
        self._in_flight = replace(self._in_flight, windows=rest, listed=Listed())

    def _reconsider(self, error: SourceError) -> Iterator[Batch]:
        """Ask otherwise: a dead token's list anew, dates by the day."""
        flight = self._in_flight
        if flight.listed.token is not None:
            if flight.restarts >= MAX_RESTARTS:
                yield from self._narrow(error)
                return
            self._findings.append(f"the list was begun anew: {error}")
            restarts = flight.restarts + 1
            self._in_flight = replace(flight, listed=Listed(), restarts=restarts)
        elif self._refuses_seconds(error):
            self._findings.append(f"asked by the day from here on: {error}")
            self._in_flight = replace(flight, by_day=True)
        else:
            raise error

    def _refuses_seconds(self, error: SourceError) -> bool:
        dated = self._in_flight.windows[0] != Window()
        by_second = self._granularity is Granularity.SECONDS
        return error.code == BadArgument.code and by_second and dated

    def _narrow(self, error: HarvestError) -> Iterator[Batch]:
        """Put narrower windows in place of one that fails; or else take its records singly."""
        self._failures += 1
        if self._failures > MAX_FAILURES:
            raise error
        self._require_alive(error)
        if not self._narrowed:
            self._findings.append(f"asked in narrower windows of dates from here on: {error}")
            self._narrowed = True
        halves = self._halves()
        if halves is None:
            yield from self._singly(error)
            return
        windows = (*halves, *self._in_flight.windows[1:])
        self._in_flight = replace(self._in_flight, windows=windows, listed=Listed())

    def _require_alive(self, error: HarvestError) -> None:
        """A source that answers nothing at all is not to be asked for less."""
        try:
            self._source.identify(tries=_NARROW_TRIES)
        except HarvestError:
            raise error from None

    def _halves(self) -> tuple[Window, Window] | None:
        latest = self._in_flight.answered
        if latest is None:
            return None
        window = self._in_flight.windows[0]
        return split(window, self._identity.earliest, latest, self._granularity)

    def _singly(self, error: HarvestError) -> Iterator[Batch]:
        window = self._in_flight.windows[0]
        singly = Singly(self._source, window, self._granularity, frozenset(self._known))
        try:
            for items in singly.batches():
                self._failures = 0
                yield self._batch(items)
        except (ComeBackLater, DatesIgnored):
            raise
        except SourceUnavailable as unavailable:
            self._require_alive(unavailable)
            self._leave_hole(window, unavailable)
        except HarvestError as broken:
            self._leave_hole(window, broken)
        else:
            if singly.lacking:
                self._leave_hole(window, error)
        self._close_window()

    def _leave_hole(self, window: Window, error: HarvestError) -> None:
        if len(self._holes) >= MAX_HOLES:
            raise error
        if window not in self._holes:
            self._holes = (*self._holes, window)
        named = " ".join(window.arguments(self._granularity).values())
        self._findings.append(f"left for the next harvest: {named}: {error}")

    def _batch(self, items: Sequence[Incoming]) -> Batch:
        self._told = self._progress()
        findings, self._findings = tuple(self._findings), []
        return Batch(tuple(items), self._told, findings)

    def _progress(self) -> Progress:
        if self._in_flight.windows:
            return Progress(self._from, self._in_flight, self._holes)
        return Progress(self._next_from(), None, self._holes)

    def _next_from(self) -> int | None:
        """Where the next harvest starts: where this one did, if that cannot be told."""
        if self._source.target.until is not None:
            return self._from
        answered = self._in_flight.answered
        if answered is None:
            return self._from
        now = int(self._source.timing.now())
        if answered > now + _DAY_SECONDS:  # to believe it would hide all until then
            answered = now
        return next_from(answered, self._granularity)
