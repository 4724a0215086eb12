"""Sets that aggregators ask for by name, with the rules that fill them.

OpenAIRE Guidelines for Literature Repositories 3.0: a set `openaire` with everything that is open,
or will be, or was paid for by a grant. DRIVER Guidelines 2.0: a set `driver` with what is open,
where a repository has other content too.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from oaipmh.metadata.rule import Rule


class KnownSet(NamedTuple):
    """A set's usual name, its rule, and the rule that an earlier version of the program had."""

    set_name: str
    rule: Rule
    former: Rule


_FORMER_OPEN = (
    "rights in info:eu-repo/semantics/openAccess, http://purl.org/coar/access_right/c_abf2,"
    " open access"
)
_FORMER_EMBARGOED = (
    "rights in info:eu-repo/semantics/embargoedAccess, http://purl.org/coar/access_right/c_f1cf,"
    " embargoed access"
)
_OPEN = f"{_FORMER_OPEN}, openAccess, open-access, open, public"
_EMBARGOED = f"{_FORMER_EMBARGOED}, embargoedAccess, embargoed-access, embargoed, embargo"
_GRANTED = "relation starts with info:eu-repo/grantAgreement/"

KNOWN_SETS: Mapping[str, KnownSet] = MappingProxyType(
    {
        "driver": KnownSet(
            "Open Access DRIVERset", Rule.parse([_OPEN]), Rule.parse([_FORMER_OPEN])
        ),
        "openaire": KnownSet(
            "OpenAIRE",
            Rule.parse([_OPEN, _EMBARGOED, _GRANTED], any_of=True),
            Rule.parse([_FORMER_OPEN, _FORMER_EMBARGOED, _GRANTED], any_of=True),
        ),
    }
)
"""By setSpec."""


def has_former_rule(set_spec: str, rule: Rule | None) -> bool:
    """Whether a set was given its rule by an earlier version, and not by its manager."""
    known = KNOWN_SETS.get(set_spec)
    return known is not None and rule == known.former
