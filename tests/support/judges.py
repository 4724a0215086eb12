"""Who judges a format's records: its schema, or its guideline's rules where no schema can.

A judge gives what is wrong with a record, in words; nothing where it is valid.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

from lxml import etree

from oaipmh.crosswalks import CROSSWALKS
from tests.support import rioxx_rules
from tests.support.schemas import faults

_RULES: Mapping[str, Callable[[etree._Element], list[str]]] = {"rioxx": rioxx_rules.faults}
"""By prefix, where no schema can judge: see the module of the rules for why."""


def faults_of(prefix: str, element: etree._Element, shared: Path) -> list[str]:
    """What is wrong with a format's record."""
    if prefix in _RULES:
        return _RULES[prefix](element)
    return faults(element, CROSSWALKS[prefix].format.schema, shared)
