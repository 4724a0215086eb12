"""What the six verbs answer, before it is XML: OAI-PMH 2.0, sections 3.2 and 4.

Instants are whole seconds since 1970-01-01T00:00:00Z. A record comes as the bytes that were made
when its item was written; only its datestamp is still a number, because how it is written depends
on the repository's granularity.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from lxml import etree

from oaipmh.protocol.datestamp import Granularity
from oaipmh.protocol.errors import OAIError


@dataclass(frozen=True, slots=True)
class MetadataFormat:
    """A format records can be had in (section 4.4)."""

    metadata_prefix: str
    schema: str
    metadata_namespace: str


@dataclass(frozen=True, slots=True)
class Identify:
    """Who the repository is (section 4.2). `descriptions` are the containers' root elements."""

    repository_name: str
    base_url: str
    admin_emails: Sequence[str]
    earliest_datestamp: int
    granularity: Granularity
    descriptions: Sequence[etree._Element] = ()


@dataclass(frozen=True, slots=True)
class SetDescription:
    """A set as ListSets shows it (section 4.6). `description` is plain text."""

    set_spec: str
    set_name: str
    description: str | None = None


class StoredRecord(NamedTuple):
    """A record as stored bytes: see `writer.header_xml` and `writer.payload_xml`.

    Lists are in the order of datestamp and `key`, which breaks ties.
    """

    datestamp: int
    header: bytes
    payload: bytes
    key: int = 0


@dataclass(frozen=True, slots=True)
class ListPosition:
    """The resumptionToken element of a page (section 3.5); an empty value ends the list."""

    value: str
    cursor: int
    complete_list_size: int | None
    expires: int | None = None


@dataclass(frozen=True, slots=True)
class ListMetadataFormats:
    """The formats of the repository, or of one item."""

    formats: Sequence[MetadataFormat]


@dataclass(frozen=True, slots=True)
class ListSets:
    """A page of sets."""

    sets: Sequence[SetDescription]
    position: ListPosition | None


@dataclass(frozen=True, slots=True)
class GetRecord:
    """One record."""

    record: StoredRecord


@dataclass(frozen=True, slots=True)
class ListIdentifiers:
    """A page of headers; the records' payloads are empty."""

    records: Sequence[StoredRecord]
    position: ListPosition | None


@dataclass(frozen=True, slots=True)
class ListRecords:
    """A page of records."""

    records: Sequence[StoredRecord]
    position: ListPosition | None


Content: TypeAlias = (
    Identify | ListMetadataFormats | ListSets | GetRecord | ListIdentifiers | ListRecords
)


@dataclass(frozen=True, slots=True)
class Response:
    """A whole answer: content, or the errors instead of it.

    `arguments` are what `<request>` echoes; empty where section 3.2 forbids the echo.
    """

    response_date: int
    base_url: str
    granularity: Granularity
    arguments: Sequence[tuple[str, str]]
    content: Content | Sequence[OAIError]
