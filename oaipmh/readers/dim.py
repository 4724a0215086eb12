"""DSpace Intermediate Metadata: `field` elements named schema, element and qualifier.

https://wiki.lyrasis.org/display/DSDOC7x/Metadata+and+Bitstream+Format+Registries: DSpace's Dublin
Core has qualifiers of its own, which are written here as the DCMI terms they mean.
"""

from lxml import etree

from oaipmh.metadata.access_rights import access_rights
from oaipmh.metadata.citation import Citation
from oaipmh.metadata.description import Statement
from oaipmh.metadata.dublin_core import ELEMENT_OF
from oaipmh.metadata.identifiers import identifier_statement, locator_statement
from oaipmh.metadata.relators import role_property
from oaipmh.readers.dublin_core import known_by
from oaipmh.readers.elements import each, text
from oaipmh.readers.incoming import Described

NAMESPACE = "http://www.dspace.org/xmlns/dspace/dim"

# Qualified name -> property, where neither the qualifier nor the element is the property's name.
_PROPERTIES = {
    "date.accessioned": "dateSubmitted",
    "date.submitted": "dateSubmitted",
    "date.copyright": "dateCopyrighted",
    "date.updated": "modified",
    "description.tableofcontents": "tableOfContents",
    "description.sponsorship": "marcrel:fnd",
    "relation.ispartof": "isPartOf",
    "relation.ispartofseries": "isPartOf",
    "relation.isversionof": "isVersionOf",
    "relation.isformatof": "isFormatOf",
    "relation.haspart": "hasPart",
    "relation.hasversion": "hasVersion",
    "relation.isreferencedby": "isReferencedBy",
    "relation.isreplacedby": "isReplacedBy",
    "relation.isbasedon": "source",
    "identifier.citation": "bibliographicCitation",
    "rights.uri": "license",
    "rights.license": "license",
    "rights.holder": "rightsHolder",
    "rights.accessrights": "accessRights",
}
_SCHEMES = {
    "subject.ddc": "DDC",
    "subject.lcc": "LCC",
    "subject.lcsh": "LCSH",
    "subject.mesh": "MeSH",
    "format.mimetype": "dcterms:IMT",
    "language.rfc3066": "dcterms:RFC3066",
}
_CITATION = {"volume": "volume", "issue": "issue", "startPage": "start_page", "endPage": "end_page"}
# It names who submitted the item, with their e-mail address: DSpace does not publish it either.
_PRIVATE = "description.provenance"


def describe(element: etree._Element) -> Described:
    """What the fields say."""
    statements: list[Statement] = []
    citation: dict[str, str] = {}
    for field in each(element, "field"):
        schema, qualifier = field.get("mdschema"), field.get("qualifier") or ""
        value = text(field)
        if schema == "oaire" and field.get("element") == "citation" and qualifier in _CITATION:
            citation[_CITATION[qualifier]] = value
        elif schema in ("dc", "dcterms") and value:
            statement = _statement(field.get("element") or "", qualifier, value)
            if statement is not None:
                statements.append(statement._replace(lang=_language(field)))
    statements += Citation(**citation).statements()
    return Described(tuple(statements), known_by(tuple(statements)))


def _statement(element: str, qualifier: str, value: str) -> Statement | None:
    qualified = f"{element}.{qualifier}" if qualifier not in ("", "none", "*") else element
    if qualified == _PRIVATE or element not in ELEMENT_OF:
        return None
    property_ = _property(element, qualifier, qualified)
    if property_ == "identifier":
        scheme = _identifier_scheme(qualifier)
        return identifier_statement(value, scheme) if scheme else locator_statement(value)
    if property_ == "accessRights":
        return access_rights(value) or Statement(property_, value)
    return Statement(property_, value, scheme=_SCHEMES.get(qualified))


def _property(element: str, qualifier: str, qualified: str) -> str:
    if qualified in _PROPERTIES:
        return _PROPERTIES[qualified]
    if element == "contributor" and qualifier:
        return role_property(qualifier)
    return qualifier if ELEMENT_OF.get(qualifier) == element else element


def _identifier_scheme(qualifier: str) -> str | None:
    """The identifier's scheme; `uri` shows its own, and `other` is none."""
    return qualifier if qualifier not in ("", "none", "*", "uri", "other") else None


def _language(field: etree._Element) -> str | None:
    given = field.get("lang") or field.get("language") or ""
    return given.replace("_", "-") if given not in ("", "*", "none") else None
