"""MODS 3: https://www.loc.gov/standards/mods/userguide/.

The names of people and bodies are read by `mods_names`, subjects by `mods_subjects`, dates by
`mods_dates`, and what the item is part of or related to by `mods_related`.
"""

import re
from collections.abc import Callable, Iterable

from lxml import etree

from oaipmh.metadata.access_rights import access_rights
from oaipmh.metadata.description import Description, Statement
from oaipmh.metadata.funding import GRANT_SCHEME
from oaipmh.metadata.identifiers import identifier_statement, locator_statement
from oaipmh.protocol.parts import local_name as name
from oaipmh.readers.dublin_core import known_by
from oaipmh.readers.elements import (
    each,
    first,
    full_text,
    language,
    namespace,
    text,
    text_at,
    uri_at,
)
from oaipmh.readers.incoming import Described
from oaipmh.readers.mods_authorities import scheme_of, value_uri
from oaipmh.readers.mods_dates import dates
from oaipmh.readers.mods_names import names
from oaipmh.readers.mods_related import part_of, related, uuid_uri
from oaipmh.readers.mods_subjects import classifications, subjects

NAMESPACE = "http://www.loc.gov/mods/"

_NOTES = {
    **dict.fromkeys(("ownership", "acquisition", "provenance", "custodial history"), "provenance"),
    **dict.fromkeys(("preferred citation", "preferredcitation"), "bibliographicCitation"),
    "citation/reference": "isReferencedBy",
}
_URIS = ("oai:", "http:", "https:", "urn:", "info:", "ark:", "hdl:", "doi:", "tag:")
_ELISIONS = ("'", "\N{RIGHT SINGLE QUOTATION MARK}", "-")  # L'arbre
_LICENCES = ("license", "licence")
_MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9.+-]+", re.ASCII)
_LICENCE_SIGNS = re.compile(
    r"creativecommons\.org/|opendatacommons\.org/|opensource\.org/"
    r"|\bCreative Commons\b|\bCC0\b|\bCC[ -]BY\b"
)


def describe(element: etree._Element) -> Described:
    """What a `mods` element says.

    Without an OAI-PMH header it is known by its recordIdentifier, or else by an identifier.
    """
    statements: list[Statement] = []
    for child in element:
        read = _PARTS.get(name(child))
        if read is not None:
            statements += read(child)
    statements += part_of(element)
    description = tuple(statement for statement in dict.fromkeys(statements) if statement.value)
    identifier, local = _known_by(element, description)
    return Described(description, identifier, local=local)


def has_mods(element: etree._Element) -> bool:
    """Whether what is not MODS holds the content of a `mods`, as in DSpace's older METS."""
    inside = any(namespace(child).startswith(NAMESPACE) for child in element)
    return inside and not namespace(element).startswith(NAMESPACE)


def _known_by(element: etree._Element, description: Description) -> tuple[str, bool]:
    """The identifier, and whether it is only a local one."""
    uri = known_by(tuple(one for one in description if one.value.startswith(_URIS)))
    record_identifier = text_at(element, "recordInfo/recordIdentifier")
    identifiers = [text(one) for one in each(element, "identifier")]
    own = record_identifier or next(filter(None, identifiers), "") or element.get("ID") or ""
    if uri.startswith("oai:") or (uri and not record_identifier):
        return uri, False
    return own, not own.startswith(_URIS)


def _title(element: etree._Element) -> list[Statement]:
    words = text_at(element, "title") if len(element) else text(element)
    article = first(element, "nonSort")
    if article is not None:
        words = _joined(full_text(article).strip(), words)
    if subtitle := text_at(element, "subTitle"):
        words = f"{words}: {subtitle}"
    parts = [text_at(element, "partNumber"), text_at(element, "partName")]
    words = ". ".join(part for part in (words, *parts) if part)
    inner = first(element, "title")  # where some write the type
    kind = element.get("type") or (inner.get("type") if inner is not None else None)
    uri = value_uri(element)
    return [Statement("alternative" if kind else "title", words, _language(element), uri)]


def _joined(article: str, words: str) -> str:
    return article + words if article.endswith(_ELISIONS) else f"{article} {words}".strip()


