"""Text that would break a page, from a file through the store to a harvester."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from lxml import etree

from oaipmh.store import SqlStore
from tests.integration.conftest import Program
from tests.support.schemas import Schemas
from tests.support.server import RunningServer

DC = "{http://purl.org/dc/elements/1.1/}"
MEGABYTE = "Ünï <words> & more. " * 50_000

WRITTEN_AND_SERVED = {
    "a control character": ("a\x0bb\x1bc", "abc"),
    "U+FFFE and U+FFFF": ("a\ufffeb\uffffc", "abc"),
    "a lone surrogate": ("a\ud800b\udfffc", "abc"),
    "a NUL": ("a\x00b", "ab"),
    "the end of a CDATA section": ("a]]>b<![CDATA[c", "a]]>b<![CDATA[c"),
    "what looks like markup": ("<lemma>&amp;</lemma> p < 0.05", "<lemma>&amp;</lemma> p < 0.05"),
    "line ends": ("one\r\ntwo\rthree\tfour", "one\r\ntwo\rthree\tfour"),
    "beyond the first plane": ("𒀀 😀", "𒀀 😀"),
    "right to left": ("قسم اللغة", "قسم اللغة"),
}


@pytest.fixture
def server(
    program: Program,
    write_lines: Callable[..., str],
    sqlite_store: SqlStore,
    serve: Callable[..., RunningServer],
) -> RunningServer:
    """Serves what `oaipmh import` made of the texts, each item with a title and an abstract."""
    lines = [
        line(number, {"title": written, "abstract": [written, "plain"]})
        for number, (written, _) in enumerate(WRITTEN_AND_SERVED.values())
    ]
    lines.append(line(99, {"title": "Long", "abstract": MEGABYTE}))
    summary = program.json("import", write_lines(lines))
    assert summary["created"] == len(lines)
    assert summary["repaired"] == sum(
        written != served for written, served in WRITTEN_AND_SERVED.values()
    )
    return serve(sqlite_store)


def line(number: int, metadata: dict[str, Any]) -> str:
    """A line of JSON Lines, pure ASCII: whatever XML cannot hold is an escape."""
    identifier = f"oai:test.example.org:{number}"
    return json.dumps({"identifier": identifier, "metadata": metadata}, ensure_ascii=True)


def test_get_record_says_what_was_said(server: RunningServer, schemas: Schemas) -> None:
    for number, (_, served) in enumerate(WRITTEN_AND_SERVED.values()):
        identifier = f"oai:test.example.org:{number}"
        body = server.ask(verb="GetRecord", metadataPrefix="oai_dc", identifier=identifier)
        root = schemas.validate(body)
        assert root.findtext(f".//{DC}title") == served
        assert [one.text for one in root.iter(f"{DC}description")] == [served, "plain"]


def test_list_records_says_what_was_said_with_a_megabyte_beside_it(
    server: RunningServer, schemas: Schemas
) -> None:
    body = server.ask(verb="ListRecords", metadataPrefix="oai_dc")
    root = schemas.validate(body)
    etree.fromstring(body)  # a parser of default limits can read it too
    titles = [one.text for one in root.iter(f"{DC}title")]
    assert titles == [*(served for _, served in WRITTEN_AND_SERVED.values()), "Long"]
    (long,) = (one for one in root.iter(f"{DC}description") if len(one.text or "") > 1000)
    assert long.text == MEGABYTE.strip()
