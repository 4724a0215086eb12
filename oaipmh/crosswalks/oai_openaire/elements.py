"""What the parts of an OpenAIRE record share: its namespaces, types and groups of elements."""

from collections.abc import Iterable

from lxml import etree

from oaipmh.crosswalks.elements import add
from oaipmh.metadata.resource_types import TYPES, ResourceType
from oaipmh.protocol import namespaces as ns

OAIRE = "{http://namespace.openaire.eu/schema/oaire/}"
DATACITE = "{http://datacite.org/schema/kernel-4}"
DC = f"{{{ns.DC}}}"

_DATASET, _SOFTWARE, _LITERATURE, _OTHER = (
    "dataset",
    "software",
    "literature",
    "other research product",
)
# By DataCite's resourceTypeGeneral: what is neither literature nor of a kind of its own.
_OTHERS = frozenset(
    [
        "Audiovisual",
        "Collection",
        "Event",
        "Image",
        "InteractiveResource",
        "Other",
        "PhysicalObject",
        "Service",
        "Sound",
        "Workflow",
    ]
)
_GENERAL = {"Dataset": _DATASET, "Software": _SOFTWARE, **dict.fromkeys(_OTHERS, _OTHER)}

# COAR's types that version 4.0 of the guidelines' list has not: the next broader one that it has.
_BROADER = {
    "conferencePresentation": "conferenceObject",
    "dataManagementPlan": "report",
    "learningObject": "other",
    "manuscript": "text",
    "newspaperArticle": "contributionToPeriodical",
    "peerReview": "review",
}


def listed_type(resource_type: ResourceType) -> ResourceType:
    """The type, or a broader one where the guidelines' list of COAR's types lacks it."""
    return TYPES[_BROADER.get(resource_type.name, resource_type.name)]


def general_type(resource_type: ResourceType) -> str:
    """The guidelines' resourceTypeGeneral: one of four words."""
    return _GENERAL.get(resource_type.datacite, _LITERATURE)


def group(parent: etree._Element, group_tag: str, tag: str, texts: Iterable[str]) -> None:
    """A group of children with texts, none twice; no group where there are none."""
    distinct = dict.fromkeys(texts)
    if distinct:
        element = etree.SubElement(parent, group_tag)
        for text in distinct:
            add(element, tag, text)
