"""The formats of one repository, and how its records are made in them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Self

from oaipmh.crosswalks import Crosswalk
from oaipmh.metadata.description import Description
from oaipmh.metadata.resource import Resource
from oaipmh.protocol.writer import payload_xml


@dataclass(frozen=True, slots=True)
class Formats:
    """A repository's formats. `words` are its own words for types, see `resource_type`.

    `on_the_fly` are those whose records are not stored, but made when they are asked for.
    """

    crosswalks: Sequence[Crosswalk]
    words: Mapping[str, str] = field(default_factory=dict)
    on_the_fly: Collection[str] = ()

    def crosswalk(self, metadata_prefix: str) -> Crosswalk | None:
        """The crosswalk of a format; None when it is none of these."""
        return next(
            (one for one in self.crosswalks if one.metadata_prefix == metadata_prefix), None
        )

    def only(self, metadata_prefixes: Collection[str]) -> Self:
        """Some of them."""
        some = [one for one in self.crosswalks if one.metadata_prefix in metadata_prefixes]
        return replace(self, crosswalks=some)

    def resource(self, identifier: str, description: Description, day: str) -> Resource:
        """What an item's description tells of on a day (YYYY-MM-DD), as the crosswalks read it."""
        return Resource(identifier, description, day=day, words=self.words)


def make_payload(crosswalk: Crosswalk, resource: Resource, abouts: Iterable[bytes]) -> bytes | None:
    """A record's metadata and about containers as served; None when the item lacks the format."""
    if crosswalk.missing(resource):
        return None
    return payload_xml(crosswalk.render(resource), abouts)
