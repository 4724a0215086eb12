"""The other implementation over our items, run by a Python that has it: `peer.py DATABASE PORT`.

`oaipmh` 4.0.0, a fork of pyoai, with its own batches: it asks for them by offset, and makes the XML
of every record when it is asked for. On waitress, as its users run it.
"""

import json
import sqlite3
import sys
from collections import defaultdict
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl

import waitress
from oaipmh import common, metadata, server

_BATCH = 100
_SELECT = "SELECT identifier, datestamp, description FROM records JOIN items USING (item_id)"
_LIST = f"{_SELECT} WHERE metadata_prefix = 'oai_dc' ORDER BY datestamp, item_id LIMIT ? OFFSET ?"
_GET = f"{_SELECT} WHERE identifier = ? AND metadata_prefix = 'oai_dc'"
_ELEMENTS = {
    "abstract": "description",
    "issued": "date",
    "bibliographicCitation": "identifier",
}


class Repository:
    """The items of a database of ours, as its server asks for them."""

    def __init__(self, database: str) -> None:
        self._connection = sqlite3.connect(database, check_same_thread=False)

    def identify(self) -> Any:
        return common.Identify(
            "Theirs",
            "http://127.0.0.1/oai",
            "2.0",
            ["admin@example.org"],
            datetime(2015, 1, 1),  # noqa: DTZ001 - it takes naive ones, as UTC
            "no",
            "YYYY-MM-DDThh:mm:ssZ",
            ["identity"],
            toolkit_description=False,
        )

    def getRecord(self, metadataPrefix: str, identifier: str) -> Any:  # noqa: ARG002, N802, N803
        return _record(*self._connection.execute(_GET, (identifier,)).fetchone())

    def listRecords(self, metadataPrefix: str, cursor: int = 0, batch_size: int = _BATCH) -> Any:  # noqa: ARG002, N802, N803
        rows = self._connection.execute(_LIST, (batch_size, cursor))
        return [_record(*row) for row in rows]


def _record(identifier: str, datestamp: int, description: str) -> Any:
    values = defaultdict(list)
    for name, value, *_ in json.loads(description):
        values[_ELEMENTS.get(name, name)].append(value)
    stamp = datetime.fromtimestamp(datestamp, UTC).replace(tzinfo=None)
    header = common.Header(None, identifier, stamp, [], False)
    return header, common.Metadata(None, values), None


def main(database: str, port: int) -> None:
    """Serve."""
    registry = metadata.MetadataRegistry()
    registry.registerWriter("oai_dc", server.oai_dc_writer)
    theirs = server.BatchingServer(Repository(database), registry, resumption_batch_size=_BATCH)

    def answer(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        body = theirs.handleRequest(dict(parse_qsl(environ["QUERY_STRING"])))
        start_response("200 OK", [("Content-Type", "text/xml; charset=utf-8")])
        return [body]

    waitress.serve(answer, host="127.0.0.1", port=port, threads=1)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
