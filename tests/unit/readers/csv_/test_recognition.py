"""Whether what comes is a spreadsheet."""

import pytest

from oaipmh.readers.csv_ import looks_like


@pytest.mark.parametrize(
    "beginning", ["id,title\n", "dc.title[en];x\n", "\n\ttitle", "Titel,creator"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_spreadsheet_is_known_by_a_name_in_its_header(beginning: str, encoding: str) -> None:
    assert looks_like(beginning.encode(encoding))


@pytest.mark.parametrize(
    "beginning",
    [b"", b'{"identifier": "x"}', b"<OAI-PMH/>", b"00714cam a2200205 a", b"#!/bin/sh\n"],
)
def test_other_formats_do_not_look_like_one(beginning: bytes) -> None:
    assert not looks_like(beginning)
