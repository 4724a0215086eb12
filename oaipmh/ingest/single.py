"""Writing one item for someone who waits for the answer: taken, or refused to their face.

What is refused does not go to the quarantine, which is for what nobody stands by to mend.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from oaipmh.crosswalks.formats import Formats
from oaipmh.ingest.clean import clean
from oaipmh.ingest.ports import Batch, ItemStore, Outcome, Run
from oaipmh.ingest.render import prepare
from oaipmh.protocol.datestamp import format_utc_day
from oaipmh.readers.incoming import IncomingItem


@dataclass(frozen=True, slots=True)
class Written:
    """What became of it. `digest` is of the content that is stored now; None if it is deleted."""

    outcome: Outcome
    repairs: tuple[str, ...]
    digest: bytes | None


def write_one(
    store: ItemStore,
    run: Run,
    item: IncomingItem,
    formats: Formats,
    expected: Mapping[str, bytes | None],
) -> Written:
    """Clean, render and store one item; for `expected` see `Batch`.

    Raises:
        Refused: it cannot be taken.
        Changed: the stored item is not as `expected`.
    """
    cleaned = clean(item, item.identifier, keep_datestamp=False)
    prepared = prepare(cleaned, formats, format_utc_day(store.now()))
    position = f"{item.position} {item.identifier}"
    batch = Batch(items=[prepared], position=position, expected=expected)
    (outcome,) = store.write_batch(run, batch)
    return Written(outcome, prepared.repairs, None if prepared.deleted else prepared.digest)
