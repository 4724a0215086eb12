"""Text that XML 1.0 can hold."""

from urllib.parse import unquote

from oaipmh.protocol.syntax import XML_ILLEGAL


def clean_text(text: str) -> tuple[str, int]:
    """The text without the characters that XML cannot hold, and how many those were.

    They are control characters, lone surrogates, U+FFFE and U+FFFF: nothing a reader would see.
    """
    if text.isprintable():  # all of that is legal, and it is known at once
        return text, 0
    return XML_ILLEGAL.subn("", text)


def unquoted(text: str) -> str:
    """The text that a part of a URI means, as XML can hold it: `%00` may stand in a URI."""
    return clean_text(unquote(text))[0].strip() if "%" in text else text.strip()
