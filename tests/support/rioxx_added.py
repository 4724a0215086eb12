"""What statements add to a RIOXX record."""

from oaipmh.crosswalks.rioxx import render
from oaipmh.metadata.description import Statement
from tests.support.complete import ACCEPTED, CREATOR, LANGUAGE, PAGE, TITLE, TYPE
from tests.support.outlines import outline
from tests.support.resources import described

COMPLETE = (TITLE, CREATOR, ACCEPTED, TYPE, PAGE, LANGUAGE)


def shown(*statements: Statement, day: str = "2026-11-27") -> list[str]:
    """What statements add to the record of an item that has all that is mandatory."""
    plain = outline(render(described(COMPLETE)))
    added = outline(render(described((*COMPLETE, *statements), day=day)))
    return [line for line in added if line not in plain]
