"""Rendering what is stored once more: what a record is now, beside what it was."""

from enum import Enum
from typing import NamedTuple

from oaipmh.ingest.ports import NATIVE_VERSION, RenderedRecord
from oaipmh.ingest.render import payload_digest


def not_rendered(error: Exception) -> str:
    """What is said of an item for which a crosswalk raises what it should not, in one line."""
    words = f"{type(error).__name__}: {error}".split()
    return ": ".join(["could not be rendered", *getattr(error, "__notes__", ()), " ".join(words)])


class Change(Enum):
    """What becomes of a record; all but the last stamp it."""

    CHANGED = "changed"
    ENTERED = "entered"
    LEFT = "left"
    UNCHANGED = "unchanged"


class Comparison(NamedTuple):
    """A live record as it is kept, if there is one, and as it is made now, if it can be."""

    kept: RenderedRecord | None
    made: RenderedRecord | None
    stays_native: bool = True

    @property
    def _is_native(self) -> bool:
        native = self.kept is not None and self.kept.crosswalk_version == NATIVE_VERSION
        return native and self.stays_native

    @property
    def change(self) -> Change | None:
        """What becomes of it; None where the item is not in the format, and was not.

        A native record, which no crosswalk has made, stays as it is, unless its format is native no
        longer.
        """
        if self.kept is None:
            return None if self.made is None else Change.ENTERED
        if self._is_native:
            return Change.UNCHANGED
        if self.made is None:
            return Change.LEFT
        return Change.UNCHANGED if _is_same_xml(self.kept, self.made) else Change.CHANGED

    @property
    def is_stamped(self) -> bool:
        """Whether it changes."""
        return self.change not in {None, Change.UNCHANGED}

    @property
    def is_to_be_written(self) -> bool:
        """Whether it changes, or the same XML is to be kept under another version, or otherwise."""
        is_kept_otherwise = not self._is_native and self.kept != self.made
        return self.is_stamped or (self.change is Change.UNCHANGED and is_kept_otherwise)


def _is_same_xml(kept: RenderedRecord, made: RenderedRecord) -> bool:
    if kept.payload and made.payload:
        return kept.payload == made.payload
    return _digest(kept) == _digest(made)


def _digest(record: RenderedRecord) -> bytes | None:
    return payload_digest(record.payload) if record.payload else record.payload_digest
