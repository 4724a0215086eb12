"""oaire:fundingReferences: who paid, by which awards."""

from lxml import etree

from oaipmh.crosswalks.elements import add
from oaipmh.crosswalks.oai_openaire.elements import OAIRE
from oaipmh.metadata.funding import Funding
from oaipmh.metadata.resource import Resource

_REFERENCES, _REFERENCE = f"{OAIRE}fundingReferences", f"{OAIRE}fundingReference"
_FUNDER_NAME, _FUNDER_IDENTIFIER = f"{OAIRE}funderName", f"{OAIRE}funderIdentifier"
_FUNDING_STREAM = f"{OAIRE}fundingStream"
_AWARD_NUMBER, _AWARD_TITLE = f"{OAIRE}awardNumber", f"{OAIRE}awardTitle"
_IDENTIFIER_TYPES = {
    "://ror.org/": "ROR",
    "doi.org/10.13039/": "Crossref Funder ID",
    "isni.org/": "ISNI",
    "grid.ac/": "GRID",
}


def add_funding(root: etree._Element, resource: Resource) -> None:
    """The funding references; none without the name of its funder, which is mandatory in it."""
    given = [one for one in resource.funding if one.funder]
    if given:
        references = etree.SubElement(root, _REFERENCES)
        for one in given:
            _reference(etree.SubElement(references, _REFERENCE), one)


def _reference(element: etree._Element, one: Funding) -> None:
    add(element, _FUNDER_NAME, one.funder)
    if one.funder_uri:
        identifier = add(element, _FUNDER_IDENTIFIER, one.funder_uri)
        identifier.set("funderIdentifierType", _identifier_type(one.funder_uri))
    if one.programme:
        add(element, _FUNDING_STREAM, one.programme)
    if one.award:
        number = add(element, _AWARD_NUMBER, one.award)
        if one.award_uri:
            number.set("awardURI", one.award_uri)
    if title := one.award_title or one.acronym:
        add(element, _AWARD_TITLE, title)


def _identifier_type(uri: str) -> str:
    return next((name for sign, name in _IDENTIFIER_TYPES.items() if sign in uri), "Other")
