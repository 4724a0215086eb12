"""Vocabularies in MODS: https://www.loc.gov/standards/mods/userguide/attributes.html#authority."""

import re

from lxml import etree

from oaipmh.readers.elements import uri_at

_SCHEMES = {
    "lcsh": "LCSH",
    "mesh": "MeSH",
    "ddc": "DDC",
    "lcc": "LCC",
    "udc": "UDC",
    "fast": "FAST",
    "aat": "AAT",
    "tgn": "TGN",
    "naf": "LCNAF",
}
_NAMESPACES = {
    **{getty: f"http://vocab.getty.edu/{getty}/" for getty in ("aat", "tgn", "ulan")},
    "fast": "http://id.worldcat.org/fast/",
    "lcsh": "http://id.loc.gov/authorities/subjects/",
    "naf": "http://id.loc.gov/authorities/names/",
}
_NUMBER = re.compile(r"[a-z]{0,2}\d+", re.ASCII)


def scheme_of(element: etree._Element) -> str | None:
    """The vocabulary that an element's authority names."""
    authority = element.get("authority") or ""
    return _SCHEMES.get(authority.lower(), authority) or None


def value_uri(element: etree._Element) -> str | None:
    """The valueURI; of a bare number, as many write it, the URI in its authority's namespace."""
    given = (element.get("valueURI") or "").strip()
    namespace = _NAMESPACES.get((element.get("authority") or "").lower())
    if namespace and _NUMBER.fullmatch(given):
        return namespace + given
    return uri_at(element, "valueURI")
