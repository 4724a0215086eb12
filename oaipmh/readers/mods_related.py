"""What a MODS item is part of, and related to.

https://www.loc.gov/standards/mods/userguide/relateditem.html and
https://www.loc.gov/standards/mods/userguide/part.html.
"""

from collections.abc import Iterator

from lxml import etree

from oaipmh.metadata.citation import Citation
from oaipmh.metadata.description import Statement
from oaipmh.metadata.identifiers import identifier_statement, identifier_uri, locator_statement
from oaipmh.readers.elements import each, first, full_text, text, text_at, uri_at

_PROPERTIES = {
    "host": "isPartOf",
    "series": "isPartOf",
    "constituent": "hasPart",
    "preceding": "replaces",
    "succeeding": "isReplacedBy",
    "original": "isFormatOf",
    "otherFormat": "hasFormat",
    "otherVersion": "hasVersion",
    "references": "references",
    "isReferencedBy": "isReferencedBy",
    **{
        other: other  # as otherType, for which MODS has no type
        for other in ("isVersionOf", "requires", "isRequiredBy", "conformsTo", "source")
    },
}
_DETAILS = {
    "volume": "volume",
    "issue": "issue",
    "number": "issue",
    "article": "article_number",
    "article number": "article_number",
    "citation/reference": "article_number",
}


def related(element: etree._Element) -> Iterator[Statement]:
    """A related item: by its title, with the URI its identifiers give it; or by an identifier."""
    property_ = _PROPERTIES.get(_type(element), "relation")
    title, uri = _title(element), _uri(element)
    number = text_at(element, "titleInfo/partNumber")
    if title and number and element.get("type") == "series":
        yield Statement(property_, title, uri=uri)
        yield from Citation(series=title, volume=number).statements()
    elif title:
        words = ". ".join(part for part in (title, number) if part)
        yield Statement(property_, words, uri=uri)
    elif uri:
        yield locator_statement(uri, property_=property_)
    else:
        for identifier in each(element, "identifier"):
            kind = identifier.get("type")
            yield identifier_statement(text(identifier), kind, property_=property_)
    if property_ == "isPartOf":  # what the host is in, the item is in too
        for outer in each(element, "relatedItem"):
            if outer.get("type") in ("host", "series"):
                yield from related(outer)


def _type(element: etree._Element) -> str:
    return element.get("type") or element.get("otherType") or ""


def _title(element: etree._Element) -> str:
    title = text_at(element, "titleInfo/title")
    article = first(element, "titleInfo/nonSort")
    if title and article is not None:
        title = f"{full_text(article).strip()} {title}"
    if subtitle := text_at(element, "titleInfo/subTitle"):
        title = f"{title}: {subtitle}"
    if part := text_at(element, "titleInfo/partName"):
        title = f"{title}. {part}"
    return title or (text(element) if len(element) == 0 else "")


def _uri(element: etree._Element) -> str | None:
    """The URI of the first identifier that has one, of its URL, or of its link."""
    for identifier in each(element, "identifier"):
        kind = identifier.get("type") or ""
        uri = identifier_uri(text(identifier), kind) or uri_at(identifier, "typeURI")
        uri = uri or (uuid_uri(text(identifier)) if kind.lower() == "uuid" else None)
        if uri:
            return uri
    urls = [*each(element, "identifier"), *each(element, "location/url")]
    found = (value for one in urls if (value := text(one)).startswith(("http:", "https:")))
    return next(found, None) or uri_at(element)


def uuid_uri(value: str) -> str:
    """A UUID as a URI: RFC 9562."""
    return f"urn:uuid:{value.lower()}"


def part_of(element: etree._Element) -> list[Statement]:
    """Where in its host the item stands, and what else the host tells of it: a date, an extent."""
    hosts = [one for one in each(element, "relatedItem") if one.get("type") == "host"]
    host = max(hosts, key=lambda one: first(one, "part") is not None, default=None)
    parts = [first(one, "part") for one in (host, element) if one is not None]
    part = next((one for one in parts if one is not None), None)
    statements = []
    if part is not None or _identifier(host, "issn"):
        statements += _citation(element, host, part).statements()
    else:
        statements += Citation(edition=_edition(element)).statements()
    if text_at(element, "originInfo/dateIssued") == "" and (date := _date(host, part)):
        statements.append(Statement("issued", date))
    if part is not None and (total := text_at(part, "extent/total")):
        statements.append(Statement("extent", f"{total} {_unit(part)}"))
    return statements


def _citation(
    element: etree._Element, host: etree._Element | None, part: etree._Element | None
) -> Citation:
    details = {}
    for detail in each(part, "detail") if part is not None else ():
        field = _DETAILS.get((detail.get("type") or "").lower())
        if field and (number := text_at(detail, "number") or text_at(detail, "caption")):
            details[field] = number
    extent = first(part, "extent") if part is not None else None
    if extent is not None:
        details["start_page"] = text_at(extent, "start")
        details["end_page"] = text_at(extent, "end")
        details["pages"] = text_at(extent, "list")
    return Citation(
        host=_title(host) if host is not None else "",
        issn=_identifier(host, "issn"),
        isbn=_identifier(host, "isbn"),
        edition=_edition(element),
        **details,
    )


def _edition(element: etree._Element) -> str:
    return text_at(element, "originInfo/edition")


def _identifier(host: etree._Element | None, kind: str) -> str:
    given = each(host, "identifier") if host is not None else ()
    return next((text(one) for one in given if (one.get("type") or "").lower() == kind), "")


def _date(host: etree._Element | None, part: etree._Element | None) -> str:
    of_part = text_at(part, "date") if part is not None else ""
    return of_part or (text_at(host, "originInfo/dateIssued") if host is not None else "")


def _unit(part: etree._Element) -> str:
    extent = first(part, "extent")
    return (extent.get("unit") if extent is not None else None) or "pages"
