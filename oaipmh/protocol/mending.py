"""Mending a piece of XML that is broken by single characters only: https://www.w3.org/TR/xml/.

What was meant must be beyond doubt: characters that XML cannot hold are dropped, HTML's entities
become their characters, and an `&` that begins no reference is escaped. All else stays broken.
"""

import re
from collections import Counter
from html.entities import html5
from xml.sax.saxutils import escape

from oaipmh.protocol.syntax import XML_ILLEGAL

# In sections, comments and instructions an `&` means itself.
_MENDABLE = re.compile(
    r"(?P<opaque><!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z))"
    r"|&#(?:x(?P<hexadecimal>[0-9A-Fa-f]{1,8})|(?P<decimal>[0-9]{1,8}));"
    r"|&(?P<name>[A-Za-z][A-Za-z0-9]*);"
    r"|&",
    re.DOTALL,
)
_XML_ENTITIES = {"lt", "gt", "amp", "quot", "apos"}
_LAST_CHARACTER = 0x10FFFF

_DROPPED = "characters dropped that XML cannot hold"
_NAMED = "HTML entities written as their characters"
_ESCAPED = "stray & escaped"


def mend(text: str) -> tuple[str, tuple[str, ...]]:
    """The text as it was meant, and what was done to it, in words."""
    repairs: Counter[str] = Counter()

    def replace(found: re.Match[str]) -> str:
        mended, repair = _mended(found)
        if repair:
            repairs[repair] += 1
        return mended

    held, dropped = XML_ILLEGAL.subn("", text)
    mended = _MENDABLE.sub(replace, held)
    repairs[_DROPPED] += dropped
    return mended, tuple(f"{count} {repair}" for repair, count in repairs.items() if count)


def _mended(found: re.Match[str]) -> tuple[str, str | None]:
    whole = found[0]
    if found["opaque"]:
        return whole, None
    if found["hexadecimal"] or found["decimal"]:
        number = int(found["hexadecimal"] or found["decimal"], 16 if found["hexadecimal"] else 10)
        legal = number <= _LAST_CHARACTER and not XML_ILLEGAL.match(chr(number))
        return (whole, None) if legal else ("", _DROPPED)
    name = found["name"]
    if name in _XML_ENTITIES:
        return whole, None
    character = html5.get(f"{name};") if name else None
    if character:
        return escape(character), _NAMED
    return "&amp;" + whole[1:], _ESCAPED
