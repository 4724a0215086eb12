"""The reference: a bare ASGI app that joins the same stored bytes, and checks nothing.

`BARE_DATABASE` names the SQLite file. A page is asked for as `?DATESTAMP.KEY`, one record as
`/record?IDENTIFIER`.
"""

import os
import sqlite3
from typing import Any

_connection = sqlite3.connect(os.environ["BARE_DATABASE"], check_same_thread=False)
_PAGE = (
    "SELECT datestamp, item_id, header, payload FROM records WHERE metadata_prefix = 'oai_dc'"
    " AND (datestamp, item_id) > (?, ?) ORDER BY datestamp, item_id LIMIT 100"
)
_RECORD = (
    "SELECT header, payload FROM items JOIN records USING (item_id)"
    " WHERE identifier = ? AND metadata_prefix = 'oai_dc'"
)


async def app(scope: dict[str, Any], _receive: Any, send: Any) -> None:  # noqa: ANN401 - ASGI
    """Answer one page, its last (datestamp, key) in a header; or one record."""
    if scope["type"] != "http":
        return
    token = ""
    if scope["path"] == "/record":
        rows = _connection.execute(_RECORD, (scope["query_string"].decode(),)).fetchall()
        records = b"<record>%b%b</record>" % rows[0]
    else:
        datestamp, _, key = scope["query_string"].partition(b".")
        rows = _connection.execute(_PAGE, (int(datestamp), int(key))).fetchall()
        records = b"".join([b"<record>%b%b</record>" % (row[2], row[3]) for row in rows])
        token = f"{rows[-1][0]}.{rows[-1][1]}" if rows else ""
    body = b"<OAI-PMH><ListRecords>" + records + b"</ListRecords></OAI-PMH>"
    headers = [
        (b"content-type", b"text/xml"),
        (b"content-length", str(len(body)).encode()),
        (b"x-token", token.encode()),
    ]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})
