"""Creators, contributors and publishers of a DataCite resource, with their roles.

https://datacite-metadata-schema.readthedocs.io/en/4.7/appendices/appendix-1/contributorType/
"""

import re
from collections.abc import Iterator

from oaipmh.metadata.description import Statement
from oaipmh.metadata.identifiers import has_uris, identifier_uri
from oaipmh.metadata.relators import PREFIX
from oaipmh.readers.datacite.resource import Name, Resource, Text

ROLES = {
    "DataCurator": f"{PREFIX}cur",
    "DataManager": f"{PREFIX}dtm",
    "Distributor": f"{PREFIX}dst",
    "Editor": f"{PREFIX}edt",
    "Funder": f"{PREFIX}fnd",  # until the third kernel
    "HostingInstitution": f"{PREFIX}his",
    "Producer": f"{PREFIX}pro",
    "ProjectLeader": f"{PREFIX}pdr",
    "ProjectManager": f"{PREFIX}pdr",
    "ProjectMember": f"{PREFIX}rtm",
    "Researcher": f"{PREFIX}res",
    "RightsHolder": "rightsHolder",
    "Sponsor": f"{PREFIX}spn",
    "Translator": f"{PREFIX}trl",
    "WorkPackageLeader": f"{PREFIX}rth",
}
"""MARC relators that mean the same as a contributorType; for the others there is none."""
_PREFERRED = "ORCID", "ROR", "ISNI"
# https://datacite-metadata-schema.readthedocs.io/en/4.7/appendices/appendix-3/
_UNKNOWN = re.compile(r"\(?:(unac|unal|unap|unas|unav|unkn|none|null|tba|etal|etc)\)?")


def is_given(text: str) -> bool:
    """Whether the text says something, rather than one of the codes for not knowing."""
    return bool(text) and not _UNKNOWN.fullmatch(text)


def name_statements(resource: Resource) -> Iterator[Statement]:
    """Creators, publishers, and contributors by role."""
    yield from (name_statement("creator", name) for name in resource.creators)
    yield from (name_statement("publisher", name) for name in resource.publishers)
    for name in resource.contributors:
        yield name_statement(_role(name.contributor_type, resource), name)


def _role(contributor_type: str, resource: Resource) -> str:
    """The property of a contributor; a supervisor advises only where there is a thesis."""
    if contributor_type == "Supervisor" and resource.resource_type_general == "Dissertation":
        return f"{PREFIX}ths"
    return ROLES.get(contributor_type, "contributor")


def name_statement(property_: str, name: Name) -> Statement:
    """Who it was, with what identifies the person or body, or that alone where there is no name."""
    uri = _uri(name)
    return Statement(property_, _full_name(name) or uri or "", name.lang, uri=uri)


def _full_name(name: Name) -> str:
    """`Family, Given`; the given name with what the whole name has more of it, an initial."""
    family, given = name.family_name, name.given_name
    if not (family and given):
        return name.name or family or given
    if name.name.startswith(f"{family}, {given} "):
        return name.name
    if name.name.startswith(f"{given} ") and name.name.endswith(f" {family}"):
        given = name.name.removesuffix(family).strip()
    return f"{family}, {given}"


def _uri(name: Name) -> str | None:
    """What identifies the person or body: ORCID, ROR or ISNI, else an address of another kind."""
    uris = {
        one.kind.upper(): identifier_uri(one.value.rstrip("/"), one.kind)
        for one in name.identifiers
    }
    best = next((uri for scheme in _PREFERRED if (uri := uris.get(scheme))), None)
    addresses = (one.value for one in name.identifiers if one.value.startswith("http"))
    behind = (address_of(one) for one in name.identifiers)
    return (
        best
        or next((uri for uri in uris.values() if uri), None)
        or next(addresses, None)
        or next((uri for uri in behind if uri), None)
    )


def address_of(identifier: Text) -> str | None:
    """A number behind the address of its scheme, where that is none whose URIs are known here."""
    number, address = identifier.value, identifier.scheme_uri.rstrip("/")
    if not (number and address.startswith("http")) or ":" in number or has_uris(identifier.kind):
        return None
    return f"{address}/{number}"
