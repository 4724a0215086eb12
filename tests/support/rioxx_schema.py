"""What is left of RIOXX 3.0's XSD, where it does not contradict its own profile.

Each element is judged by itself, as the XSD declares it, after what the two disagree about is put
the XSD's way. The contradictions, as the profile has it and as the XSD does:

- rioxxterms' namespace: on docs.rioxx.net; on www.rioxx.net;
- `rel`, `type` and the others of dc:relation: recommended; no attributes;
- creators, contributors, publishers: an `id` is optional; exactly one is mandatory;
- rel: `cite-as`, as the IANA has it; link relations are cut off at their first hyphen;
- coar_version of ext_relation: COAR's URIs; NISO's codes;
- the text of ext_relation and grant: an address, a number; none;
- funder_name and funder_id: one or both; both;
- publication_date: YYYY, YYYY-MM or YYYY-MM-DD; YYYY-MM-DD.
"""

from copy import deepcopy
from functools import lru_cache
from pathlib import Path

from lxml import etree

_OURS = "{http://docs.rioxx.net/schema/v3.0/rioxxterms/}"
_THEIRS = "{http://www.rioxx.net/schema/v3.0/rioxxterms/}"
_IMPORTS = {
    _THEIRS.strip("{}"): "www.rioxx.net/schema/v3.0/rioxx/rioxxterms.xsd",
    "http://purl.org/dc/elements/1.1/": "dublincore.org/schemas/xmls/qdc/dc.xsd",
    "http://purl.org/dc/terms/": "dublincore.org/schemas/xmls/qdc/dcterms.xsd",
}
_AGENTS = ("creator", "contributor", "publisher")
_FULL_DATE = "2000-01-01"


def schema_faults(element: etree._Element, shared: Path) -> list[str]:
    """What is wrong with the elements of a RIOXX record by the XSD, the contradictions aside."""
    schema = _schema(shared / "schemas")
    found = []
    for child in etree.fromstring(etree.tostring(element)):
        if not schema.validate(_their_way(child)):
            found += [str(fault) for fault in schema.error_log]
    return found


@lru_cache
def _schema(folder: Path) -> etree.XMLSchema:
    imports = "".join(
        f'<import namespace="{namespace}" schemaLocation="{(folder / path).as_uri()}"/>'
        for namespace, path in _IMPORTS.items()
    )
    return etree.XMLSchema(
        etree.XML(f'<schema xmlns="http://www.w3.org/2001/XMLSchema">{imports}</schema>')
    )


def _their_way(child: etree._Element) -> etree._Element:
    element = deepcopy(child)
    element.tail = None
    for one in element.iter():
        one.tag = str(one.tag).replace(_OURS, _THEIRS)
    name = etree.QName(element).localname
    if name == "relation":
        element.attrib.clear()
    if name in _AGENTS and element.find(f"{_THEIRS}id") is None:
        etree.SubElement(element, f"{_THEIRS}id").text = "http://example.org/"
    if name == "ext_relation":
        element.text = None
        element.set("rel", (element.get("rel") or "").partition("-")[0])
        if element.get("coar_version"):
            element.set("coar_version", "VoR")
    if name == "grant":
        element.text = None
        element.set("funder_name", element.get("funder_name") or "Somebody")
        element.set("funder_id", element.get("funder_id") or "http://example.org/")
    if name == "publication_date" and element.text:
        element.text += _FULL_DATE[len(element.text) :]
    return element
