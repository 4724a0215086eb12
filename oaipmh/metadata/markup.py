"""Markup in text: HTML, JATS and MathML tags that sources leave in titles and abstracts.

Only tags of these vocabularies count, so that prose with `<` and `&` survives byte for byte:
https://html.spec.whatwg.org/, https://jats.nlm.nih.gov/, https://www.w3.org/TR/MathML3/.
"""

# ruff: noqa: SIM905 - vocabularies read best as running words
import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

_BLOCK = frozenset(
    "address article aside blockquote body break br caption center dd disp-formula disp-quote div "
    "dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hr html li list "
    "list-item main nav ol p pre sec section table tbody td tfoot th thead title tr ul".split()
)
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big bold cite code del dfn em ext-link fixed-case font i img "
    "inline-formula inline-graphic ins italic kbd label mark monospace named-content overline q "
    "roman s samp sans-serif sc small span strike strong styled-content sub sup tex-math tt u "
    "underline uri var wbr xref "
    "annotation annotation-xml maction math menclose merror mfenced mfrac mi mmultiscripts mn mo "
    "mover mpadded mphantom mprescripts mroot mrow ms mspace msqrt mstyle msub msubsup msup mtable "
    "mtd mtext mtr munder munderover none semantics".split()
)
_DROPPED = frozenset(("annotation", "annotation-xml", "script", "style"))
"""Elements whose content is no text: it goes with them."""
_KNOWN = _BLOCK | _INLINE | _DROPPED
_VOID = frozenset(("br", "hr", "img", "mprescripts", "mspace", "wbr"))
_LEFT_OPEN = frozenset(("dd", "dt", "li", "p", "td", "th", "tr"))
"""Elements that HTML lets end without an end tag."""

# Possessive throughout: what has matched is never tried again, so that time stays linear.
_TAG = re.compile(
    r"<(?P<slash>/?)(?P<name>(?:(?:jats|mml|m|html|xhtml):)?[a-z][a-z0-9-]*+)"
    r"(?:\s++[^\s<>\"'=/]++\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s<>\"'=`]++))*+"
    r"\s*+(?P<empty>/?)>",
    re.IGNORECASE | re.ASCII,
)
_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_MAX_LEVELS = 3
"""How often markup may have been escaped over."""


class _Tag(NamedTuple):
    start: int
    end: int
    written: str
    name: str
    closing: bool
    empty: bool


def strip_markup(text: str) -> tuple[str, list[str]]:
    """The text without its markup, and the names of the tags that went.

    Block tags leave a line break, inline tags nothing. Character references are decoded only where
    there was markup. A tag counts where it is void, has its other half, or is one that HTML lets
    stay open; escaped markup (`&lt;p&gt;`) only in the first two cases.
    """
    removed: dict[str, None] = {}
    for _ in range(_MAX_LEVELS):
        if "<" not in text and "&lt;" not in text:
            break
        tags = _markup(text, strict=False)
        if not tags and "&lt;" in text:
            unescaped = _decode(text)
            tags = _markup(unescaped, strict=True)
            text = unescaped if tags else text
        if not tags:
            break
        removed.update(dict.fromkeys(tag.written for tag in tags))
        text = _tidy(_decode("".join(_pieces(text, tags))))
    return text, list(removed)


def _markup(text: str, *, strict: bool) -> list[_Tag]:
    """The tags that count, in order."""
    tags = list(_tags(text))
    halves = _matched(tags)
    return [
        tag
        for place, tag in enumerate(tags)
        if place in halves
        or tag.empty
        or tag.name in _VOID
        or (not strict and tag.name in _LEFT_OPEN)
    ]


def _tags(text: str) -> Iterator[_Tag]:
    for found in _TAG.finditer(text):
        written = found["name"].lower()
        name = written.rpartition(":")[2]
        if name in _KNOWN:
            closing, empty = bool(found["slash"]), bool(found["empty"])
            yield _Tag(found.start(), found.end(), written, name, closing, empty)


def _matched(tags: list[_Tag]) -> set[int]:
    """The places of the tags that have their other half; how elements nest does not matter."""
    waiting: dict[str, list[int]] = {}
    matched = set()
    for place, tag in enumerate(tags):
        if tag.closing:
            if waiting.get(tag.written):
                matched |= {waiting[tag.written].pop(), place}
        elif not tag.empty:
            waiting.setdefault(tag.written, []).append(place)
    return matched


def _pieces(text: str, tags: list[_Tag]) -> Iterator[str]:
    """The text between the tags, and a line break for each block tag."""
    position = 0
    dropping = 0  # how many elements without text we are in
    for tag in tags:
        if not dropping:
            yield text[position : tag.start]
            if tag.name in _BLOCK:
                yield "\n"
        if tag.name in _DROPPED and not tag.empty:
            dropping += -1 if tag.closing else 1
        position = tag.end
    yield text[position:]


def _decode(text: str) -> str:
    return _REFERENCE.sub(lambda found: unescape(found[0]), text)


def _tidy(text: str) -> str:
    """Without the blanks around line breaks, and without empty lines."""
    return "\n".join(line for part in text.split("\n") if (line := part.strip(" \t\r")))
