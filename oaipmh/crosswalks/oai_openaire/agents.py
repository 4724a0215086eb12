"""datacite:creators and datacite:contributors."""

from lxml import etree

from oaipmh.crosswalks.elements import add
from oaipmh.crosswalks.oai_openaire.elements import DATACITE
from oaipmh.metadata.agents import Agent, agent
from oaipmh.metadata.datacite_terms import CONTRIBUTOR_TYPES
from oaipmh.metadata.resource import Resource

_CREATORS, _CREATOR = f"{DATACITE}creators", f"{DATACITE}creator"
_CREATOR_NAME = f"{DATACITE}creatorName"
_CONTRIBUTORS, _CONTRIBUTOR = f"{DATACITE}contributors", f"{DATACITE}contributor"
_CONTRIBUTOR_NAME = f"{DATACITE}contributorName"
_GIVEN_NAME, _FAMILY_NAME = f"{DATACITE}givenName", f"{DATACITE}familyName"
_NAME_IDENTIFIER = f"{DATACITE}nameIdentifier"
_OTHER = "Other"


def add_creators(root: etree._Element, resource: Resource) -> None:
    """The creators, in their order."""
    creators = etree.SubElement(root, _CREATORS)
    for one in resource.creators:
        _name(etree.SubElement(creators, _CREATOR), _CREATOR_NAME, one)


def add_contributors(root: etree._Element, resource: Resource) -> None:
    """The contributors with their types, and then who holds the rights."""
    typed = [(CONTRIBUTOR_TYPES.get(one.role, _OTHER), one) for one in resource.contributors]
    typed += [("RightsHolder", agent(one)) for one in resource.all("rightsHolder")]
    given = dict.fromkeys(
        (kind, Agent(one.name, one.uri if one.name_identifier else None)) for kind, one in typed
    )
    if not given:
        return
    contributors = etree.SubElement(root, _CONTRIBUTORS)
    for kind, one in given:
        contributor = etree.SubElement(contributors, _CONTRIBUTOR)
        contributor.set("contributorType", kind)
        _name(contributor, _CONTRIBUTOR_NAME, one)


def _name(parent: etree._Element, tag: str, one: Agent) -> None:
    named = add(parent, tag, one.name)
    if one.is_person or one.is_body:
        named.set("nameType", "Personal" if one.is_person else "Organizational")
    if given := one.given:
        add(parent, _GIVEN_NAME, given)
        if family := one.family:
            add(parent, _FAMILY_NAME, family)
    if (known := one.name_identifier) is not None and known[1]:
        scheme, identifier, scheme_uri = known
        element = add(parent, _NAME_IDENTIFIER, identifier)
        element.set("nameIdentifierScheme", scheme)
        element.set("schemeURI", scheme_uri)
