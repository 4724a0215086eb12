"""MARC records written as cataloguers write them: `245 10 $aTitle :$bsubtitle /`."""

from lxml import etree
from pymarc import Field, Indicators, Record, Subfield

from oaipmh.crosswalks.marc21 import render
from oaipmh.metadata.description import Statement
from oaipmh.protocol.parts import local_name
from tests.support.resources import resource

LEADER = "00000nam a2200000 i 4500"


def marc_record(*lines: str, leader: str = LEADER, number: str = "1") -> Record:
    """A record of these fields; `#` stands for a blank; 001 is its number, where there is one."""
    record = Record(leader=leader)
    record.leader.leader = leader
    if number:
        record.fields.append(Field("001", data=number))
    record.fields += [_field(line) for line in lines]
    return record


def _field(line: str) -> Field:
    tag, _, rest = line.partition(" ")
    if tag < "010":
        return Field(tag, data=rest.replace("#", " "))
    indicators, *subfields = rest.split("$")
    first, second = indicators.strip().replace("#", " ")
    return Field(
        tag,
        indicators=Indicators(first, second),
        subfields=[Subfield(one[0], one[1:]) for one in subfields],
    )


def lines(element: etree._Element) -> list[str]:
    """Each field as cataloguers write it: `245 10 $aOn light`; `#` is a blank."""
    found = []
    for one in element:
        if local_name(one) == "datafield":
            indicators = f"{one.get('ind1')}{one.get('ind2')}".replace(" ", "#")
            parts = "".join(f"${part.get('code')}{part.text}" for part in one)
            found.append(f"{one.get('tag')} {indicators} {parts}")
        else:
            found.append(f"{one.get('tag', 'LDR')} {one.text}")
    return found


def fields_of(*statements: Statement, of: str) -> list[str]:
    """The fields of some tags that an item with a title and these statements has."""
    titled = any(one.property == "title" for one in statements)
    title = () if titled else (Statement("title", "On light"),)
    shown = lines(render(resource(*title, *statements)))
    return [one for one in shown if one.startswith(tuple(of.split()))]
