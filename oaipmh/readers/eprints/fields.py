"""The fields of an EPrints object: one element each, with an `item` for each value if multiple.

https://wiki.eprints.org/w/Category:EPrints_Metadata_Fields
"""

from collections.abc import Iterator

from lxml import etree

NAMESPACE = "http://eprints.org/ep2/data/2.0"


def name_of(field: str) -> str:
    """The element's name of a field."""
    return f"{{{NAMESPACE}}}{field}"


def text(parent: etree._Element, *fields: str) -> str:
    """The text of the first of these fields that has any; empty when none has."""
    for field in fields:
        found = parent.findtext(name_of(field), "").strip()
        if found:
            return found
    return ""


def items(parent: etree._Element, field: str) -> list[etree._Element]:
    """The values of a field: its items, or itself when it holds a single value."""
    element = parent.find(name_of(field))
    if element is None:
        return []
    several = element.findall(name_of("item"))
    return several or [element]


def texts(parent: etree._Element, field: str) -> list[str]:
    """The values of a field of plain text."""
    return [value for item in items(parent, field) if (value := (item.text or "").strip())]


def in_languages(parent: etree._Element, field: str) -> Iterator[tuple[str, str | None]]:
    """The values of a text field that may be said in several languages, each with its language."""
    for item in items(parent, field):
        value = (item.text or "").strip() or text(item, "text", field, "name", "value")
        if value:
            yield value, text(item, "lang") or None
