"""MARC 21 bibliographic records, after the Library of Congress's crosswalk to Dublin Core.

https://www.loc.gov/marc/marc2dc.html (the qualified part), with what docs/description.md can hold
beyond it. One file for each thing that a record tells of; how a record is written (XML, binary) is
not known here.
"""

from pymarc import Record

from oaipmh.metadata.description import Description
from oaipmh.readers.incoming import Described, NoItem, Undescribable
from oaipmh.readers.marc.fields import control, fields, values
from oaipmh.readers.marc.identifiers import identifier_statements
from oaipmh.readers.marc.kinds import kind_statements
from oaipmh.readers.marc.linking import linking_statements
from oaipmh.readers.marc.names import name_statements
from oaipmh.readers.marc.notes import note_statements
from oaipmh.readers.marc.publication import publication_statements
from oaipmh.readers.marc.subjects import subject_statements
from oaipmh.readers.marc.titles import title_statements

_PARTS = (
    title_statements,
    name_statements,
    publication_statements,
    kind_statements,
    subject_statements,
    note_statements,
    identifier_statements,
    linking_statements,
)
HOLDINGS = "uvxy"
"""What leader/06 is in a holdings record."""
_NO_ITEMS = {  # leader/06
    "z": "an authority record",
    **dict.fromkeys(HOLDINGS, "a holdings record"),
    "w": "a classification record",
    "q": "a community information record",
}


def describe(record: Record) -> Described:
    """What the record says of its item; its identifier is the control number, a local one.

    Raises:
        NoItem: it is no bibliographic record.
        Undescribable: it is UNIMARC.
    """
    kind = record.leader[6]
    if kind in _NO_ITEMS:
        reason = f"leader/06 is {kind!r}: {_NO_ITEMS[kind]} describes no item; only bibliographic"
        raise NoItem(f"{reason} records can be read")
    if record.get("200") and not record.get("245"):
        raise Undescribable(
            "field 200 and no 245: this seems to be UNIMARC; convert it to MARC 21 first"
        )
    identifier = _identifier(record)
    if record.leader[5] == "d":
        return Described((), identifier, local=True, deleted=True)
    return Described(_description(record), identifier, local=True)


def _description(record: Record) -> Description:
    statements = (statement for part in _PARTS for statement in part(record))
    return tuple(dict.fromkeys(one for one in statements if one.value))


def _identifier(record: Record) -> str:
    """The control number (001), or else another agency's (035), or the Library of Congress's."""
    numbers = [control(record, "001").strip()]
    numbers += [
        value for tag in ("035", "010") for f in fields(record, tag) for value in values(f, "a")
    ]
    return next((number for number in numbers if number), "")
