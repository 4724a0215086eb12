"""The formats of one repository, and how its records are made in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from oaipmh.crosswalks import Crosswalk
from oaipmh.metadata.description import Description
from oaipmh.metadata.resource import Resource


@dataclass(frozen=True, slots=True)
class Formats:
    """A repository's formats. `words` are its own words for types, see `resource_type`."""

    crosswalks: Sequence[Crosswalk]
    words: Mapping[str, str] = field(default_factory=dict)

    def resource(self, identifier: str, description: Description, day: str) -> Resource:
        """What an item's description tells of on a day (YYYY-MM-DD), as the crosswalks read it."""
        return Resource(identifier, description, day=day, words=self.words)
