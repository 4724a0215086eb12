"""What becomes of a record that is made again, by how it is kept and how it is made."""

import pytest

from oaipmh.ingest.ports import RenderedRecord
from oaipmh.ingest.render import payload_digest
from oaipmh.ingest.rendering import Change, Comparison

STORED, NEWER = RenderedRecord(b"<a/>", 1), RenderedRecord(b"<a/>", 2)
OTHER = RenderedRecord(b"<b/>", 1)
MADE = RenderedRecord(b"", 1, payload_digest(b"<a/>"))
OTHER_MADE = RenderedRecord(b"", 1, payload_digest(b"<b/>"))
NATIVE = RenderedRecord(b"<native/>", 0)


@pytest.mark.parametrize(
    ("kept", "made", "change", "is_written"),
    [
        (None, None, None, False),
        (None, STORED, Change.ENTERED, True),
        (None, MADE, Change.ENTERED, True),
        (STORED, None, Change.LEFT, True),
        (MADE, None, Change.LEFT, True),
        (STORED, STORED, Change.UNCHANGED, False),
        (MADE, MADE, Change.UNCHANGED, False),
        (STORED, NEWER, Change.UNCHANGED, True),
        (STORED, MADE, Change.UNCHANGED, True),
        (MADE, STORED, Change.UNCHANGED, True),
        (STORED, OTHER, Change.CHANGED, True),
        (STORED, OTHER_MADE, Change.CHANGED, True),
        (MADE, OTHER_MADE, Change.CHANGED, True),
        (MADE, OTHER, Change.CHANGED, True),
        (NATIVE, STORED, Change.UNCHANGED, False),
        (NATIVE, MADE, Change.UNCHANGED, False),
        (NATIVE, None, Change.UNCHANGED, False),
    ],
)
def test_a_record_is_stamped_where_its_xml_changes_and_written_where_it_is_kept_otherwise(
    kept: RenderedRecord | None, made: RenderedRecord | None, change: Change, is_written: bool
) -> None:
    compared = Comparison(kept, made)
    assert (compared.change, compared.is_to_be_written) == (change, is_written)
