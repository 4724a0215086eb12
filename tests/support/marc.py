"""MARC records written as cataloguers write them: `245 10 $aTitle :$bsubtitle /`."""

from pymarc import Field, Indicators, Record, Subfield

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
