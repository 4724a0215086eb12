"""The formats of one repository, and how its records are made in them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Self

from oaipmh.crosswalks import CROSSWALKS, Crosswalk
from oaipmh.metadata.description import Description
from oaipmh.metadata.native import NATIVE_NAMESPACES
from oaipmh.metadata.resource import Resource
from oaipmh.protocol.writer import payload_xml

NATIVE_FORMATS = tuple(
    prefix
    for prefix, crosswalk in CROSSWALKS.items()
    if crosswalk.format.metadata_namespace in NATIVE_NAMESPACES
)
"""The formats in which a record may be served as it came."""


@dataclass(frozen=True, slots=True)
class Formats:
    """A repository's formats. `words` are its own words for types, see `resource_type`.

    `on_the_fly` are those whose records are not stored, but made when they are asked for. In those
    that are `native` a record that came in in the format is served as it came.
    """

    crosswalks: Sequence[Crosswalk]
    words: Mapping[str, str] = field(default_factory=dict)
    on_the_fly: Collection[str] = ()
    native: Collection[str] = ()

    def crosswalk(self, metadata_prefix: str) -> Crosswalk | None:
        """The crosswalk of a format; None when it is none of these."""
        return next(
            (one for one in self.crosswalks if one.metadata_prefix == metadata_prefix), None
        )

    def native_crosswalk(self, namespace: str) -> Crosswalk | None:
        """The crosswalk of the native format that is in a namespace."""
        candidates = (one for one in self.crosswalks if one.metadata_prefix in self.native)
        return next((one for one in candidates if one.format.metadata_namespace == namespace), None)

    def only(self, metadata_prefixes: Collection[str]) -> Self:
        """Some of them."""
        some = [one for one in self.crosswalks if one.metadata_prefix in metadata_prefixes]
        return replace(self, crosswalks=some)

    def but(self, metadata_prefix: str) -> Self:
        """All but one of them."""
        rest = [one for one in self.crosswalks if one.metadata_prefix != metadata_prefix]
        return replace(self, crosswalks=rest)

    def resource(self, identifier: str, description: Description, day: str) -> Resource:
        """What an item's description tells of on a day (YYYY-MM-DD), as the crosswalks read it."""
        return Resource(identifier, description, day=day, words=self.words)


def check_native(metadata_prefixes: tuple[str, ...]) -> tuple[str, ...]:
    """The same, if records may be served as they came in all of these formats.

    Raises:
        ValueError: not in one of them.
    """
    for prefix in metadata_prefixes:
        if prefix not in NATIVE_FORMATS:
            can_be = ", ".join(NATIVE_FORMATS)
            raise ValueError(f"{prefix!r} cannot be native; those that can are {can_be}")
    return metadata_prefixes


def make_payload(crosswalk: Crosswalk, resource: Resource, abouts: Iterable[bytes]) -> bytes | None:
    """A record's metadata and about containers as served; None when the item lacks the format."""
    if crosswalk.missing(resource):
        return None
    return payload_xml(crosswalk.render(resource), abouts)
