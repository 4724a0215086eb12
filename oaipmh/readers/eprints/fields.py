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
    # An eprint is asked for some hundred fields, and find would take three times as long.
    for field in fields:
        element = next(parent.iterchildren(name_of(field)), None)
        if element is not None and (found := (element.text or "").strip()):
            return found
    return ""


def items(parent: etree._Element, field: str) -> list[etree._Element]:
    """The values of a field: its items, or itself when it holds a single value."""
    element = next(parent.iterchildren(name_of(field)), None)
    if element is None:
        return []
    return list(element.iterchildren(name_of("item"))) or [element]


def texts(parent: etree._Element, field: str) -> list[str]:
    """The values of a field of plain text."""
    return [value for item in items(parent, field) if (value := (item.text or "").strip())]


def in_languages(parent: etree._Element, field: str) -> Iterator[tuple[str, str | None]]:
    """The values of a text field that may be said in several languages, each with its language."""
    for item in items(parent, field):
        value = (item.text or "").strip() or text(item, "text", field, "name", "value")
        if value:
            yield value, text(item, "lang") or None
