"""What people call the type of a resource, where vocabularies have but terms for it."""

from collections.abc import Iterable, Mapping

from oaipmh.metadata.description import Statement
from oaipmh.metadata.resource_types import DATACITE_SCHEME, ResourceType, resource_type
from oaipmh.metadata.versions import version_of

_TERMS = ("info:", "http://", "https://")
"""How terms of a vocabulary begin, which are no words for people."""


def type_word(types: Iterable[Statement], known: ResourceType, words: Mapping[str, str]) -> str:
    """What the source calls its type, else what COAR does; empty where it names none.

    `types` are its statements of type, `known` is the type that they name, and `words` are as in
    `resource_type`.
    """
    told = [one for one in types if version_of(one) is None]
    own = [one.value for one in told if one.scheme == DATACITE_SCHEME]
    said = [
        one for one in told if one.scheme != DATACITE_SCHEME and not one.value.startswith(_TERMS)
    ]
    if said:
        naming = (one for one in said if resource_type([one], words) == known)
        return (said[0] if own else next(naming, said[0])).value
    return own[0] if own else known.label if told else ""
