"""Crosswalks: from a description to one metadata format, one file per metadataPrefix."""

from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from oaipmh.crosswalks import oai_dc
from oaipmh.metadata.description import Description
from oaipmh.protocol.response import MetadataFormat


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """How a format's records are made.

    `version` grows whenever the same description gives other XML, so that records made before are
    known. `render` gives None for a description that the format cannot express.
    """

    format: MetadataFormat
    version: int
    render: Callable[[Description], etree._Element | None]


CROSSWALKS = {
    "oai_dc": Crosswalk(oai_dc.FORMAT, oai_dc.VERSION, oai_dc.render),
}
