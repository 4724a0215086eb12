"""The content of a record as lines of text, so that a test can say exactly what it expects."""

from lxml import etree

from oaipmh.protocol.namespaces import XML_LANG

_PREFIXES = {
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://datacite.org/schema/kernel-4": "datacite",
    "http://namespace.openaire.eu/schema/oaire/": "oaire",
    "http://docs.rioxx.net/schema/v3.0/rioxxterms/": "rioxxterms",
}


def named(element: etree._Element) -> str:
    """`datacite:title`, and with its attributes `datacite:date[dateType=Issued]`."""
    found = etree.QName(element)
    attributes = (f"[{key.replace(XML_LANG, 'lang')}={value}]" for key, value in element.items())
    return f"{_PREFIXES[found.namespace or '']}:{found.localname}{''.join(attributes)}"


def outline(element: etree._Element, depth: str = "") -> list[str]:
    """A line for each element within, with its text, two blanks deeper at each level."""
    found = []
    for child in element:
        found.append(f"{depth}{named(child)} {child.text or ''}".rstrip())
        found += outline(child, depth + "  ")
    return found


def mentioning(lines: list[str], sign: str) -> list[str]:
    """The lines with a sign in them, white space aside, of which readers make blanks."""
    return [" ".join(one.split()) for one in lines if sign in one]
