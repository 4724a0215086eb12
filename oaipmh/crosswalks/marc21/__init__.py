"""marc21: MARC 21 bibliographic records in MARCXML, after LoC's Dublin Core to MARC crosswalk.

https://www.loc.gov/marc/bibliographic/ (update 37), https://www.loc.gov/marc/dccross.html and
https://www.loc.gov/standards/marcxml/. One file for each thing that a record tells of;
docs/formats/marc21.md has the table.
"""

from collections.abc import Iterator

from lxml import etree

from oaipmh.crosswalks.marc21.fields import Field, field, told
from oaipmh.crosswalks.marc21.kinds import Kind, control_fields, kind_fields, kind_of, leader
from oaipmh.crosswalks.marc21.linking import linking_fields
from oaipmh.crosswalks.marc21.names import name_fields
from oaipmh.crosswalks.marc21.notes import note_fields
from oaipmh.crosswalks.marc21.numbers import address_fields, number_fields
from oaipmh.crosswalks.marc21.publication import (
    extent_fields,
    language_fields,
    publication_fields,
    title_fields,
)
from oaipmh.crosswalks.marc21.subjects import subject_fields
from oaipmh.metadata.resource import Resource
from oaipmh.protocol import namespaces as ns
from oaipmh.protocol.response import MetadataFormat

VERSION = 4
NAMESPACE = "http://www.loc.gov/MARC21/slim"
SCHEMA = "http://www.loc.gov/standards/marcxml/schema/MARC21slim.xsd"
FORMAT = MetadataFormat("marc21", SCHEMA, NAMESPACE)

_NSMAP = {"marc": NAMESPACE, "xsi": ns.XSI}
_RECORD, _LEADER, _CONTROL, _DATA, _SUBFIELD = (
    f"{{{NAMESPACE}}}{name}"
    for name in ("record", "leader", "controlfield", "datafield", "subfield")
)
_DUBLIN_CORE = field("042", "  ", ("a", "dc"))


def missing(resource: Resource) -> list[str]:
    """A title: without its 245, a record is none."""
    return [] if resource.titles else ["245 Title Statement: no statement of title"]


def render(resource: Resource) -> etree._Element:
    """The record: leader, control fields, and fields in the order of their tags."""
    kind = kind_of(resource)
    root = etree.Element(_RECORD, type="Bibliographic", nsmap=_NSMAP)
    root.set(ns.SCHEMA_LOCATION, f"{NAMESPACE} {SCHEMA}")
    etree.SubElement(root, _LEADER).text = leader(kind)
    for tag, value in control_fields(resource, kind):
        etree.SubElement(root, _CONTROL, tag=tag).text = value
    for one in told(_fields(resource, kind)):
        _add(root, one)
    return root


def _add(root: etree._Element, one: Field) -> None:
    tag, indicators, subfields = one
    parent = etree.SubElement(root, _DATA)
    # One by one: lxml takes half as long again for a mapping of them.
    parent.set("tag", tag)
    parent.set("ind1", indicators[0])
    parent.set("ind2", indicators[1])
    for code, value in subfields:
        child = etree.SubElement(parent, _SUBFIELD)
        child.set("code", code)
        child.text = value


def _fields(resource: Resource, kind: Kind) -> Iterator[Field]:
    yield _DUBLIN_CORE
    yield from number_fields(resource)
    yield from language_fields(resource)
    yield from name_fields(resource)
    yield from title_fields(resource)
    yield from publication_fields(resource, kind)
    yield from extent_fields(resource)
    yield from kind_fields(resource, kind)
    yield from note_fields(resource)
    yield from subject_fields(resource)
    yield from linking_fields(resource, kind)
    yield from address_fields(resource)
