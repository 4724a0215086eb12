"""What the parts of a DataCite record are written with: its namespace, and elements of text."""

from lxml import etree

from oaipmh.protocol import namespaces as ns

NAMESPACE = "http://datacite.org/schema/kernel-4"


def tag(name: str) -> str:
    """An element's name, in DataCite's namespace."""
    return f"{{{NAMESPACE}}}{name}"


def add(
    parent: etree._Element,
    name: str,
    text: str,
    lang: str | None = None,
    **attributes: str | None,
) -> etree._Element:
    """A new child with a text, and the attributes that are given."""
    child = etree.SubElement(parent, name)
    child.text = text
    for attribute, value in attributes.items():
        if value:
            child.set(attribute, value)
    if lang:
        child.set(ns.XML_LANG, lang)
    return child
