"""Names with their roles: https://www.loc.gov/standards/mods/userguide/name.html."""

from lxml import etree

from oaipmh.crosswalks.mods.elements import add
from oaipmh.metadata.agents import Agent
from oaipmh.metadata.relators import RELATORS
from oaipmh.metadata.resource import Resource

_ROLES = {**RELATORS, "aut": "author", "cph": "copyright holder"}
_RELATORS = "http://id.loc.gov/vocabulary/relators"
_TERMS = {
    code: (
        {
            "type": "code",
            "authority": "marcrelator",
            "authorityURI": _RELATORS,
            "valueURI": f"{_RELATORS}/{code}",
        },
        {"type": "text", "authority": "marcrelator"},
    )
    for code in _ROLES
}


def add_names(root: etree._Element, resource: Resource) -> None:
    """Creators in order, contributors, funders, and who holds the rights."""
    role = "aut" if resource.type.dcmi == "Text" else "cre"
    for one in resource.creators:
        _add_name(root, one, role)
    for one in resource.contributors:
        _add_name(root, one, one.role or "ctb")
    funders = {one.funder: one.funder_uri for one in resource.funding if one.funder}
    for funder, uri in funders.items():
        _add_name(root, Agent(funder, uri, "fnd"), "fnd")
    for holder in resource.all("rightsHolder"):
        _add_name(root, Agent(holder.value, holder.uri), "cph")


def _add_name(root: etree._Element, one: Agent, role: str) -> None:
    given, identified = one.given, one.name_identifier
    attributes = {"type": "personal"} if one.is_person else {}
    if one.is_body:
        attributes["type"] = "corporate"
    if one.uri and identified is None:
        attributes["valueURI"] = one.uri
    name = add(root, "name", None, attributes)
    family = one.name.partition(",")[0].strip() if given else ""
    if family:
        add(name, "namePart", family, {"type": "family"})
        add(name, "namePart", given, {"type": "given"})
    else:
        add(name, "namePart", one.name)
    code, text = _TERMS[role]
    held = add(name, "role")
    add(held, "roleTerm", role, code)
    add(held, "roleTerm", _ROLES[role], text)
    if identified:
        scheme, number, address = identified
        kind = {"type": scheme.lower(), "typeURI": address}
        add(name, "nameIdentifier", number, kind)
