"""Who made the resource, who published it, and who else had to do with it."""

from lxml import etree

from oaipmh.crosswalks.elements import add
from oaipmh.crosswalks.oai_datacite.elements import tag
from oaipmh.metadata.agents import Agent, agent
from oaipmh.metadata.datacite_terms import CONTRIBUTOR_TYPES
from oaipmh.metadata.resource import Resource

_CREATORS, _CREATOR, _CREATOR_NAME = tag("creators"), tag("creator"), tag("creatorName")
_CONTRIBUTORS, _CONTRIBUTOR = tag("contributors"), tag("contributor")
_CONTRIBUTOR_NAME = tag("contributorName")
_GIVEN_NAME, _FAMILY_NAME = tag("givenName"), tag("familyName")
_NAME_IDENTIFIER, _PUBLISHER = tag("nameIdentifier"), tag("publisher")
# "Value unavailable, possibly unknown", of DataCite's Appendix 3.
_UNAVAILABLE = ":unav"
# "The entity that holds, archives, publishes, prints, distributes, releases, issues, or produces
# the resource", for want of a publisher: who granted the degree, hosts, distributes or issues it.
_LIKE_PUBLISHERS = ("dgg", "his", "dst", "isb")
_OTHER = "Other"
# Kernel 4.7 has one more than OpenAIRE.
_TYPES = CONTRIBUTOR_TYPES | {"trl": "Translator"}
_OTHER_SCHEMES = {
    "://viaf.org/": "VIAF",
    "://d-nb.info/gnd/": "GND",
    "://id.loc.gov/authorities/names/": "LCNAF",
    "://www.wikidata.org/": "Wikidata",
}


def add_creators(root: etree._Element, resource: Resource) -> None:
    """The creators, in their order."""
    creators = etree.SubElement(root, _CREATORS)
    for one in resource.creators:
        _name(etree.SubElement(creators, _CREATOR), _CREATOR_NAME, one)


def add_publisher(root: etree._Element, resource: Resource) -> None:
    """The one publisher; the code for "unavailable" where nobody is like one."""
    named = [*map(agent, resource.all("publisher")), *resource.contributors_as(*_LIKE_PUBLISHERS)]
    if not named:
        add(root, _PUBLISHER, _UNAVAILABLE)
        return
    one = named[0]
    scheme, address = _scheme(one)
    add(
        root,
        _PUBLISHER,
        one.name,
        one.lang,
        publisherIdentifier=one.uri,
        publisherIdentifierScheme=scheme,
        schemeURI=address,
    )


def add_contributors(root: etree._Element, resource: Resource) -> None:
    """The contributors with their types, and then who holds the rights."""
    given = [(_TYPES.get(one.role, _OTHER), one) for one in resource.contributors]
    given += [("RightsHolder", agent(one)) for one in resource.all("rightsHolder")]
    if not given:
        return
    contributors = etree.SubElement(root, _CONTRIBUTORS)
    for kind, one in given:
        contributor = etree.SubElement(contributors, _CONTRIBUTOR, contributorType=kind)
        _name(contributor, _CONTRIBUTOR_NAME, one)


def _name(parent: etree._Element, name: str, one: Agent) -> None:
    kind = "Personal" if one.is_person else "Organizational" if one.is_body else ""
    add(parent, name, one.name, one.lang, nameType=kind)
    if given := one.given:
        add(parent, _GIVEN_NAME, given)
        if family := one.name.partition(",")[0].strip():
            add(parent, _FAMILY_NAME, family)
    if one.uri:
        scheme, address = _scheme(one)
        add(parent, _NAME_IDENTIFIER, one.uri, nameIdentifierScheme=scheme, schemeURI=address)


def _scheme(one: Agent) -> tuple[str, str]:
    """What the scheme of an agent's URI is called, and its address; neither without a URI."""
    if known := one.name_identifier:
        return known[0], known[2]
    uri = one.uri or ""
    named = next((name for sign, name in _OTHER_SCHEMES.items() if sign in uri), "URI")
    return named if uri else "", ""
