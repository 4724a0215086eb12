"""What UKETD_DC 2.0 allows and demands, in the place of its schema, which could not be had.

The evidence: the EThOS UKETD_DC application profile with its marks M, A and O
(http://ethostoolkit.cranfield.ac.uk/tiki-index.php?page=The%20EThOS%20UKETD_DC%20application%20profile
and page_ref_id=47), https://wiki.eprints.org/w/Ethos, the British Library's plugin for EPrints in
its form of 2017 (eprintsug/oai_uketd_dc, Export/OAI_UKETD_DC_2017.pm) and DSpace's crosswalk
(config/crosswalks/oai/metadataFormats/uketd_dc.xsl).
"""

import re

from lxml import etree

_DC = "{http://purl.org/dc/elements/1.1/}"
_DCTERMS = "{http://purl.org/dc/terms/}"
_UKETD = "{http://naca.central.cranfield.ac.uk/ethos-oai/terms/}"
_ROOT = "{http://naca.central.cranfield.ac.uk/ethos-oai/2.0/}uketddc"
_XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

_ELEMENTS = {
    _DC: "title creator contributor subject description type format identifier language rights"
    " date source relation coverage publisher",
    _DCTERMS: "alternative abstract tableOfContents issued isReferencedBy accessRights license"
    " extent references hasVersion hasFormat provenance",
    _UKETD: "institution department commercial advisor authoridentifier qualificationlevel"
    " qualificationname sponsor grantnumber embargodate embargotype embargo_reason checksum",
}
_ALLOWED = {space + name for space, names in _ELEMENTS.items() for name in names.split()}
_MANDATORY = (
    f"{_DC}title",
    f"{_DC}creator",
    f"{_UKETD}institution",
    f"{_DCTERMS}issued",
    f"{_DC}type",
    f"{_UKETD}qualificationlevel",
    f"{_UKETD}qualificationname",
)
_ONCE = (f"{_DC}title", f"{_DC}type", f"{_DCTERMS}issued", f"{_UKETD}qualificationlevel")
# xsi:type of an element -> what the text must look like then.
_TYPES = {
    f"{_DC}language": {"dcterms:ISO639-2": "[a-z]{3}"},
    f"{_DC}identifier": {"dcterms:URI": r"(https?|ftp)://\S.*", "dcterms:DOI": r"10\..+/.+"},
    f"{_DC}subject": {f"dcterms:{name}": ".+" for name in ("DDC", "LCC", "LCSH", "MESH", "UDC")},
    f"{_DCTERMS}isReferencedBy": {"dcterms:URI": r"https?://\S.*"},
    f"{_UKETD}authoridentifier": {"uketdterms:ORCID": r"\d{15}[\dX]"},
}
_PATTERNS = {
    f"{_DCTERMS}issued": r"\d{4}(-\d\d(-\d\d)?)?",
    f"{_UKETD}qualificationlevel": "doctoral|masters|bachelors",
    f"{_UKETD}embargodate": r"\d{4}-\d\d-\d\d",
}


def faults(root: etree._Element) -> list[str]:
    """What is wrong with a record; nothing where all is well."""
    element = etree.fromstring(etree.tostring(root))
    found = [] if element.tag == _ROOT else [f"the root is {element.tag}"]
    names = [str(child.tag) for child in element]
    found += [f"{name} is missing" for name in _MANDATORY if name not in names]
    found += [f"{name} is repeated" for name in _ONCE if names.count(name) > 1]
    for child in element:
        found += _faults_of(child)
    return found


def _faults_of(child: etree._Element) -> list[str]:
    name, text = str(child.tag), child.text or ""
    found = [] if name in _ALLOWED else [f"{name} is not in the profile"]
    found += [] if text.strip() and not len(child) else [f"{name} is empty"]
    unknown = [key for key in child.attrib if key not in (f"{_XSI}type", _LANG)]
    found += [f"{name} has the attribute {key!r}" for key in unknown]
    patterns = [_PATTERNS[name]] if name in _PATTERNS else []
    if (kind := child.get(f"{_XSI}type")) is not None:
        known = _TYPES.get(name, {})
        found += [] if kind in known else [f"{name} is of the type {kind}"]
        patterns += [known[kind]] if kind in known else []
    found += [
        f"{name}: {text!r} is not {pattern}"
        for pattern in patterns
        if not re.fullmatch(pattern, text, re.DOTALL)
    ]
    return found
