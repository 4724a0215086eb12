"""A server of pyoai's kind, run by a Python that has it: `python pyoai_server.py RECORDS`.

RECORDS is a file of JSON, read anew at each request: a list of [identifier, datestamp, sets,
deleted, title]. It prints the port it listens at, and ends when standard input does.
"""

import json
import sys
import threading
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl
from wsgiref.simple_server import WSGIRequestHandler, make_server

from oaipmh import common, metadata, server

PAGE_SIZE = 4


class Repository:
    """The records of the file, as its server asks for them."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def identify(self) -> Any:
        return common.Identify(
            "Theirs",
            "http://127.0.0.1/oai",
            "2.0",
            ["admin@example.org"],
            datetime(2020, 1, 1),  # noqa: DTZ001 - it takes naive ones, as UTC
            "persistent",
            "YYYY-MM-DDThh:mm:ssZ",
            ["identity"],
            toolkit_description=False,
        )

    def getRecord(self, metadataPrefix: str, identifier: str) -> Any:  # noqa: ARG002, N802, N803
        (found,) = [record for record in self._records() if record[0].identifier() == identifier]
        return found

    def listSets(self, cursor: int, batch_size: int) -> Any:  # noqa: N802
        specs = sorted({spec for header, _, _ in self._records() for spec in header.setSpec()})
        return [(spec, f"Set {spec}", None) for spec in specs][cursor : cursor + batch_size]

    def listRecords(  # noqa: N802, PLR0917 - its names, its order
        self,
        metadataPrefix: str,  # noqa: ARG002, N803
        set: str | None = None,  # noqa: A002
        from_: datetime | None = None,
        until: datetime | None = None,
        cursor: int = 0,
        batch_size: int = PAGE_SIZE,
    ) -> Any:
        wanted = [
            record
            for record in self._records()
            if (from_ is None or record[0].datestamp() >= from_)
            and (until is None or record[0].datestamp() <= until)
            and (set is None or any(f"{one}:".startswith(f"{set}:") for one in record[0].setSpec()))
        ]
        return wanted[cursor : cursor + batch_size]

    def listIdentifiers(self, **arguments: Any) -> Any:  # noqa: N802
        return [header for header, _, _ in self.listRecords(**arguments)]

    def _records(self) -> list[Any]:
        return [
            (
                common.Header(None, identifier, datetime.fromisoformat(stamp), sets, deleted),
                None if deleted else common.Metadata(None, {"title": [title]}),
                None,
            )
            for identifier, stamp, sets, deleted, title in json.loads(self._file.read_text("utf-8"))
        ]


class Quiet(WSGIRequestHandler):
    """Says nothing."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def main(file: str) -> None:
    """Serve until standard input ends."""
    registry = metadata.MetadataRegistry()
    registry.registerWriter("oai_dc", server.oai_dc_writer)
    theirs = server.BatchingServer(
        Repository(Path(file)), registry, resumption_batch_size=PAGE_SIZE
    )

    def answer(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        body = theirs.handleRequest(dict(parse_qsl(environ["QUERY_STRING"])))
        start_response("200 OK", [("Content-Type", "text/xml; charset=utf-8")])
        return [body]

    with make_server("127.0.0.1", 0, answer, handler_class=Quiet) as listening:
        threading.Thread(target=listening.serve_forever, daemon=True).start()
        print(listening.server_port, flush=True)
        sys.stdin.read()
        listening.shutdown()


if __name__ == "__main__":
    main(sys.argv[1])
