"""Who paid for the resource, by which awards."""

from lxml import etree

from oaipmh.crosswalks.elements import add
from oaipmh.crosswalks.oai_datacite.elements import tag
from oaipmh.metadata.resource import Resource

_REFERENCES, _REFERENCE = tag("fundingReferences"), tag("fundingReference")
_FUNDER_NAME, _FUNDER_IDENTIFIER = tag("funderName"), tag("funderIdentifier")
_AWARD_NUMBER, _AWARD_TITLE = tag("awardNumber"), tag("awardTitle")
# What an identifier of the scheme begins with behind `https:`, and the scheme's address.
_TYPES = {
    "//ror.org/": ("ROR", "https://ror.org/"),
    "//doi.org/10.13039/": ("Crossref Funder ID", "https://doi.org/"),
    "//isni.org/": ("ISNI", "https://isni.org/"),
    "//www.grid.ac/": ("GRID", "https://www.grid.ac/"),
    "//grid.ac/": ("GRID", "https://www.grid.ac/"),
}


def add_funding(root: etree._Element, resource: Resource) -> None:
    """The funding references; none without the name of its funder, which is mandatory in it."""
    given = [one for one in resource.funding if one.funder]
    if not given:
        return
    references = etree.SubElement(root, _REFERENCES)
    for one in given:
        reference = etree.SubElement(references, _REFERENCE)
        add(reference, _FUNDER_NAME, one.funder)
        if one.funder_uri:
            kind, address = _identifier_type(one.funder_uri)
            add(
                reference,
                _FUNDER_IDENTIFIER,
                one.funder_uri,
                funderIdentifierType=kind,
                schemeURI=address,
            )
        if one.award:
            add(reference, _AWARD_NUMBER, one.award, awardURI=one.award_uri)
        if title := one.award_title or one.acronym:
            add(reference, _AWARD_TITLE, title)


def _identifier_type(uri: str) -> tuple[str, str]:
    behind = uri.partition(":")[2]
    known = (found for sign, found in _TYPES.items() if behind.startswith(sign))
    return next(known, ("Other", ""))
