"""A whole response held in memory, read at once: for pages, where `reader`'s stream is for files.

https://www.openarchives.org/OAI/openarchivesprotocol.html#XMLResponse
"""

from collections.abc import Iterator
from typing import cast

from lxml import etree

from oaipmh.protocol.parts import PARTS, Part, local_name
from oaipmh.protocol.reader import MalformedResponse
from oaipmh.protocol.verbs import VERBS

# The verbs' own names were root elements in OAI-PMH 1.1.
_ROOTS = {"OAI-PMH", *VERBS}


def read_page(body: bytes) -> list[Part]:
    """The parts of a response, in document order; their elements stay good.

    Raises:
        MalformedResponse: the XML is broken, or no OAI-PMH.
    """
    root = _parse(body.lstrip())
    if local_name(root) not in _ROOTS:
        reason = f"the document is <{local_name(root)}>, not OAI-PMH"
        raise MalformedResponse(root.sourceline or 0, reason)
    return list(_parts(root))


def _parse(body: bytes) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=cast("bool", "internal"), no_network=True, load_dtd=False
    )
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        reason = f"the XML is broken: {error.msg or 'it is none'}"
        raise MalformedResponse(error.lineno or 0, reason) from None
    for entry in parser.error_log:  # where there is a DTD, libxml2 drops such entities
        if entry.type_name.endswith("_UNDECLARED_ENTITY"):
            raise MalformedResponse(entry.line, f"the XML is broken: {entry.message}")
    return root


def _parts(element: etree._Element, depth: int = 2) -> Iterator[Part]:
    """Parts are children of the root, or of the verb's element below it."""
    for child in element:
        read = PARTS.get(local_name(child))
        if read is not None:
            part = read(child)
            if part is not None:
                yield part
        elif depth > 1:
            yield from _parts(child, depth - 1)
