"""The elements of MODS, made once as tags, and how one is added."""

from collections.abc import Mapping
from types import MappingProxyType

from lxml import etree

from oaipmh.metadata.description import Statement
from oaipmh.metadata.vocabularies import vocabulary_code
from oaipmh.protocol import namespaces as ns

NAMESPACE = "http://www.loc.gov/mods/v3"
XLINK = "http://www.w3.org/1999/xlink"
XLINK_HREF = f"{{{XLINK}}}href"
_NO_ATTRIBUTES: Mapping[str, str] = MappingProxyType({})
_TAGS = {
    name: f"{{{NAMESPACE}}}{name}"
    for name in (
        *("mods", "titleInfo", "title", "subTitle", "name", "namePart", "role", "roleTerm"),
        *("nameIdentifier", "typeOfResource", "genre", "originInfo", "publisher", "dateIssued"),
        *("dateCreated", "dateValid", "dateModified", "copyrightDate", "dateOther", "edition"),
        *("frequency", "language", "languageTerm", "physicalDescription", "internetMediaType"),
        *("extent", "form", "abstract", "tableOfContents", "targetAudience", "note", "subject"),
        *("topic", "geographic", "geographicCode", "temporal", "cartographics", "coordinates"),
        *("classification", "relatedItem", "part", "detail", "number", "start", "end", "list"),
        *(
            "identifier",
            "location",
            "url",
            "accessCondition",
            "recordInfo",
            "recordIdentifier",
            "partNumber",
        ),
    )
}


def add(
    parent: etree._Element,
    name: str,
    text: str | None = None,
    attributes: Mapping[str, str] = _NO_ATTRIBUTES,
) -> etree._Element:
    """A new last child of an element."""
    child = etree.SubElement(parent, _TAGS[name], attributes)
    child.text = text
    return child


def new_root(attributes: Mapping[str, str], nsmap: Mapping[str, str]) -> etree._Element:
    """The `mods` element."""
    return etree.Element(_TAGS["mods"], attributes, nsmap=dict(nsmap))


def add_statement(parent: etree._Element, name: str, one: Statement) -> etree._Element:
    """A statement's value with its language."""
    return add(parent, name, one.value, {ns.XML_LANG: one.lang} if one.lang else _NO_ATTRIBUTES)


def from_vocabulary(one: Statement) -> dict[str, str]:
    """The attributes that say a value's language, vocabulary and URI."""
    found = {"authority": vocabulary_code(one.scheme), "valueURI": one.uri or ""}
    found[ns.XML_LANG] = one.lang or ""
    return {name: value for name, value in found.items() if value}
