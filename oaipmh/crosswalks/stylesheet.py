"""A format of the repository's own: its crosswalk is a stylesheet (XSLT 1.0) over the item's XML.

docs/formats/own-formats.md. The stylesheet runs in a process of its own (`transformer.py`).
"""

from collections.abc import Sequence
from weakref import WeakKeyDictionary
from zlib import crc32

from lxml import etree

from oaipmh.crosswalks.sandbox import MADE, NOTHING
from oaipmh.crosswalks.transformer import Answer, transformer
from oaipmh.metadata import intermediate
from oaipmh.metadata.resource import Resource
from oaipmh.protocol import namespaces as ns
from oaipmh.protocol.response import MetadataFormat

_GREATEST_VERSION = 0x7FFFFFFF
_NOTHING = "the stylesheet makes no element of it"
_FAILS = "the stylesheet fails: "


def is_failure(reason: str) -> bool:
    """Whether it is the stylesheet's fault, and not the item's, that there is no record."""
    return reason.startswith(_FAILS)


class StylesheetCrosswalk:
    """What a stylesheet makes of a resource, found out once for each."""

    def __init__(self, served: MetadataFormat, stylesheet: bytes) -> None:
        self._format = served
        self._stylesheet = stylesheet
        self._answers: WeakKeyDictionary[Resource, Answer] = WeakKeyDictionary()

    @property
    def version(self) -> int:
        """A number that is another when the stylesheet or its format is; never 0, nor too large."""
        told = (str(intermediate.VERSION), self._format.metadata_namespace, self._format.schema)
        return crc32(self._stylesheet, crc32("\n".join(told).encode())) & _GREATEST_VERSION or 1

    def missing(self, resource: Resource) -> Sequence[str]:
        """Why it has no record: what the stylesheet says by `xsl:message`, or how it fails."""
        kind, content = self._answer(resource)
        words = content.decode()
        if kind == NOTHING:
            return words.splitlines() or [_NOTHING]
        if kind != MADE:
            return [f"{_FAILS}{words}"]
        root = _parsed(content)
        found = etree.QName(root).namespace or ""
        wanted = self._format.metadata_namespace
        if found != wanted:
            return [f"{_FAILS}it makes an element in the namespace {found!r}, not {wanted!r}"]
        if len(_locations(root)) % 2:
            return [f"{_FAILS}its xsi:schemaLocation has no pairs of a namespace and a schema"]
        return []

    def render(self, resource: Resource) -> etree._Element:
        """The element that the stylesheet makes, with its schema's location."""
        root = _parsed(self._answer(resource).content)
        locations, wanted = _locations(root), self._format.metadata_namespace
        if wanted not in locations[::2]:
            root.set(ns.SCHEMA_LOCATION, " ".join([*locations, wanted, self._format.schema]))
        return root

    def _answer(self, resource: Resource) -> Answer:
        answer = self._answers.get(resource)
        if answer is None:
            item = etree.tostring(intermediate.item_element(resource), encoding="UTF-8")
            answer = self._answers[resource] = transformer(self._stylesheet)(item)
        return answer


def _locations(root: etree._Element) -> list[str]:
    """Namespaces, each with its schema's location after it."""
    return root.get(ns.SCHEMA_LOCATION, "").split()


def _parsed(xml: bytes) -> etree._Element:
    return etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))
