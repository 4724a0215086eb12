"""What readers ask of an XML element, whatever its namespace: text, language, descendants."""

import re
from collections.abc import Iterator

from lxml import etree

from oaipmh.protocol import namespaces as ns

_ABSOLUTE_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"]+", re.ASCII)
_USUAL_PREFIXES = {
    "dc": ns.DC,
    "dcterms": ns.DCTERMS,
    "edm": "http://www.europeana.eu/schemas/edm/",
}
_STRING = etree.XPath("string()")
_XLINK_HREF = "{http://www.w3.org/1999/xlink}href"


def namespace(element: etree._Element) -> str:
    """The namespace; empty where there is none, and for a comment.

    Of a prefix that nobody declared, as careless exports have it, the namespace it usually means.
    """
    if not isinstance(element.tag, str):
        return ""
    uri, brace, local = element.tag.rpartition("}")
    return uri[1:] if brace else _USUAL_PREFIXES.get(local.rpartition(":")[0], "")


def full_text(element: etree._Element) -> str:
    """All text in the element, as it came: that of markup in it too, of comments not."""
    return str(_STRING(element)) if len(element) else element.text or ""


def text(element: etree._Element | None) -> str:
    """All text in the element, white space made single; empty where there is no element."""
    return "" if element is None else " ".join(full_text(element).split())


def each(element: etree._Element, path: str) -> Iterator[etree._Element]:
    """The descendants on a path of local names, such as `role/roleTerm`."""
    return element.iterfind("/".join(f"{{*}}{step}" for step in path.split("/")))


def first(element: etree._Element, path: str) -> etree._Element | None:
    """The first descendant on a path of local names."""
    return next(each(element, path), None)


def text_at(element: etree._Element, path: str) -> str:
    """The text of the first descendant on a path that has any; else empty."""
    return next((found for one in each(element, path) if (found := text(one))), "")


def language(element: etree._Element) -> str | None:
    """The language said at the element, or at the nearest above it."""
    for one in (element, *element.iterancestors()):
        if (lang := one.get(ns.XML_LANG)) is not None:
            return lang or None
    return None


def is_absolute(text: str) -> bool:
    """Whether the text looks like a URI with a scheme."""
    return _ABSOLUTE_URI.fullmatch(text) is not None


def uri_at(element: etree._Element, *attributes: str) -> str | None:
    """The first of the attributes that is a URI; `xlink:href` where none is named."""
    for attribute in attributes or (_XLINK_HREF,):
        value = (element.get(attribute) or "").strip()
        if is_absolute(value):
            return value
    return None
