"""mods: MODS 3.8, after LoC's mapping from Dublin Core and the DLF/Aquifer guidelines.

https://www.loc.gov/standards/mods/userguide/ and
https://www.loc.gov/standards/mods/dcsimple-mods.html; DLF/Aquifer, Implementation Guidelines for
Shareable MODS Records, version 1.1. One file for each thing that a record tells of;
docs/formats/mods.md has the table.
"""

import re

from lxml import etree

from oaipmh.crosswalks.mods.elements import (
    NAMESPACE,
    XLINK,
    add,
    add_statement,
    from_vocabulary,
    new_root,
)
from oaipmh.crosswalks.mods.identifiers import add_identifiers, add_location
from oaipmh.crosswalks.mods.kinds import add_form, add_kinds, add_languages
from oaipmh.crosswalks.mods.names import add_names
from oaipmh.crosswalks.mods.origin import add_origin
from oaipmh.crosswalks.mods.related import add_related
from oaipmh.crosswalks.mods.rights import add_access, add_funding
from oaipmh.crosswalks.mods.subjects import add_subjects
from oaipmh.metadata.description import Statement
from oaipmh.metadata.resource import Resource
from oaipmh.protocol import namespaces as ns
from oaipmh.protocol.response import MetadataFormat

VERSION = 4
SCHEMA = "http://www.loc.gov/standards/mods/v3/mods-3-8.xsd"
FORMAT = MetadataFormat("mods", SCHEMA, NAMESPACE)

_NSMAP = {"mods": NAMESPACE, "xlink": XLINK, "xsi": ns.XSI}
_ROOT = {"version": "3.8", ns.SCHEMA_LOCATION: f"{NAMESPACE} {SCHEMA}"}
_SUBTITLE = re.compile(r"(?<=\S): ")
_TEXTS = {
    "abstract": "abstract",
    "tableOfContents": "tableOfContents",
    "audience": "targetAudience",
    "educationLevel": "targetAudience",
}
# https://www.loc.gov/standards/mods/mods-notes.html
_NOTES = {
    "description": None,
    "provenance": "ownership",
    "accrualMethod": "accrual method",
    "accrualPolicy": "accrual policy",
}


def missing(resource: Resource) -> list[str]:
    """A title, which DLF/Aquifer demands of every record."""
    return [] if resource.titles else ["titleInfo/title: no statement of title"]


def render(resource: Resource) -> etree._Element:
    """The record, its elements in the order of the user guidelines."""
    root = new_root(_ROOT, _NSMAP)
    _add_titles(root, resource)
    add_names(root, resource)
    add_kinds(root, resource)
    add_origin(root, resource)
    add_languages(root, resource)
    add_form(root, resource)
    for property_, name in _TEXTS.items():
        for one in resource.all(property_):
            add_statement(root, name, one)
    _add_notes(root, resource)
    add_funding(root, resource)
    add_subjects(root, resource)
    add_related(root, resource)
    add_identifiers(root, resource)
    add_location(root, resource)
    add_access(root, resource)
    add(add(root, "recordInfo"), "recordIdentifier", resource.identifier)
    return root


def _add_titles(root: etree._Element, resource: Resource) -> None:
    """The title; the others are translated where their language is another one's."""
    first = resource.titles[0]
    _add_title(root, first, {"usage": "primary"})
    for one in resource.alternatives:
        is_translated = one.lang and first.lang and one.lang != first.lang
        _add_title(root, one, {"type": "translated" if is_translated else "alternative"})


def _add_title(root: etree._Element, one: Statement, kind: dict[str, str]) -> None:
    info = add(root, "titleInfo", None, {**kind, **from_vocabulary(one)})
    title, *more = _SUBTITLE.split(one.value, maxsplit=1)
    add(info, "title", title)
    for subtitle in more:
        add(info, "subTitle", subtitle)


def _add_notes(root: etree._Element, resource: Resource) -> None:
    for property_, kind in _NOTES.items():
        for one in resource.all(property_):
            note = add_statement(root, "note", one)
            if kind:
                note.set("type", kind)
    for words in resource.preferred_citations:
        add(root, "note", words, {"type": "preferred citation"})
