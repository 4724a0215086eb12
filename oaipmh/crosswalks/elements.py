"""How the crosswalks add elements of text."""

from lxml import etree

from oaipmh.protocol import namespaces as ns


def add(
    parent: etree._Element,
    tag: str,
    text: str,
    lang: str | None = None,
    **attributes: str | None,
) -> etree._Element:
    """A new last child with a text, and those of its attributes and its language that are known."""
    child = etree.SubElement(parent, tag)
    child.text = text
    for name, value in attributes.items():
        if value:
            child.set(name, value)
    if lang:
        child.set(ns.XML_LANG, lang)
    return child
