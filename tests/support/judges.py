"""Who judges a format's records: its schema, or its guideline's rules where no schema can.

A judge gives what is wrong with a record, in words; nothing where it is valid.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

from lxml import etree

from oaipmh.crosswalks import CROSSWALKS
from tests.support.schemas import faults, faults_within

_RULES: Mapping[str, Callable[[etree._Element], list[str]]] = {}
"""By prefix, where no schema can judge: see the module of the rules for why."""


_WITHIN: Mapping[str, str] = {
    # WorldCat's schema is not at hand; it puts DCMI's container into a namespace of its own.
    "oai_qdc": "dublincore.org/schemas/xmls/qdc/2006/01/06/qualifieddc.xsd",
}
"""By prefix, the schema of no namespace that a format's own one includes."""


def faults_of(prefix: str, element: etree._Element, shared: Path) -> list[str]:
    """What is wrong with a format's record."""
    if prefix in _RULES:
        return _RULES[prefix](element)
    if prefix in _WITHIN:
        path = shared / "schemas" / _WITHIN[prefix]
        return faults_within(element, CROSSWALKS[prefix].format.metadata_namespace, path)
    return faults(element, CROSSWALKS[prefix].format.schema, shared)
