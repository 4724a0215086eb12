"""Crosswalks: from a description to one metadata format, one file per metadataPrefix."""

from collections.abc import Callable, Iterable
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


def choose_crosswalks(metadata_prefixes: Iterable[str]) -> list[Crosswalk]:
    """The crosswalks of some formats, none twice.

    Raises:
        ValueError: there is no such format; the message names those there are.
    """
    chosen = list(dict.fromkeys(metadata_prefixes))
    unknown = [prefix for prefix in chosen if prefix not in CROSSWALKS]
    if unknown:
        known = ", ".join(CROSSWALKS)
        raise ValueError(f"there is no format {unknown[0]!r}; there is: {known}")
    return [CROSSWALKS[prefix] for prefix in chosen]