def _language(element: etree._Element) -> str | None:
    return element.get("lang") or language(element)


def _plain(property_: str) -> Callable[[etree._Element], list[Statement]]:
    """What reads an element whose text is the value."""
    return lambda element: [
        Statement(property_, text(element), _language(element), value_uri(element))
    ]


def _type(element: etree._Element) -> list[Statement]:
    found = _plain("type")(element)
    if element.get("collection") == "yes":
        found.append(Statement("type", "Collection", scheme="dcterms:DCMIType"))
    if element.get("manuscript") == "yes":
        found.append(Statement("type", "manuscript"))
    return found


def _genre(element: etree._Element) -> list[Statement]:
    uri = value_uri(element)
    return [Statement("type", text(element), _language(element), uri, scheme_of(element))]


def _languages(element: etree._Element) -> list[Statement]:
    terms = sorted(each(element, "languageTerm"), key=lambda term: term.get("type") == "text")
    uris = [uri for term in terms if (uri := value_uri(term))]
    return [Statement("language", text(terms[0]), uri=next(iter(uris), None))] if terms else []


def _physical(element: etree._Element) -> list[Statement]:
    properties = {"extent": "extent", "form": "medium", "note": "description"}
    found = []
    for child in element:
        if name(child) == "internetMediaType":
            found.append(Statement("format", text(child), scheme="dcterms:IMT"))
        elif name(child) in properties:
            uri = value_uri(child)
            property_, scheme = properties[name(child)], scheme_of(child)
            found.append(Statement(property_, text(child), _language(child), uri, scheme))
    return found


def _note(element: etree._Element) -> list[Statement]:
    kind = (element.get("type") or "").lower()
    award = uri_at(element) if kind == "funding" else None
    if award and award.startswith(f"{GRANT_SCHEME}/"):
        return [Statement("relation", award.replace("%20", " "), scheme=GRANT_SCHEME)]
    return [Statement(_NOTES.get(kind, "description"), text(element), _language(element))]


def _identifier(element: etree._Element) -> list[Statement]:
    value, scheme = text(element), (element.get("type") or "").strip()
    if element.get("invalid") == "yes" or not value:
        return []
    if scheme.lower() == "citation":
        return [Statement("bibliographicCitation", value)]
    if scheme.lower() == "uuid":
        return [Statement("identifier", uuid_uri(value), scheme="UUID")]
    if scheme.lower() in ("", "uri", "url"):
        return [locator_statement(value)]
    return [identifier_statement(value, scheme)]


def _location(element: etree._Element) -> Iterable[Statement]:
    for url in each(element, "url"):
        if url.get("access") == "preview":
            continue
        found, media_type = locator_statement(text(url)), (url.get("note") or "").strip()
        is_file = url.get("access") == "raw object" and _MEDIA_TYPE.fullmatch(media_type)
        yield found._replace(scheme=media_type) if is_file else found


def _access(element: etree._Element) -> list[Statement]:
    words, uri = text(element), uri_at(element) or value_uri(element)
    kind = (element.get("type") or "").lower()
    is_licence = kind in _LICENCES or (element.get("displayLabel") or "").lower() in _LICENCES
    if is_licence or _LICENCE_SIGNS.search(uri or words):
        return [Statement("license", words or uri or "", uri=uri)]
    level = access_rights(words)
    if level is not None:
        return [level]
    property_ = "accessRights" if "restriction" in kind else "rights"
    return [Statement(property_, words or uri or "", _language(element), uri)]


_PARTS: dict[str, Callable[[etree._Element], Iterable[Statement]]] = {
    "titleInfo": _title,
    "name": names,
    "typeOfResource": _type,
    "genre": _genre,
    "originInfo": dates,
    "language": _languages,
    "physicalDescription": _physical,
    "abstract": _plain("abstract"),
    "tableOfContents": _plain("tableOfContents"),
    "targetAudience": _plain("audience"),
    "note": _note,
    "subject": subjects,
    "classification": classifications,
    "relatedItem": related,
    "identifier": _identifier,
    "location": _location,
    "accessCondition": _access,
    "extension": dates,  # where DSpace says when the item came in and became available
}
