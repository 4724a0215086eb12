"""Reading OAI-PMH XML that others wrote, as a stream: flat memory however long the response.

Nothing is fetched, and no entity read from elsewhere. Static repository files
(https://www.openarchives.org/OAI/2.0/guidelines-static-repository.htm) are made of the same parts.
"""

from collections.abc import Collection, Iterator
from typing import BinaryIO, cast

from lxml import etree

from oaipmh.protocol.parts import PARTS, Part, ReadMetadata, local_name

# A tree takes some fifteen times the memory of its XML.
_MAX_SILENCE_BYTES = 16 * 1024 * 1024


class MalformedResponse(Exception):
    """The bytes are no OAI-PMH, or no XML; what was read before the fault stays read."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line
        self.reason = reason


def read_response(source: BinaryIO, metadata_roots: Collection[str] = ("dc",)) -> Iterator[Part]:
    """Yield the parts of a response, or of a fragment of one, in document order.

    `metadata_roots` are the names that bare metadata may have, local ones or, with their
    namespaces, `{…}name`. An element that a part holds is good only until the next part is asked
    for.

    Raises:
        MalformedResponse: when the reading comes to where the XML is broken.
    """
    patient = _Patient(source)
    parser = etree.iterparse(
        patient,
        events=("start", "end"),
        tag=[
            name if name.startswith("{") else f"{{*}}{name}" for name in {*PARTS, *metadata_roots}
        ],
        # Those the file declares itself; libxml2 stops bombs. The type stubs know only bool.
        resolve_entities=cast("bool", "internal"),
        no_network=True,
        load_dtd=False,
    )
    depth = 0  # of wanted elements: a header in a record is the record's
    found = False
    try:
        for event, element in parser:
            depth += 1 if event == "start" else -1
            if event == "end" and depth == 0:
                _refuse_lost_text(element, parser.error_log)
                part = PARTS.get(local_name(element), ReadMetadata)(element)
                if part is not None:
                    found = True
                    yield part
                _forget(element)
                patient.silence = 0
    except etree.XMLSyntaxError as error:
        _refuse_broken(error, parser.error_log)
    if not found and parser.root is not None:
        _refuse_lost_text(parser.root, parser.error_log)
        yield ReadMetadata(parser.root)


class _Patient:
    """A stream that gives up when nothing that we know comes for long.

    Raises:
        MalformedResponse: from `read`; whatever else the document is, it must not fill the memory.
    """

    def __init__(self, source: BinaryIO) -> None:
        self._source = source
        self.silence = 0

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes."""
        self.silence += size
        if self.silence > _MAX_SILENCE_BYTES:
            megabytes = _MAX_SILENCE_BYTES // 1024**2
            raise MalformedResponse(0, f"nothing that can be read ended within {megabytes} MB")
        return self._source.read(size)


def _refuse_broken(error: etree.XMLSyntaxError, log: etree._ListErrorLog) -> None:
    """Stop at what is not well-formed.

    A prefix that was not declared, or a namespace that is no URI, libxml2 tells of at the end: all
    has been read by then.
    """
    faults = [entry for entry in log if entry.level >= etree.ErrorLevels.ERROR]
    broken = [entry for entry in faults if entry.domain != etree.ErrorDomains.NAMESPACE]
    if faults and not broken:
        return
    line = broken[0].line if broken else error.lineno or 0
    reason = broken[0].message if broken else error.msg or "it is none"
    raise MalformedResponse(line, f"the XML is broken: {reason.strip()}") from None


def _refuse_lost_text(element: etree._Element, log: etree._ListErrorLog) -> None:
    """Stop at an element that may lack an entity's text.

    Where a document names a DTD, libxml2 passes over entities that nobody declared, and says so
    only in its log, which runs ahead of the events.
    """
    lost = [entry for entry in log if entry.type_name.endswith("_UNDECLARED_ENTITY")]
    if lost:
        last_line = max(one.sourceline or 0 for one in element.iter())
        if last_line >= lost[0].line:
            raise MalformedResponse(lost[0].line, f"the XML is broken: {lost[0].message}")


def _forget(element: etree._Element) -> None:
    """Free what has been read, and all that came before it, at every level."""
    element.clear()
    for ancestor in (element, *element.iterancestors()):
        parent = ancestor.getparent()
        while parent is not None and ancestor.getprevious() is not None:
            del parent[0]
