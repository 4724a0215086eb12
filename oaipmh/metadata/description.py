"""A description: an ordered list of statements, after the DCMI Abstract Model.

https://www.dublincore.org/specifications/dublin-core/abstract-model/
"""

from typing import NamedTuple, TypeAlias


class Statement(NamedTuple):
    """One property of the item and its value.

    `uri` names the value itself (an ORCID, a subject's URI); `scheme` is the syntax encoding
    scheme of the value string (`dcterms:W3CDTF`); `lang` its language (BCP 47). A tuple, so that
    a description is JSON as it stands.
    """

    property: str
    value: str
    lang: str | None = None
    uri: str | None = None
    scheme: str | None = None


Description: TypeAlias = tuple[Statement, ...]
