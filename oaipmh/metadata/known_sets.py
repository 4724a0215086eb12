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
    """A set's usual name, and its rule."""

    set_name: str
    rule: Rule


_OPEN = (
    "rights in info:eu-repo/semantics/openAccess, http://purl.org/coar/access_right/c_abf2,"
    " open access, openAccess, open-access, open, public"
)
_EMBARGOED = (
    "rights in info:eu-repo/semantics/embargoedAccess, http://purl.org/coar/access_right/c_f1cf,"
    " embargoed access, embargoedAccess, embargoed-access, embargoed, embargo"
)
_GRANTED = "relation starts with info:eu-repo/grantAgreement/"

KNOWN_SETS: Mapping[str, KnownSet] = MappingProxyType(
    {
        "driver": KnownSet("Open Access DRIVERset", Rule.parse([_OPEN])),
        "openaire": KnownSet("OpenAIRE", Rule.parse([_OPEN, _EMBARGOED, _GRANTED], any_of=True)),
    }
)
"""By setSpec."""
