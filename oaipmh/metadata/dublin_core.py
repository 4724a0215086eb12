"""Dublin Core: the fifteen elements, and the DCMI Terms with the element each refines.

https://www.dublincore.org/specifications/dublin-core/dcmi-terms/ (2020-01-20). A term that refines
none of the fifteen (audience, provenance, ...) has no place in simple Dublin Core. MARC relators
(`marcrel:edt`) refine contributor.
"""

from difflib import get_close_matches

from oaipmh.metadata.relators import PREFIX, RELATORS

ELEMENTS = (
    "title",
    "creator",
    "subject",
    "description",
    "publisher",
    "contributor",
    "date",
    "type",
    "format",
    "identifier",
    "source",
    "language",
    "relation",
    "coverage",
    "rights",
)

_REFINEMENTS = {
    "title": ("alternative",),
    "description": ("abstract", "tableOfContents"),
    "date": (
        "available",
        "created",
        "dateAccepted",
        "dateCopyrighted",
        "dateSubmitted",
        "issued",
        "modified",
        "valid",
    ),
    "format": ("extent", "medium"),
    "identifier": ("bibliographicCitation",),
    "relation": (
        "conformsTo",
        "hasFormat",
        "hasPart",
        "hasVersion",
        "isFormatOf",
        "isPartOf",
        "isReferencedBy",
        "isReplacedBy",
        "isRequiredBy",
        "isVersionOf",
        "references",
        "replaces",
        "requires",
    ),
    "coverage": ("spatial", "temporal"),
    "rights": ("accessRights", "license"),
}
_UNREFINED = (
    "accrualMethod",
    "accrualPeriodicity",
    "accrualPolicy",
    "audience",
    "educationLevel",
    "instructionalMethod",
    "mediator",
    "provenance",
    "rightsHolder",
)

ELEMENT_OF: dict[str, str | None] = {
    **{element: element for element in ELEMENTS},
    **{term: element for element, terms in _REFINEMENTS.items() for term in terms},
    **dict.fromkeys((f"{PREFIX}{code}" for code in RELATORS), "contributor"),
    **dict.fromkeys(_UNREFINED),
}
"""Every property a description may use, with the element that simple Dublin Core shows it as."""


def suggest_property(name: str) -> str:
    """What to say after a property's name that is none: the nearest there is, if one is near."""
    near = get_close_matches(name.rpartition(":")[2].lower(), ELEMENT_OF, 1)
    return f"; did you mean {near[0]!r}?" if near else ""
