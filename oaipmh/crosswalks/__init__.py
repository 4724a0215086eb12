"""Crosswalks: from a resource's description to one metadata format, one file per metadataPrefix.

A crosswalk's module has `FORMAT`, `VERSION`, `missing` and `render`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

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

_NONE: Mapping[str, Crosswalk] = MappingProxyType({})


def choose_crosswalks(
    metadata_prefixes: Iterable[str], own: Mapping[str, Crosswalk] = _NONE
) -> list[Crosswalk]:
    """The crosswalks of some formats, none twice; `own` are the repository's own.

    Raises:
        ValueError: there is no such format; the message names those there are.
    """
    known = {**CROSSWALKS, **own}
    chosen = list(dict.fromkeys(metadata_prefixes))
    for prefix in chosen:
        if prefix not in known:
            raise ValueError(f"there is no format {prefix!r}; there is: {', '.join(known)}")
    return [known[prefix] for prefix in chosen]
