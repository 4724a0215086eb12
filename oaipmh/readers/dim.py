"""DSpace Intermediate Metadata: `field` elements named schema, element and qualifier.

https://wiki.lyrasis.org/display/DSDOC7x/Metadata+and+Bitstream+Format+Registries: DSpace's Dublin
Core has qualifiers of its own, which are written here as the DCMI terms they mean. Of the other
schemas of its registries, what Dublin Core has a place for is told.
"""

import re

from lxml import etree

from oaipmh.metadata.access_rights import access_rights
from oaipmh.metadata.citation import Citation
from oaipmh.metadata.description import Statement
from oaipmh.metadata.dublin_core import ELEMENT_OF
from oaipmh.metadata.funding import funding_statements
from oaipmh.metadata.identifiers import identifier_statement, identifier_uri, locator_statement
from oaipmh.metadata.relators import role_property
from oaipmh.metadata.versions import version_type
from oaipmh.readers.dublin_core import known_by
from oaipmh.readers.elements import each, full_text
from oaipmh.readers.incoming import Described

NAMESPACE = "http://www.dspace.org/xmlns/dspace/dim"

# Qualified name -> property, where neither the qualifier nor the element is the property's name.
_PROPERTIES = {
    "contributor.referee": "marcrel:rev",
    "date.accepted": "dateAccepted",
    "date.accessioned": "dateSubmitted",
    "date.copyright": "dateCopyrighted",
    "date.embargo": "available",
    "date.submitted": "dateSubmitted",
    "date.updated": "modified",
    "description.sponsorship": "marcrel:fnd",
    "description.uri": "relation",
    "identifier.citation": "bibliographicCitation",
    "relation.isbasedon": "source",
    "relation.ispartofseries": "isPartOf",
    "rights.holder": "rightsHolder",
    "rights.uri": "license",
    "title.translated": "alternative",
}
_OF_OTHER_SCHEMAS = {
    "datacite.rights": "accessRights",
    "datacite.subject.fos": "subject",
    "oaire.awardNumber": "relation",
    "oaire.licenseCondition": "license",
    "oaire.version": "type",
    "rioxxterms.funder": "marcrel:fnd",
    "rioxxterms.identifier.project": "relation",
    "rioxxterms.licenseref.uri": "license",
    "rioxxterms.type": "type",
    "rioxxterms.version": "type",
    **{
        f"{schema}.degree.{part}": property_
        for schema in ("thesis", "etd")
        for part, property_ in {
            "discipline": "subject",
            "grantor": "marcrel:dgg",
            "level": "type",
            "name": "type",
        }.items()
    },
}
_VERSIONS = ("oaire.version", "rioxxterms.version")
_AWARDS = ("oaire.awardNumber", "rioxxterms.identifier.project")
_SCHEMES = {
    "datacite.subject.fos": "FOS",
    "format.mimetype": "dcterms:IMT",
    "language.rfc3066": "dcterms:RFC3066",
    "subject.ddc": "DDC",
    "subject.lcc": "LCC",
    "subject.lcsh": "LCSH",
    "subject.mesh": "MeSH",
}
_CITATION = {
    "title": "host",
    "volume": "volume",
    "issue": "issue",
    "startPage": "start_page",
    "endPage": "end_page",
    "edition": "edition",
    "conferencePlace": "conference_place",
    "conferenceDate": "conference_date",
}
# It names who submitted the item, with their e-mail address: DSpace does not publish it either.
_PRIVATE = "description.provenance"
_BY_LOWER = {name.lower(): name for name in ELEMENT_OF}
_ORCID = re.compile(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]", re.ASCII)


def describe(element: etree._Element) -> Described:
    """What the fields say."""
    statements: list[Statement] = []
    citation: dict[str, str] = {}
    for field in each(element, "field"):
        schema, qualifier = field.get("mdschema"), field.get("qualifier") or ""
        value = full_text(field).strip()
        if schema == "oaire" and field.get("element") == "citation" and qualifier in _CITATION:
            citation[_CITATION[qualifier]] = value
        elif value and (statement := _statement(field, value)) is not None:
            statements.append(statement._replace(lang=_language(field)))
    if host := citation.get("host"):
        statements.append(Statement("isPartOf", host))
    statements += Citation(**citation).statements()
    return Described(tuple(statements), known_by(tuple(statements)))


def _statement(field: etree._Element, value: str) -> Statement | None:
    schema, element = field.get("mdschema") or "", field.get("element") or ""
    qualifier = field.get("qualifier") or ""
    if qualifier in ("none", "*"):
        qualifier = ""
    name = f"{element}.{qualifier}" if qualifier else element
    if schema in ("dc", "dcterms"):
        return _of_dublin_core(element, qualifier, name, value, _person_uri(field))
    return _of_another_schema(f"{schema}.{name}", value)


def _of_dublin_core(
    element: str, qualifier: str, name: str, value: str, uri: str | None
) -> Statement | None:
    property_ = _property(element, qualifier, name)
    if name == _PRIVATE or property_ is None:
        return None
    if property_ == "identifier" and qualifier not in ("", "uri", "other"):
        return identifier_statement(value, qualifier)
    if property_ == "identifier" or ELEMENT_OF[property_] == "relation":
        return locator_statement(value, property_=property_)
    if property_ == "accessRights":
        return access_rights(value) or Statement(property_, value)
    return Statement(property_, value, uri=uri, scheme=_SCHEMES.get(name))


def _of_another_schema(name: str, value: str) -> Statement | None:
    property_ = _OF_OTHER_SCHEMAS.get(name)
    if property_ is None:
        return None
    if name in _AWARDS:
        return next(iter(funding_statements(award=value)))
    known = version_type(value) if name in _VERSIONS else None
    known = access_rights(value) if property_ == "accessRights" else known
    return known or Statement(property_, value, scheme=_SCHEMES.get(name))


def _property(element: str, qualifier: str, name: str) -> str | None:
    """The property that a field of DSpace's Dublin Core means; a qualifier may be of any case."""
    refined = _BY_LOWER.get(qualifier.lower(), "")
    if name.lower() in _PROPERTIES:
        return _PROPERTIES[name.lower()]
    if element == "contributor" and qualifier:
        return role_property(qualifier)
    if ELEMENT_OF.get(refined) == element:
        return refined
    return element if element in ELEMENT_OF else None


def _person_uri(field: etree._Element) -> str | None:
    """The ORCID that a name's authority is, or has in it."""
    found = _ORCID.search(field.get("authority") or "")
    return identifier_uri(found.group(), "ORCID") if found else None


def _language(field: etree._Element) -> str | None:
    given = field.get("lang") or field.get("language") or ""
    return given.replace("_", "-") if given not in ("", "*", "none") else None
