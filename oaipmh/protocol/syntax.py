"""What identifiers, setSpecs, metadataPrefixes and languages may look like.

Patterns are those of OAI-PMH.xsd; whatever passes here may stand in a response. An identifier must
also be an `xs:anyURI` (section 2.4), which libxml2 judges as the validators do.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from lxml import etree

_SET_SPEC = re.compile(r"[A-Za-z0-9\-_.!~*'()]+(:[A-Za-z0-9\-_.!~*'()]+)*", re.ASCII)
_METADATA_PREFIX = re.compile(r"[A-Za-z0-9\-_.!~*'()]+", re.ASCII)
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*", re.ASCII)

# RFC 3986's characters and RFC 3987's beyond ASCII; `%` only before two hexadecimal digits.
_URI_CHARACTERS = re.compile(
    r"(?:[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2}"
    "|[\u00a1-\u167f\u1681-\u1fff\u2010-\u2027\u2030-\u205e\u2070-\u2fff\u3001-\ud7ff"
    "\uf900-\ufdcf\ufdf0-\uffef\U00010000-\U0001fffd\U00020000-\U0002fffd"
    "\U00030000-\U0003fffd])+"
)
# What most identifiers look like, `oai:domain:number`: RFC 3986's path-rootless, no % in it.
_PLAIN_URI = re.compile(r"[a-z]+:[A-Za-z0-9.~_:-][A-Za-z0-9.~_:/-]*")
_ANY_URI = etree.XMLSchema(
    etree.XML(
        '<schema xmlns="http://www.w3.org/2001/XMLSchema">'
        '<element name="u" type="anyURI"/></schema>'
    )
)
MAX_URI_CHARACTERS = 8000
MAX_IDENTIFIER_BYTES = 2000
MAX_SET_SPEC_BYTES = 1000
MAX_SET_DEPTH = 20
XML_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, however written: https://www.w3.org/TR/xml/#charsets."""


@lru_cache(maxsize=4096)
def is_uri(text: str) -> bool:
    """Whether `xs:anyURI` accepts the text, unescaped and without white space."""
    if len(text) > MAX_URI_CHARACTERS:
        return False
    if _PLAIN_URI.fullmatch(text):
        return True
    if not _URI_CHARACTERS.fullmatch(text):
        return False
    element = etree.Element("u")
    element.text = text
    return _ANY_URI.validate(element)


def is_identifier(text: str) -> bool:
    """Whether the text may be an item's unique identifier."""
    # A database's index takes no longer keys; a GET could hardly carry them either.
    return is_uri(text) and len(text.encode()) <= MAX_IDENTIFIER_BYTES


@lru_cache(maxsize=4096)
def is_set_spec(text: str) -> bool:
    """Whether the text is a setSpec: one or more parts joined by colons, 20 at the most."""
    fits = len(text) <= MAX_SET_SPEC_BYTES and text.count(":") < MAX_SET_DEPTH
    return fits and _SET_SPEC.fullmatch(text) is not None


def is_metadata_prefix(text: str) -> bool:
    """Whether the text is a metadataPrefix."""
    return _METADATA_PREFIX.fullmatch(text) is not None


def is_language(text: str) -> bool:
    """Whether `xs:language`, the type of xml:lang, accepts the text."""
    return _LANGUAGE.fullmatch(text) is not None


@lru_cache(maxsize=4096)
def set_ancestors(set_spec: str) -> tuple[str, ...]:
    """A set and every set above it, the deepest last: `a:b:c` gives `a`, `a:b`, `a:b:c`."""
    parts = set_spec.split(":")
    return tuple(":".join(parts[: depth + 1]) for depth in range(len(parts)))


def deepest_sets(set_specs: Iterable[str]) -> tuple[str, ...]:
    """The setSpecs a header shows, sorted: those that no other in it descends from.

    Section 2.6: an item in `a:b` is in `a` too, so naming `a` beside it says nothing.
    """
    return _deepest_sets(frozenset(set_specs))


@lru_cache(maxsize=4096)
def _deepest_sets(set_specs: frozenset[str]) -> tuple[str, ...]:
    implied = {above for spec in set_specs for above in set_ancestors(spec)[:-1]}
    return tuple(sorted(set_specs - implied))
