"""What lists say of their sizes, beside what they list."""

import itertools
from collections.abc import Sequence

from oaipmh.provider.ports import BEGINNING, Selection
from oaipmh.store import SqlStore

SPECS = ("a", "a:b", "c")


def check_sizes(store: SqlStore, prefix: str = "oai_dc", specs: Sequence[str] = SPECS) -> None:
    """Compare every list's size, between any two datestamps there are, with what it lists."""
    for set_spec in (None, *specs):
        with store.snapshot() as snapshot:
            whole = Selection(prefix, set_spec, BEGINNING, snapshot.watermark)
            page = snapshot.page(whole, (BEGINNING, -1), 1000, headers_only=True)
            datestamps = [listed.datestamp for listed in page.records]
            ends = sorted({stamp + near for stamp in datestamps for near in (-1, 0, 1)})
            for first, last in itertools.product(
                [BEGINNING, *ends], [*ends, snapshot.watermark, 2**62]
            ):
                within = [stamp for stamp in datestamps if first <= stamp <= last]
                selection = Selection(prefix, set_spec, first, last)
                assert snapshot.count(selection) == len(within), (set_spec, first, last)
