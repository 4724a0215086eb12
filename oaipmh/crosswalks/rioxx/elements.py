"""What the parts of a RIOXX record are written with: its namespaces, and elements of text."""

import re

from lxml import etree

from oaipmh.protocol import namespaces as ns
from oaipmh.protocol.syntax import is_uri

RIOXXTERMS = "http://docs.rioxx.net/schema/v3.0/rioxxterms/"
DC = f"{{{ns.DC}}}"
TERMS = f"{{{RIOXXTERMS}}}"
_WEB_ADDRESS = re.compile("https?://[^/?#]")


def add(parent: etree._Element, tag: str, text: str, lang: str | None = None) -> etree._Element:
    """A new child with a text, and its language where that is given."""
    child = etree.SubElement(parent, tag)
    child.text = text
    if lang:
        child.set(ns.XML_LANG, lang)
    return child


def is_web_address(text: str | None) -> bool:
    """Whether a text is an HTTP(S) URI, as the profile demands it of most identifiers."""
    return text is not None and _WEB_ADDRESS.match(text) is not None and is_uri(text)
