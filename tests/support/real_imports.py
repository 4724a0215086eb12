"""Importing the real files of a kind, as `oaipmh import` does, and what became of each record."""

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from oaipmh.cli.inputs import find_inputs, opened_inputs
from oaipmh.crosswalks import choose_crosswalks
from oaipmh.crosswalks.formats import Formats
from oaipmh.ingest.clean import Refused, clean
from oaipmh.ingest.naming import name as name_of
from oaipmh.ingest.pipeline import Pipeline, Result
from oaipmh.ingest.ports import NewRun, Outcome, Summary
from oaipmh.ingest.running import running
from oaipmh.metadata.description import Description
from oaipmh.readers.eprints import SubjectTree
from oaipmh.readers.incoming import IncomingItem
from oaipmh.readers.input_formats import detect, read
from oaipmh.settings import Settings
from oaipmh.store import SqlStore
from oaipmh.store.migrations import migrate

DOMAIN = "library.example.org"

# What a reason says, in the words of docs/real-data.md.
_WHY = {
    "of no vocabulary that can be read": "in a vocabulary that is not read",
    "needs an identifier to be known by": "nothing to be known by",
    "the XML is broken": "broken XML",
    "leader/06 is": "a holdings record",
    "begins as no format": "no metadata",
    "wraps no description": "a METS that wraps no description",
    "is not public": "an eprint that was never public",
    "has no metadata": "a header without metadata",
    "has no identifier": "a header without an identifier",
}


@dataclass(frozen=True, slots=True)
class RealImport:
    """What an import of all files of a kind did; `sets` are those in the store after it."""

    files: int
    summary: Summary
    results: tuple[Result, ...]
    sets: int

    def identifiers(self, *outcomes: Outcome) -> list[str]:
        """The identifiers of what had one of these outcomes, as often as it had."""
        return [
            one.identifier for one in self.results if one.identifier and one.outcome in outcomes
        ]

    def taken(self) -> list[str]:
        """The identifiers of all records that were taken in."""
        return self.identifiers(*(one for one in Outcome if one is not Outcome.QUARANTINED))

    def why(self) -> Counter[str]:
        """How many were refused for what; a reason that nobody has put into words is itself."""
        reasons = (one.reason for one in self.results if one.outcome is Outcome.QUARANTINED)
        return Counter(_in_words(reason) for reason in reasons)


def import_twice(url: str, folder: Path) -> tuple[RealImport, RealImport]:
    """Import all files of a folder into a new database, and then again."""
    migrate(url)
    store = SqlStore(url)
    try:
        return _import(store, folder), _import(store, folder)
    finally:
        store.dispose()


def _import(store: SqlStore, folder: Path) -> RealImport:
    results: list[Result] = []
    files = find_inputs([str(folder)])
    formats = Formats(choose_crosswalks(Settings.model_fields["formats"].get_default()))
    with running(store, NewRun("import", str(folder))) as run:
        pipeline = Pipeline(store, formats, run, domain=DOMAIN, on_result=results.append)
        subjects = SubjectTree()
        for name, stream in chain.from_iterable(map(opened_inputs, files)):
            found = detect(stream) or "auto"
            pipeline.take(name, read(stream, found, subjects), found)
    return RealImport(len(files), pipeline.summary, tuple(results), len(store.sets()))


def real_descriptions(folder: Path) -> dict[Description, str]:
    """The cleaned descriptions of all items in a folder's files, each with an identifier."""
    subjects, found = SubjectTree(), {}
    for _, stream in chain.from_iterable(map(opened_inputs, find_inputs([str(folder)]))):
        for incoming in read(stream, detect(stream) or "auto", subjects):
            if isinstance(incoming, IncomingItem) and not incoming.deleted:
                with suppress(Refused, ValueError):
                    identifier = name_of(incoming, DOMAIN)
                    item = clean(incoming, identifier, keep_datestamp=False)
                    found.setdefault(item.description, item.identifier)
    return found


def _in_words(reason: str) -> str:
    return next((words for sign, words in _WHY.items() if sign in reason), reason)


def rows(kind: str, done: RealImport) -> Iterator[str]:
    """The kind's row in the table of README.md, and that in docs/real-data.md."""
    summary, taken = done.summary, done.taken()
    counts = [done.files, summary.read, len(taken), summary.quarantined]
    yield _row(kind, *counts)
    why = "; ".join(f"{count} {words}" for words, count in done.why().most_common())
    yield _row(kind, *counts[:3], len(set(taken)), done.sets, summary.quarantined, why)


def _row(*cells: object) -> str:
    return "| " + " | ".join(map(str, cells)).strip() + " |"
