"""Subjects and classes: https://www.loc.gov/standards/mods/userguide/subject.html."""

from lxml import etree

from oaipmh.crosswalks.mods.dates import encoded
from oaipmh.crosswalks.mods.elements import add, from_vocabulary
from oaipmh.metadata.description import Statement
from oaipmh.metadata.places import box_of
from oaipmh.metadata.resource import Resource
from oaipmh.metadata.vocabularies import CLASSIFICATIONS, is_class_number, vocabulary_code


def add_subjects(root: etree._Element, resource: Resource) -> None:
    """Topics, places and times, each a subject of its own; then the classes."""
    subjects = resource.all("subject")
    classes = [one for one in subjects if _is_class(one)]
    for one in subjects:
        if one not in classes:
            _add_topics(root, one)
    for one in resource.all("spatial", "coverage"):
        _add_place(root, one)
    for one in resource.all("temporal"):
        subject = add(root, "subject", None, from_vocabulary(one))
        add(subject, "temporal", *encoded(one.value))
    for one in classes:
        add(root, "classification", one.value, from_vocabulary(one))


def _is_class(one: Statement) -> bool:
    return vocabulary_code(one.scheme) in CLASSIFICATIONS and is_class_number(one.value)


def _add_topics(root: etree._Element, one: Statement) -> None:
    """A heading; its subdivisions are topics too."""
    subject = add(root, "subject", None, from_vocabulary(one))
    parts = [part for text in one.value.split("--") if (part := text.strip())]
    for part in parts or [one.value]:
        add(subject, "topic", part)


def _add_place(root: etree._Element, one: Statement) -> None:
    subject = add(root, "subject", None, from_vocabulary(one))
    if one.scheme == "marcgac":
        add(subject, "geographicCode", one.value, {"authority": "marcgac"})
    elif (box := box_of(one)) is None:
        add(subject, "geographic", one.value)
    elif box.is_point:
        add(add(subject, "cartographics"), "coordinates", f"{box.north},{box.east}")
    else:
        limits = f"W {box.west}--E {box.east}/N {box.north}--S {box.south}"
        add(add(subject, "cartographics"), "coordinates", limits)
