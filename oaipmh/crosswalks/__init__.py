"""Crosswalks: from a resource's description to one metadata format, one file per metadataPrefix.

A crosswalk's module has `FORMAT`, `VERSION`, `missing` and `render`.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from lxml import etree

from oaipmh.crosswalks import (
    marc21,
    mods,
    oai_datacite,
    oai_dc,
    oai_etdms,
    oai_openaire,
    oai_qdc,
    rioxx,
    uketd_dc,
)
from oaipmh.metadata.resource import Resource
from oaipmh.protocol.response import MetadataFormat


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """How a format's records are made.

    `version` grows whenever the same description gives other XML. `missing` names, for people, what
    the format's guideline demands and the resource lacks: an item is in the format when nothing is
    missing, and only then `render` is called.
    """

    format: MetadataFormat
    version: int
    missing: Callable[[Resource], Sequence[str]]
    render: Callable[[Resource], etree._Element]

    @property
    def metadata_prefix(self) -> str:
        """The format's metadataPrefix."""
        return self.format.metadata_prefix


CROSSWALKS = {
    module.FORMAT.metadata_prefix: Crosswalk(
        module.FORMAT, module.VERSION, module.missing, module.render
    )
    for module in (
        oai_dc,
        oai_qdc,
        oai_openaire,
        oai_datacite,
        rioxx,
        mods,
        marc21,
        uketd_dc,
        oai_etdms,
    )
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
