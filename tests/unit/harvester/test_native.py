"""What is harvested in a format is native, unless it had to be mended."""

from types import SimpleNamespace
from typing import Any, cast

import pytest

from oaipmh.harvester.intake import items_in
from oaipmh.readers.incoming import IncomingItem

RECORD = (
    "<record><header><identifier>oai:x:1</identifier><datestamp>2024-01-01</datestamp></header>"
    '<metadata><mods xmlns="http://www.loc.gov/mods/v3"><titleInfo><title>{title}</title>'
    "</titleInfo></mods></metadata></record>"
)
SOURCE = cast(
    "Any",
    SimpleNamespace(
        target=SimpleNamespace(base_url="http://x.org/oai", set_prefix=None),
        timing=SimpleNamespace(now=lambda: 0),
    ),
)


@pytest.mark.parametrize(("title", "is_native"), [("A &amp; B", True), ("A & B", False)])
def test_what_was_harvested_is_native_unless_it_was_mended(title: str, is_native: bool) -> None:
    (item,) = items_in(RECORD.format(title=title).encode(), SOURCE)
    assert isinstance(item, IncomingItem)
    assert [one.value for one in item.description] == ["A & B"]
    assert (item.native is not None) is is_native
