"""What MARC21slim.xsd (1.2) allows in a MARCXML record.

https://www.loc.gov/standards/marcxml/schema/MARC21slim.xsd
"""

from oaipmh.metadata.native.rules import Rule, anything, in_order, matching, one_of

NAMESPACE = "http://www.loc.gov/MARC21/slim"

_INDICATOR = matching(r"[\da-z ]")
_TAG = matching(
    r"0[1-9A-Z][0-9A-Z]|0[1-9a-z][0-9a-z]|[1-9A-Z][0-9A-Z]{2}|[1-9a-z][0-9a-z]{2}",
)
_LEADER = matching(
    r"[\d ]{5}[\dA-Za-z ][\dA-Za-z][\dA-Za-z ]{3}[2 ][2 ][\d ]{5}[\dA-Za-z ]{3}(4500|    )"
)
_SUBFIELD = Rule(
    {"code": matching(r"""[\dA-Za-z!"#$%&'()*+,\-./:;<=>?{}_^`~\[\]\\]""")},
    required=frozenset({"code"}),
    text=anything,
)
_DATAFIELD = Rule(
    {"tag": _TAG, "ind1": _INDICATOR, "ind2": _INDICATOR},
    required=frozenset({"tag", "ind1", "ind2"}),
    children={"subfield": _SUBFIELD},
    needed=frozenset({"subfield"}),
)
_CONTROLFIELD = Rule({"tag": matching("00[1-9A-Za-z]")}, required=frozenset({"tag"}), text=anything)
RECORD = Rule(
    {"type": one_of("Bibliographic Authority Holdings Classification Community")},
    children={
        "leader": Rule(text=_LEADER),
        "controlfield": _CONTROLFIELD,
        "datafield": _DATAFIELD,
    },
    order=in_order("leader controlfield* datafield*"),
)
"""The rule of a `record`; one without any field is none here."""
