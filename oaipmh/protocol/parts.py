"""The parts of OAI-PMH XML that others wrote, as they stand: nothing in them has been judged.

Names are matched without their namespace, because saved responses come with the OAI 1.x namespace,
with prefixes, or with none. Headers and records are tuples because a page has hundreds of them, and
a tuple is made in half the time.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from lxml import etree


class ReadHeader(NamedTuple):
    """A header as it stands: nothing in it has been judged."""

    identifier: str
    datestamp: str
    set_specs: tuple[str, ...]
    deleted: bool


class ReadRecord(NamedTuple):
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


def local_name(element: etree._Element) -> str:
    """The name without namespace, or prefix that nobody declared; empty for a comment."""
    return _local(element.tag)


def _without_namespace(tag: object) -> str:
    return tag.rpartition("}")[2].rpartition(":")[2] if isinstance(tag, str) else ""


_local: Callable[[object], str] = lru_cache(maxsize=1024)(_without_namespace)


def _record(element: etree._Element) -> ReadRecord:
    header = metadata = None
    abouts = []
    for child in element:  # once: this and the header are most of what reading a page takes
        name = _local(child.tag)
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
        name = _local(child.tag)
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


def _child(element: etree._Element, name: str) -> etree._Element | None:
    return next((child for child in element if local_name(child) == name), None)


def _first(element: etree._Element) -> etree._Element | None:
    for child in element:
        if isinstance(child.tag, str):
            return child
    return None


def _text(element: etree._Element | None) -> str:
    if element is None:
        return ""
    return ("".join(element.itertext()) if len(element) else element.text or "").strip()


def _child_text(element: etree._Element, name: str) -> str:
    return _text(_child(element, name))
