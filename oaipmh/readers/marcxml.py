"""MARCXML: one record element, in its namespace, in another or in none.

https://www.loc.gov/standards/marcxml/
"""

import re

from lxml import etree
from pymarc import Field, Indicators, Leader, Record, Subfield

from oaipmh.readers import marc
from oaipmh.readers.incoming import Described, Undescribable

_LEADER_LENGTH = 24
_LAST = "4500"  # of every leader
_TAG = re.compile(r"[0-9A-Za-z]{3}", re.ASCII)


def describe(element: etree._Element) -> Described:
    """What a record, or a collection of one, says of its item.

    Raises:
        Undescribable: see `marc.describe`; or the element holds no single record.
    """
    if _name(element) != "record":
        records = [child for child in element if _name(child) == "record"]
        if len(records) != 1:
            reason = f"{len(records)} MARC records in one {_name(element)}: one item needs one"
            raise Undescribable(reason)
        element = records[0]
    return marc.describe(record_of(element))


def has_fields(element: etree._Element) -> bool:
    """Whether the element has what only a MARC record has, whatever its namespace."""
    return any(_name(child) in ("leader", "controlfield", "datafield") for child in element)


def is_of_holdings(element: etree._Element) -> bool:
    """Whether it is of an item's copies: by its `type`, as the schema has it, or by its leader."""
    if _name(element) == "record" and element.get("type") == "Holdings":
        return True
    return has_fields(element) and record_of(element).leader[6] in marc.HOLDINGS


def record_of(element: etree._Element) -> Record:
    """The record that an element holds; what has no tag of three characters is no field."""
    record = Record()
    for child in element:
        name = _name(child)
        if name == "leader":
            record.leader = _leader(_text(child))
        elif name in ("controlfield", "datafield") and _TAG.fullmatch(child.get("tag", "")):
            record.fields.append(_field(child))
    return record


def _leader(text: str) -> Leader:
    """The leader's 24 characters; blanks at its beginning are its own, unless they were cut off."""
    leader = text.strip("\r\n\t")
    if leader[20:22] != _LAST[:2] and leader.strip().endswith(_LAST):
        leader = leader.strip().rjust(_LEADER_LENGTH)
    return Leader(leader.ljust(_LEADER_LENGTH)[:_LEADER_LENGTH])


def _field(element: etree._Element) -> Field:
    tag = element.get("tag", "")
    if _name(element) == "controlfield":
        return Field(tag, data=_text(element))
    subfields = [
        Subfield(child.get("code", ""), _text(child))
        for child in element
        if _name(child) == "subfield" and len(child.get("code", "")) == 1
    ]
    indicators = (element.get(name, " ")[:1] or " " for name in ("ind1", "ind2"))
    return Field(tag, indicators=Indicators(*indicators), subfields=subfields)


def _text(element: etree._Element) -> str:
    return "".join(element.itertext())


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""
