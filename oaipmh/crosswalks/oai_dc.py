"""oai_dc: unqualified Dublin Core, which section 3.4 wants of every item, as aggregators want it.

https://www.openarchives.org/OAI/2.0/oai_dc.xsd, in the forms of the OpenAIRE Guidelines for
Literature Repositories 3.0 (https://guidelines.openaire.eu/en/latest/literature/), which BASE and
CORE read too: the type by info:eu-repo first, one date, the access level, grants and other
identifiers as info:eu-repo terms, languages by ISO 639-3. All else is shown as the element it
refines (DCMI's "dumb-down"), in the source's words.
"""

from collections.abc import Iterator
from copy import copy
from operator import itemgetter
from typing import TypeAlias

from lxml import etree

from oaipmh.metadata.access_rights import EMBARGO_END
from oaipmh.metadata.citation import KEV_SCHEME
from oaipmh.metadata.dublin_core import ELEMENT_OF, ELEMENTS
from oaipmh.metadata.funding import GRANT_SCHEME
from oaipmh.metadata.identifiers import identifier_of
from oaipmh.metadata.languages import iso_639_3
from oaipmh.metadata.resource import Resource
from oaipmh.protocol import namespaces as ns
from oaipmh.protocol.response import MetadataFormat

VERSION = 5
FORMAT = MetadataFormat("oai_dc", ns.OAI_DC_SCHEMA, ns.OAI_DC)

_NSMAP = {"oai_dc": ns.OAI_DC, "dc": ns.DC, "xsi": ns.XSI}
_TAGS = [f"{{{ns.DC}}}{element}" for element in ELEMENTS]
_PLACE = {element: place for place, element in enumerate(ELEMENTS)}
_DATE, _TYPE, _FORMAT, _LANGUAGE, _RELATION, _RIGHTS, _SOURCE = (
    _PLACE[name] for name in ("date", "type", "format", "language", "relation", "rights", "source")
)
# Properties with a form of their own; the others are shown as they come.
_OWN_FORMS = frozenset(
    [
        *(name for name, of in ELEMENT_OF.items() if of in ("date", "type", "language", "rights")),
        "relation",
        "bibliographicCitation",
    ]
)
_PLACES = {
    name: _PLACE[element]
    for name, element in ELEMENT_OF.items()
    if element is not None and name not in _OWN_FORMS
}
# Of the guidelines' list, those that identifiers here are known by.
_ALTERNATIVE = {
    "ARK": "ark",
    "arXiv": "arxiv",
    "DOI": "doi",
    "Handle": "hdl",
    "ISBN": "isbn",
    "ISSN": "issn",
    "PMID": "pmid",
    "URN": "urn",
}
_ALTERNATIVE_IDENTIFIER = "info:eu-repo/semantics/altIdentifier/"
_GRANT = f"{GRANT_SCHEME}/"

_Element: TypeAlias = tuple[int, str, str | None]
"""Place among the fifteen elements, value, language."""


def missing(resource: Resource) -> list[str]:  # noqa: ARG001 - as of every crosswalk
    """Nothing: every item has oai_dc (OAI-PMH 2.0, section 3.4)."""
    return []


_ROOT = etree.Element(f"{{{ns.OAI_DC}}}dc", nsmap=_NSMAP)
_ROOT.set(ns.SCHEMA_LOCATION, f"{ns.OAI_DC} {ns.OAI_DC_SCHEMA}")


def render(resource: Resource) -> etree._Element:
    """The resource in simple Dublin Core, in the order of the fifteen elements, nothing twice."""
    root = copy(_ROOT)
    for place, value, lang in sorted(dict.fromkeys(_elements(resource)), key=itemgetter(0)):
        child = etree.SubElement(root, _TAGS[place])
        child.text = value
        if lang:
            child.set(ns.XML_LANG, lang)
    return root


def _elements(resource: Resource) -> Iterator[_Element]:
    for name, value, lang, _, scheme in resource.description:
        place = _PLACES.get(name)
        if place is not None and scheme != KEV_SCHEME:
            yield place, value, lang
    for media_type in resource.file_formats:
        yield _FORMAT, media_type, None
    yield from _types(resource)
    yield from _dates(resource)
    yield from _languages(resource)
    yield from _relations(resource)
    yield from _rights(resource)
    for citation in resource.all("bibliographicCitation"):
        if citation.scheme != KEV_SCHEME:
            yield _SOURCE, citation.value, citation.lang


def _types(resource: Resource) -> Iterator[_Element]:
    """The type of publication, the version, and then the source's own words.

    "The first occurrence of dc:type" is the publication type; what the guidelines have no word for
    is `other`. A source that names no type at all is not spoken for.
    """
    given = resource.all("type")
    if given:
        yield _TYPE, resource.type.eu_repo_uri, None
    if resource.version is not None:
        yield _TYPE, resource.version.eu_repo_uri, None
    for one in given:
        yield _TYPE, one.value, one.lang


def _dates(resource: Resource) -> Iterator[_Element]:
    """The date of publication alone, and the end of an embargo.

    Where none of the dates is one that can be read, they are left as they are.
    """
    if resource.issued is not None:
        yield _DATE, resource.issued, None
    else:
        for one in resource.all("issued", "date"):
            if not one.value.startswith(EMBARGO_END):
                yield _DATE, one.value, one.lang
    if resource.access is not None and resource.access.embargo_end is not None:
        yield _DATE, EMBARGO_END + resource.access.embargo_end, None


def _languages(resource: Resource) -> Iterator[_Element]:
    for one in resource.all("language"):
        code = iso_639_3(one.value)
        yield (_LANGUAGE, one.value, one.lang) if code is None else (_LANGUAGE, code, None)


def _relations(resource: Resource) -> Iterator[_Element]:
    """Grants, related items, and the identifiers by their schemes; its host's ISSN among them."""
    related = resource.all("relation")
    if related:
        for grant in resource.funding:
            if grant.award:
                yield _RELATION, grant.openaire_value, None
    for one in related:
        if not one.value.startswith(_GRANT):
            yield _RELATION, one.value, one.lang
    hosts = (identifier_of(one) for one in resource.all("isPartOf") if one.uri)
    for known in [*resource.identifiers, *(one for one in hosts if one.scheme == "ISSN")]:
        if scheme := _ALTERNATIVE.get(known.scheme):
            yield _RELATION, f"{_ALTERNATIVE_IDENTIFIER}{scheme}/{known.value}", None


def _rights(resource: Resource) -> Iterator[_Element]:
    """The access level, the licences by their URLs, and what else is said of rights."""
    if resource.access is not None:
        yield _RIGHTS, resource.access.eu_repo_uri, None
    for licence in resource.licences:
        yield _RIGHTS, licence.uri or licence.name, None
    for one in resource.rights_in_words:
        yield _RIGHTS, one.value, one.lang
