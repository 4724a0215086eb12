"""Who the repository is: all that the verbs need to know besides the store."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from oaipmh.crosswalks.formats import Formats
from oaipmh.protocol.datestamp import Granularity
from oaipmh.protocol.response import MetadataFormat
from oaipmh.provider.keyring import Keyring


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository's identity and habits. `descriptions` are Identify's containers.

    `crosswalks` make the records that are not stored.
    """

    name: str
    base_url: str
    admin_emails: Sequence[str]
    granularity: Granularity
    page_size: int
    formats: Mapping[str, MetadataFormat]
    tokens: Keyring
    descriptions: Sequence[etree._Element] = ()
    crosswalks: Formats = field(default_factory=lambda: Formats(()))
