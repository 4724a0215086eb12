"""Whether an item's record is served as it came, and in which format."""

from dataclasses import dataclass

from oaipmh.crosswalks.formats import Formats
from oaipmh.metadata.native import NativeRecord, NotServable, servable


@dataclass(frozen=True, slots=True)
class Served:
    """A record that is served as it came, in a format: its metadata."""

    metadata_prefix: str
    xml: bytes


def served_natively(
    native: NativeRecord | None, formats: Formats
) -> tuple[Served | None, tuple[str, ...]]:
    """What is served of a native record, and in words how it is not what came, or why not."""
    crosswalk = None if native is None else formats.native_crosswalk(native.namespace)
    if native is None or crosswalk is None:
        return None, ()
    prefix = crosswalk.metadata_prefix
    try:
        found = servable(native, crosswalk.format.schema)
    except NotServable as why:
        return None, (f"{prefix}: made by the crosswalk, not served as it came: {why}",)
    mends = tuple(f"{prefix}: served as it came, but for {mend}" for mend in found.mends)
    return Served(prefix, found.xml), mends
