"""Text that XML 1.0 can hold: production [2] Char of https://www.w3.org/TR/xml/#charsets."""

import re

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean_text(text: str) -> tuple[str, int]:
    """The text without the characters that XML cannot hold, and how many those were.

    They are control characters, lone surrogates, U+FFFE and U+FFFF: nothing a reader would see.
    """
    return _ILLEGAL.subn("", text)
