"""The names in MODS: https://www.loc.gov/standards/mods/userguide/name.html."""

from lxml import etree

from oaipmh.metadata.description import Statement
from oaipmh.metadata.identifiers import identifier_uri
from oaipmh.metadata.relators import role_property
from oaipmh.readers.elements import each, text, text_at, uri_at

_IDENTIFIED_BY = ("ORCID", "ISNI", "ROR")
_MARC_PUNCTUATION = " ,;:/"


def names(element: etree._Element) -> list[Statement]:
    """A name, once for each property that its roles make of it; without a role, as creator."""
    value = name_value(element)
    if not value:
        return []
    uri = _uri(element)
    properties = dict.fromkeys(_roles(element)) or {"creator": None}
    if len(properties) > 1:
        properties.pop("contributor", None)  # another role says more
    return [Statement(property_, value, uri=uri) for property_ in properties]


def name_value(element: etree._Element) -> str:
    """`Family, Given, Jr.`, or the name as it is written; without dates."""
    parts: dict[str, list[str]] = {}
    for part in each(element, "namePart"):
        if value := text(part).strip(_MARC_PUNCTUATION):
            parts.setdefault(part.get("type") or "", []).append(value)
    family, given = (" ".join(parts.get(kind, ())) for kind in ("family", "given"))
    whole = (". " if element.get("type") == "corporate" else " ").join(parts.get("", ()))
    name = ", ".join(part for part in (family, given) if part) or whole
    terms = parts.get("termsOfAddress", ())
    return ", ".join([name, *terms]) if name else text_at(element, "displayForm")


def _roles(element: etree._Element) -> list[str]:
    return [_role(role) for role in each(element, "role") if text(role)]


def _role(role: etree._Element) -> str:
    """The property that any of a role's terms names: its codes, texts or URIs."""
    terms = list(each(role, "roleTerm")) or [role]
    said = [text(term) for term in terms]
    said += [uri.rpartition("/")[2] for term in terms if (uri := uri_at(term, "valueURI"))]
    known = [property_ for one in said if (property_ := role_property(one)) != "contributor"]
    return known[0] if known else "contributor"


def _uri(element: etree._Element) -> str | None:
    """The URI that the name's identifiers give it, an ORCID before an authority's."""
    given = [(one.get("type") or "", text(one)) for one in each(element, "nameIdentifier")]
    given += [("", uri) for uri in (uri_at(element, "valueURI"), uri_at(element)) if uri]
    for scheme in _IDENTIFIED_BY:
        for kind, value in given:
            if kind.upper() in ("", scheme) and (uri := identifier_uri(value, scheme)):
                return uri
    return uri_at(element, "valueURI", "{http://www.w3.org/1999/xlink}href")
