"""Who had to do with the item: 100 and 110, 700 and 710.

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
    """The first creator is the main entry, the others are added entries, with their roles."""
    role = "aut" if resource.type.dcmi == "Text" else "cre"
    tag = "1"
    for creator in resource.creators:
        yield _entry(tag, creator, role)
        tag = "7"
    for one in resource.contributors:
        if one.role not in PUBLISHING and not _is_in_thesis_note(one, resource):
            yield _entry("7", one, one.role)


def _is_in_thesis_note(one: Agent, resource: Resource) -> bool:
    return one.role == "dgg" and not one.uri and resource.type.is_thesis


def _entry(tag: str, one: Agent, role: str) -> Field:
    is_person = one.is_person
    return field(
        f"{tag}00" if is_person else f"{tag}10",
        ("1 " if "," in one.name else "0 ") if is_person else "2 ",
        ("a", one.name),
        ("e", _ROLES.get(role)),
        uri_subfield(one.uri),
        ("4", role),
    )
