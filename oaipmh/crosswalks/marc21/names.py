"""Who had to do with the item: 100 and 110, 700 and 710; 720 where it is not known who is a person.

https://www.loc.gov/marc/bibliographic/bdx00.html
"""

from collections.abc import Iterator

from oaipmh.crosswalks.marc21.fields import Field, field, uri_subfield
from oaipmh.metadata.agents import Agent
from oaipmh.metadata.relators import RELATORS
from oaipmh.metadata.resource import Resource

_ROLES = {**RELATORS, "aut": "author"}
PUBLISHING = {"dst": "2", "mfr": "3"}
"""Roles that 264 has, by its second indicator."""


def name_fields(resource: Resource) -> Iterator[Field]:
    """The first creator is the main entry, if it can be; the others are added entries."""
    role = "aut" if resource.type.dcmi == "Text" else "cre"
    tag = "1"
    for creator in resource.creators:
        yield _entry(tag, creator, role)
        tag = "7"
    for one in resource.contributors:
        if one.role not in PUBLISHING and not _is_in_thesis_note(one, resource):
            yield _entry("7", one, one.role)


def has_main_entry(resource: Resource) -> bool:
    """Whether the first creator is known to be a person or a body."""
    return any(one.is_person or one.is_body for one in resource.creators[:1])


def _is_in_thesis_note(one: Agent, resource: Resource) -> bool:
    return one.role == "dgg" and not one.uri and resource.type.is_thesis


def _entry(tag: str, one: Agent, role: str) -> Field:
    if one.is_person:
        tag, indicators = f"{tag}00", "1 " if "," in one.name else "0 "
    elif one.is_body:
        tag, indicators = f"{tag}10", "2 "
    else:
        tag, indicators = "720", "  "
    return field(
        tag,
        indicators,
        ("a", one.name),
        ("e", _ROLES.get(role)),
        uri_subfield(one.uri),
        ("4", role),
    )
