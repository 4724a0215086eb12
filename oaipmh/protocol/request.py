"""A request, parsed from raw name-value pairs: OAI-PMH 2.0, sections 3.1.1, 3.6 and 4.

Pairs, not a mapping: a repeated argument is an error that a mapping could no longer see. A value of
None stands for bytes that were no percent-encoded UTF-8.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from oaipmh.protocol import verbs
from oaipmh.protocol.datestamp import Datestamp, Granularity, parse_datestamp
from oaipmh.protocol.errors import BadArgument, BadVerb, OAIError, OAIErrors
from oaipmh.protocol.syntax import XML_ILLEGAL, is_identifier, is_metadata_prefix, is_set_spec
from oaipmh.protocol.verbs import VERBS, Verb

Pairs: TypeAlias = Sequence[tuple[str | None, str | None]]
_MAX_ARGUMENTS = 50


@dataclass(frozen=True, slots=True)
class Request:
    """A legal request. `arguments` are the given pairs, verb first, as `<request>` echoes them."""

    verb: str
    arguments: tuple[tuple[str, str], ...]
    identifier: str | None = None
    metadata_prefix: str | None = None
    set_spec: str | None = None
    from_: Datestamp | None = None
    until: Datestamp | None = None
    resumption_token: str | None = None

    @property
    def opens_list(self) -> bool:
        """Whether this is the first request of a list of records or headers."""
        selective = self.verb in (verbs.LIST_RECORDS.name, verbs.LIST_IDENTIFIERS.name)
        return selective and self.resumption_token is None

    @property
    def moves_clock(self) -> bool:
        """Whether the answer's responseDate must be the repository clock, moved up to now."""
        return self.opens_list or self.verb == verbs.IDENTIFY.name


def parse_request(pairs: Pairs, granularity: Granularity) -> Request:
    """Read a request for a repository of the given granularity.

    Raises:
        OAIErrors: badVerb alone, or every badArgument there is.
    """
    verb = _verb(pairs)
    given = [(name, value) for name, value in pairs if name != "verb"]
    if len(given) > _MAX_ARGUMENTS:
        raise OAIErrors(BadArgument(f"There are more than {_MAX_ARGUMENTS} arguments"))
    errors = [*_argument_errors(verb, given), *_missing(verb, given)]
    values = {name: value for name, value in given if name in verb.arguments and value is not None}
    errors += _value_errors(values)
    if errors:
        raise OAIErrors(*errors)
    from_, until = _bounds(values, granularity)
    return Request(
        verb=verb.name,
        arguments=(("verb", verb.name), *values.items()),
        identifier=values.get(verbs.IDENTIFIER),
        metadata_prefix=values.get(verbs.METADATA_PREFIX),
        set_spec=values.get(verbs.SET),
        from_=from_,
        until=until,
        resumption_token=values.get(verbs.RESUMPTION_TOKEN),
    )


def _verb(pairs: Pairs) -> Verb:
    """The one verb; badVerb is "missing, illegal, or repeated" (section 3.6)."""
    given = [value for name, value in pairs if name == "verb"]
    if not given:
        raise OAIErrors(BadVerb("The verb argument is missing"))
    if len(given) > 1:
        raise OAIErrors(BadVerb("The verb argument is repeated"))
    verb = VERBS.get(given[0] or "")
    if verb is None:
        raise OAIErrors(BadVerb(f"The verb is not one of {', '.join(VERBS)}"))
    return verb


def _argument_errors(verb: Verb, given: Pairs) -> list[OAIError]:
    """What is unknown, repeated, undecodable or empty."""
    errors: list[OAIError] = []
    for name, count in Counter(name for name, _ in given).items():
        if name is None:
            errors.append(BadArgument("An argument's name is not percent-encoded UTF-8"))
        elif name not in verb.arguments:
            errors.append(BadArgument(f"{verb.name} takes no argument {_printable(name)}"))
        elif count > 1:
            errors.append(BadArgument(f"The argument {name} is repeated"))
    for name, value in given:
        if name in verb.arguments and value is None:
            errors.append(BadArgument(f"The value of {name} is not percent-encoded UTF-8"))
        elif name in verb.arguments and not value:
            errors.append(BadArgument(f"The value of {name} is empty"))
    return errors


def _missing(verb: Verb, given: Pairs) -> list[OAIError]:
    """Required arguments that are absent, or others beside an exclusive one."""
    names = {name for name, _ in given if name is not None}
    if verb.exclusive in names:
        beside = sorted(names & (verb.required | verb.optional))
        return [BadArgument(f"{verb.exclusive} excludes {name}") for name in beside]
    return [
        BadArgument(f"{verb.name} requires the argument {name}")
        for name in sorted(verb.required - names)
    ]


def _is_datestamp(text: str) -> bool:
    try:
        parse_datestamp(text)
    except ValueError:
        return False
    return True


def _is_xml_text(text: str) -> bool:
    return XML_ILLEGAL.search(text) is None


_SYNTAX: dict[str, tuple[Callable[[str], bool], str]] = {
    verbs.IDENTIFIER: (is_identifier, "is not a URI"),
    verbs.METADATA_PREFIX: (is_metadata_prefix, "is not a metadataPrefix"),
    verbs.SET: (is_set_spec, "is not a setSpec"),
    verbs.FROM: (_is_datestamp, "is not a UTC date: YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ"),
    verbs.UNTIL: (_is_datestamp, "is not a UTC date: YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ"),
    verbs.RESUMPTION_TOKEN: (_is_xml_text, "holds characters that XML cannot"),
}


def _value_errors(values: dict[str, str]) -> list[OAIError]:
    errors: list[OAIError] = []
    for name, value in values.items():
        is_legal, complaint = _SYNTAX[name]
        if value and not is_legal(value):
            errors.append(BadArgument(f"The value of {name} {complaint}"))
    return errors


def _bounds(
    values: dict[str, str], granularity: Granularity
) -> tuple[Datestamp | None, Datestamp | None]:
    """The `from` and `until` arguments, judged together.

    Section 2.7.1: "must have the same granularity", "must be less than or equal to", and no finer
    than the repository's own.
    """
    bounds = {
        name: parse_datestamp(values[name]) for name in (verbs.FROM, verbs.UNTIL) if name in values
    }
    for name, bound in bounds.items():
        if granularity is Granularity.DAY and bound.granularity is Granularity.SECONDS:
            raise OAIErrors(BadArgument(f"{name} is finer than this repository's {granularity}"))
    from_, until = bounds.get(verbs.FROM), bounds.get(verbs.UNTIL)
    if from_ and until:
        if from_.granularity is not until.granularity:
            raise OAIErrors(BadArgument("from and until have different granularities"))
        if from_.first > until.last:
            raise OAIErrors(BadArgument("from is later than until"))
    return from_, until


def _printable(name: str) -> str:
    """An unknown argument's name, fit for an error message."""
    return ascii(name[:80])
