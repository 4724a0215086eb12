"""Whole loads: what the source no longer holds is deleted, under a guard.

Most libraries export everything every night. What is missing from such an export is deleted here,
unless so much of it is missing, or so much could not be read, that the export may be broken.
"""

from collections.abc import Iterator

from oaipmh.ingest.pipeline import Pipeline
from oaipmh.ingest.ports import Run, Unmet, WholeStore
from oaipmh.metadata.wording import some_of
from oaipmh.readers.incoming import IncomingItem

GUARD_PERCENT = 10
"""A whole load that would delete more than this share of what is there needs to be forced."""


class Guarded(Exception):
    """The whole load would delete too much; nothing has been. The message says what to do."""


def delete_missing(  # noqa: PLR0913 - what is deleted, and how sure it is
    pipeline: Pipeline,
    store: WholeStore,
    source: str,
    set_spec: str | None,
    *,
    doubtful: int,
    force: bool,
) -> None:
    """Delete what the pipeline's run, a whole one, has not met.

    `doubtful` is how many things the source has of which nobody knows what they are.

    Raises:
        Guarded: that would be too much, or anything is doubtful, and `force` is not given.
    """
    if not force:
        _guard(pipeline.run, store, doubtful, set_spec)
    pipeline.unmet = Unmet(set_spec)
    pipeline.take(source, _tombstones(pipeline.run, store, set_spec))
    pipeline.unmet = None


def missing_identifiers(run: Run, store: WholeStore, set_spec: str | None) -> Iterator[str]:
    """The identifiers of all that a whole run has not met, in order."""
    after = ""
    while identifiers := store.list_missing(run, set_spec, after=after):
        yield from identifiers
        after = identifiers[-1]


def _guard(run: Run, store: WholeStore, doubtful: int, set_spec: str | None) -> None:
    place = f"the set {set_spec}" if set_spec else "the repository"
    count = store.count_missing(run, set_spec)
    if not count.missing:
        return
    named = some_of(store.list_missing(run, set_spec), count.missing)
    if doubtful:
        raise Guarded(
            f"{doubtful} of the things that came in could not be read, and may be among the"
            f" {count.missing} items of {place} that were not found ({named}): nothing is deleted."
            " Mend the source, or use force"
        )
    percent = 100 * count.missing / count.present
    if percent > GUARD_PERCENT:
        raise Guarded(
            f"would delete {percent:.0f} % of {place} ({count.missing} of {count.present} items):"
            f" {named}. Nothing is deleted. If that is right, use force"
        )


def _tombstones(run: Run, store: WholeStore, set_spec: str | None) -> Iterator[IncomingItem]:
    for identifier in missing_identifiers(run, store, set_spec):
        yield IncomingItem("not in the source any more", b"", identifier, deleted=True)
