"""The six verbs and the arguments each takes: OAI-PMH 2.0, section 4, as one table."""

from dataclasses import dataclass, field

IDENTIFIER = "identifier"
METADATA_PREFIX = "metadataPrefix"
FROM = "from"
UNTIL = "until"
SET = "set"
RESUMPTION_TOKEN = "resumptionToken"  # noqa: S105 - the argument's name


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb's arguments; where `exclusive` is given, no other may stand beside it."""

    name: str
    required: frozenset[str] = field(default_factory=frozenset)
    optional: frozenset[str] = field(default_factory=frozenset)
    exclusive: str | None = None

    @property
    def arguments(self) -> frozenset[str]:
        """Every argument the verb knows."""
        exclusive = {self.exclusive} if self.exclusive else set()
        return self.required | self.optional | exclusive


_SELECTIVE = frozenset({FROM, UNTIL, SET})

IDENTIFY = Verb("Identify")
LIST_METADATA_FORMATS = Verb("ListMetadataFormats", optional=frozenset({IDENTIFIER}))
LIST_SETS = Verb("ListSets", exclusive=RESUMPTION_TOKEN)
LIST_IDENTIFIERS = Verb(
    "ListIdentifiers", frozenset({METADATA_PREFIX}), _SELECTIVE, RESUMPTION_TOKEN
)
LIST_RECORDS = Verb("ListRecords", frozenset({METADATA_PREFIX}), _SELECTIVE, RESUMPTION_TOKEN)
GET_RECORD = Verb("GetRecord", frozenset({IDENTIFIER, METADATA_PREFIX}))

VERBS = {
    verb.name: verb
    for verb in (
        IDENTIFY,
        LIST_METADATA_FORMATS,
        LIST_SETS,
        LIST_IDENTIFIERS,
        LIST_RECORDS,
        GET_RECORD,
    )
}
