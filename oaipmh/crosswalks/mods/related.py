"""What the item is in, and related to.

https://www.loc.gov/standards/mods/userguide/relateditem.html. A relation that MODS has no type for
is named by `otherType`, in DCMI's word.
"""

from lxml import etree

from oaipmh.crosswalks.mods.elements import add
from oaipmh.crosswalks.mods.identifiers import add_identifier
from oaipmh.metadata.citation import Citation
from oaipmh.metadata.description import Statement
from oaipmh.metadata.hosts import Host
from oaipmh.metadata.identifiers import identifier_of
from oaipmh.metadata.resource import Resource

_TYPES = {
    "hasPart": "constituent",
    "replaces": "preceding",
    "isReplacedBy": "succeeding",
    "isFormatOf": "original",
    "hasFormat": "otherFormat",
    "hasVersion": "otherVersion",
    "references": "references",
    "isReferencedBy": "isReferencedBy",
}
_DETAILS = (
    ("volume", "volume"),
    ("issue", "issue"),
    ("part", "part"),
    ("article", "article_number"),
)


def add_related(root: etree._Element, resource: Resource) -> None:
    """Hosts and series, then related items."""
    hosts = resource.hosts
    for host in hosts:
        _add_host(root, host)
    if resource.citation.conference:
        _add_conference(root, resource.citation)
    for one in (*resource.relations, *resource.all("source")):
        if one.property != "isPartOf":
            _add_relation(root, one)


def _add_host(root: etree._Element, host: Host) -> None:
    place = host.place
    related = add(root, "relatedItem", None, {"type": "series" if host.is_series else "host"})
    if host.title:
        title = add(related, "titleInfo")
        add(title, "title", host.title)
        if host.is_series and place.volume:
            add(title, "partNumber", place.volume)
    known = host.identifier
    if known:
        add_identifier(related, known)
    for kind, number in (("issn", place.issn), ("isbn", place.isbn)):
        if number and not (known and known.value == number):
            add(related, "identifier", number, {"type": kind})
    if not host.is_series:
        _add_part(related, place)


def _add_part(related: etree._Element, place: Citation) -> None:
    details = [(kind, getattr(place, name)) for kind, name in _DETAILS if getattr(place, name)]
    is_told = place.pages == f"{place.start_page}-{place.end_page}"
    listed = "" if is_told else place.pages
    pages = [("start", place.start_page), ("end", place.end_page), ("list", listed)]
    if not details and not any(number for _, number in pages):
        return
    part = add(related, "part")
    for kind, number in details:
        add(add(part, "detail", None, {"type": kind}), "number", number)
    if any(number for _, number in pages):
        extent = add(part, "extent", None, {"unit": "pages"})
        for name, number in pages:
            if number:
                add(extent, name, number)


def _add_conference(root: etree._Element, citation: Citation) -> None:
    """The conference is whose proceedings the host is."""
    related = add(root, "relatedItem", None, {"otherType": "conference"})
    name = add(related, "name", None, {"type": "conference"})
    for part in (citation.conference, citation.conference_place):
        if part:
            add(name, "namePart", part)
    if citation.conference_date:
        add(name, "namePart", citation.conference_date, {"type": "date"})


def _add_relation(root: etree._Element, one: Statement) -> None:
    known = _TYPES.get(one.property)
    named = {"type": known} if known else {"otherType": one.property}
    related = add(root, "relatedItem", None, named)
    number = identifier_of(one)
    if one.uri or number.uri is None:
        add(add(related, "titleInfo"), "title", one.value)
    if number.uri:
        add_identifier(related, number)
