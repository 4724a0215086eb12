"""Arguments as raw pairs, decoded strictly: OAI-PMH 2.0, section 3.1.1.3, and RFC 3986.

What is no percent-encoded UTF-8 becomes None, for the protocol to refuse: a lenient decoder would
turn it into U+FFFD and look for a record of that name.
"""

import re
from urllib.parse import unquote_to_bytes

BAD_PERCENT = re.compile(rb"%(?![0-9A-Fa-f]{2})")


def decode_pairs(encoded: bytes) -> list[tuple[str | None, str | None]]:
    """The name-value pairs of a query string or of an `application/x-www-form-urlencoded` body."""
    pairs = []
    for part in encoded.split(b"&"):
        if part:
            name, _, value = part.partition(b"=")
            pairs.append((_decode(name), _decode(value)))
    return pairs


def _decode(encoded: bytes) -> str | None:
    if BAD_PERCENT.search(encoded):
        return None
    try:
        return unquote_to_bytes(encoded.replace(b"+", b" ")).decode("utf-8")
    except UnicodeDecodeError:
        return None
