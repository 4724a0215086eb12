"""Where an element stands in its document: its very bytes, which lxml does not tell."""

import re
from collections.abc import Collection
from xml.parsers import expat

from lxml import etree

_SEPARATOR = " "
_END_TAG = re.compile(rb"</[^>]*>")
_START_TAG = re.compile(rb"<[^>]*>")
_DECLARATION = re.compile(rb"""\s+xmlns(:[\w.-]+)?\s*=\s*("[^"]*"|'[^']*')""")
_SCHEMA_LOCATION = re.compile(rb"""\s+[\w.-]+:schemaLocation\s*=\s*("[^"]*"|'[^']*')""")


def slices(document: bytes, names: Collection[str]) -> dict[bytes, bytes]:
    """The bytes of each element of some names, by its XML as lxml writes it; none of broken XML."""
    try:
        elements = etree.fromstring(document).iter(*names)
    except etree.XMLSyntaxError:
        return {}
    written = [etree.tostring(one, encoding="UTF-8", with_tail=False) for one in elements]
    return dict(zip(written, _slices(document, names), strict=True))


def _slices(document: bytes, names: Collection[str]) -> list[bytes]:
    parser = expat.ParserCreate(namespace_separator=_SEPARATOR)
    wanted = {name.strip("{").replace("}", _SEPARATOR) for name in names}
    starts: list[int] = []
    found: list[tuple[int, bytes]] = []

    def start(_name: str, _attributes: dict[str, str]) -> None:
        starts.append(parser.CurrentByteIndex)

    def end(name: str) -> None:
        first, last = starts.pop(), parser.CurrentByteIndex
        if name in wanted:
            tag = _END_TAG.match(document, last)
            found.append((first, document[first : last if tag is None else tag.end()]))

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.Parse(document, True)
    return [text for _, text in sorted(found)]


def but_for_namespaces(element: bytes) -> bytes:
    """An element's bytes without what its start tag says of namespaces and their schemas."""
    tag = _START_TAG.match(element)
    assert tag is not None
    return _SCHEMA_LOCATION.sub(b"", _DECLARATION.sub(b"", tag[0])) + element[tag.end() :]
