"""The reference that reads nothing: pages recorded from our server, replayed from memory.

`REPLAY_FOLDER` has them as files 0, 1 and so on. A page is asked for as `?N`, as far as there are
any.
"""

import os
from pathlib import Path
from typing import Any

_folder = Path(os.environ["REPLAY_FOLDER"])
_pages = [(_folder / str(number)).read_bytes() for number in range(len(list(_folder.iterdir())))]


async def app(scope: dict[str, Any], _receive: Any, send: Any) -> None:  # noqa: ANN401 - ASGI
    """Answer one page, the number of the next in a header."""
    if scope["type"] != "http":
        return
    number = int(scope["query_string"])
    token = str(number + 1) if number + 1 < len(_pages) else ""
    headers = [
        (b"content-type", b"text/xml"),
        (b"content-length", str(len(_pages[number])).encode()),
        (b"x-token", token.encode()),
    ]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": _pages[number]})
