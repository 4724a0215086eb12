"""Reading OAI-PMH XML that others wrote, as a stream: flat memory however long the response.

Names are matched without their namespace, because saved responses come with the OAI 1.x namespace,
with prefixes, or with none. Nothing is fetched, and no entity read from elsewhere. Static
repository files (https://www.openarchives.org/OAI/2.0/guidelines-static-repository.htm) are made of
the same parts.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, TypeAlias, cast

from lxml import etree

# A tree takes some fifteen times the memory of its XML.
_MAX_SILENCE_BYTES = 16 * 1024 * 1024


class MalformedResponse(Exception):
    """The bytes are no OAI-PMH, or no XML; what was read before the fault stays read."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line
        self.reason = reason


@dataclass(frozen=True, slots=True)
class ReadHeader:
    """A header as it stands: nothing in it has been judged."""

    identifier: str
    datestamp: str
    set_specs: tuple[str, ...]
    deleted: bool


@dataclass(frozen=True, slots=True)
class ReadRecord:
    """A record: its header, the root element of its metadata, and those of its abouts.

    A record without a header is some other vocabulary's, such as MARCXML's. `metadata_prefix` is
    that of the section of a static repository it stands in; None elsewhere.
    """

    header: ReadHeader | None
    metadata: etree._Element | None
    abouts: tuple[etree._Element, ...]
    element: etree._Element
    metadata_prefix: str | None = None


@dataclass(frozen=True, slots=True)
class ReadMetadata:
    """A metadata root that stands in no record, or the root of a document without any part."""

    element: etree._Element


@dataclass(frozen=True, slots=True)
class ReadSet:
    """A set, with the text of its description."""

    set_spec: str
    set_name: str
    description: str | None


@dataclass(frozen=True, slots=True)
class ReadMetadataFormat:
    """A format the other side offers."""

    metadata_prefix: str
    schema: str
    metadata_namespace: str


@dataclass(frozen=True, slots=True)
class ReadIdentify:
    """The parts of Identify that a harvester steers by."""

    base_url: str
    protocol_version: str
    earliest_datestamp: str
    deleted_record: str
    granularity: str


@dataclass(frozen=True, slots=True)
class ReadError:
    """An error condition the other side reported."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class ReadToken:
    """The resumptionToken: an empty value ends the list."""

    value: str
    attributes: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReadResponseDate:
    """When the other side answered, as it wrote it."""

    value: str


Part: TypeAlias = (
    ReadRecord
    | ReadHeader
    | ReadMetadata
    | ReadSet
    | ReadMetadataFormat
    | ReadIdentify
    | ReadError
    | ReadToken
    | ReadResponseDate
)


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


def local_name(element: etree._Element) -> str:
    """The name without namespace, or prefix that nobody declared; empty for a comment."""
    tag = element.tag
    return tag.rpartition("}")[2].rpartition(":")[2] if isinstance(tag, str) else ""


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


def _record(element: etree._Element) -> ReadRecord:
    header = metadata = None
    abouts = []
    for child in element:  # once: this and the header are most of what reading a page takes
        name = local_name(child)
        if name == "header" and header is None:
            header = _header(child)
        elif name == "metadata" and metadata is None:
            metadata = child
        elif name == "about":
            abouts.append(_first(child))
    section = element.getparent()
    return ReadRecord(
        header,
        None if metadata is None else _first(metadata),
        tuple(root for root in abouts if root is not None),
        element,
        None if section is None else section.get("metadataPrefix"),
    )


def _header(element: etree._Element) -> ReadHeader:
    identifier = datestamp = None
    set_specs = []
    for child in element:
        name = local_name(child)
        if name == "setSpec":
            set_specs.append(_text(child))
        elif name == "identifier" and identifier is None:
            identifier = _text(child)
        elif name == "datestamp" and datestamp is None:
            datestamp = _text(child)
    deleted = element.get("status") == "deleted"
    return ReadHeader(identifier or "", datestamp or "", tuple(set_specs), deleted)


def _set(element: etree._Element) -> ReadSet | None:
    if _child(element, "setSpec") is None:
        return None
    # The words of the description, whatever vocabulary holds them.
    description = " ".join(_child_text(element, "setDescription").split())
    set_spec, set_name = _child_text(element, "setSpec"), _child_text(element, "setName")
    return ReadSet(set_spec, set_name, description or None)


def _metadata_format(element: etree._Element) -> ReadMetadataFormat:
    return ReadMetadataFormat(
        _child_text(element, "metadataPrefix"),
        _child_text(element, "schema"),
        _child_text(element, "metadataNamespace"),
    )


def _identify(element: etree._Element) -> ReadIdentify:
    return ReadIdentify(
        _child_text(element, "baseURL"),
        _child_text(element, "protocolVersion"),
        _child_text(element, "earliestDatestamp"),
        _child_text(element, "deletedRecord"),
        _child_text(element, "granularity"),
    )


def _error(element: etree._Element) -> ReadError:
    return ReadError(element.get("code", ""), _text(element))


def _token(element: etree._Element) -> ReadToken:
    return ReadToken(_text(element), {str(k): str(v) for k, v in element.attrib.items()})


def _response_date(element: etree._Element) -> ReadResponseDate:
    return ReadResponseDate(_text(element))


PARTS: dict[str, Callable[[etree._Element], Part | None]] = {
    "record": _record,
    "header": _header,
    "set": _set,
    "metadataFormat": _metadata_format,
    "Identify": _identify,
    "error": _error,
    "resumptionToken": _token,
    "responseDate": _response_date,
}
"""The elements that are parts, and how each is read."""


def _forget(element: etree._Element) -> None:
    """Free what has been read, and all that came before it, at every level."""
    element.clear()
    for ancestor in (element, *element.iterancestors()):
        parent = ancestor.getparent()
        while parent is not None and ancestor.getprevious() is not None:
            del parent[0]


def _child(element: etree._Element, name: str) -> etree._Element | None:
    return next((child for child in element if local_name(child) == name), None)


def _first(element: etree._Element) -> etree._Element | None:
    return next((child for child in element if isinstance(child.tag, str)), None)


def _text(element: etree._Element | None) -> str:
    if element is None:
        return ""
    return ("".join(element.itertext()) if len(element) else element.text or "").strip()


def _child_text(element: etree._Element, name: str) -> str:
    return _text(_child(element, name))
