"""Real records, described and written again in their own format: what is kept, and what is lost.

A value is kept in place where the same field or element has the same words; elsewhere, where the
new record has its words anywhere; else it is lost.
"""

import os
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from oaipmh.crosswalks import CROSSWALKS
from oaipmh.ingest.clean import Refused, clean
from oaipmh.metadata.resource import Resource
from oaipmh.protocol.parts import local_name
from oaipmh.readers.incoming import Undescribable
from oaipmh.readers.vocabularies import describe
from tests.support.losses import metadata_in, vocabulary_of
from tests.support.resources import TODAY

_BETWEEN_WORDS = re.compile(r"[\W_]+")
_REWRITE = "REWRITE"
_MOST_SHOWN = 4


class Kept(NamedTuple):
    """What became of the values of a field: how many there were, and the places of the lost."""

    values: int
    in_place: int
    elsewhere: int
    lost: Counter[str]


def round_trips(
    shared: Path, prefix: str, folders: Iterable[str]
) -> Iterator[tuple[etree._Element, etree._Element]]:
    """Each real record of the format, and the one that is made of its description."""
    title = {"marc21": "MARCXML", "mods": "MODS"}[prefix]
    for folder in folders:
        for element in metadata_in(shared / "realdata" / folder):
            vocabulary = vocabulary_of(element)
            if vocabulary == title or (prefix == "mods" and vocabulary == "METS"):
                new = _again(element, prefix)
                if new is not None:
                    yield deepcopy(element), new  # its file is read on, and it is emptied


def _again(element: etree._Element, prefix: str) -> etree._Element | None:
    """The record made of what the element says; None where it says too little to make one."""
    try:
        described = describe(element)
        item = described.item("", b"")
        identifier = f"oai:x.org:{item.identifier}" if item.local else item.identifier
        cleaned = clean(item, identifier.replace(" ", ""), keep_datestamp=False)
    except (Undescribable, Refused):
        return None
    crosswalk, resource = CROSSWALKS[prefix], Resource(identifier, cleaned.description, day=TODAY)
    return None if crosswalk.missing(resource) else crosswalk.render(resource)


def kept(pairs: Iterable[tuple[etree._Element, etree._Element]], prefix: str) -> dict[str, Kept]:
    """What is kept of each field of all records."""
    found: dict[str, Kept] = defaultdict(lambda: Kept(0, 0, 0, Counter()))
    places_of = _marc_values if prefix == "marc21" else _mods_values
    for old, new in pairs:
        there = {(place, _letters(value)) for _, place, value in places_of(new)}
        words = {word for _, _, value in places_of(new) for word in _words(value)}
        for field, place, value in places_of(old):
            values, in_place, elsewhere, lost = found[field]
            if (place, _letters(value)) in there:
                in_place += 1
            elif words >= set(_words(value)):
                elsewhere += 1
            else:
                lost[place] += 1
            found[field] = Kept(values + 1, in_place, elsewhere, lost)
    return dict(sorted(found.items()))


def _words(text: str) -> list[str]:
    return [word for word in _BETWEEN_WORDS.split(text.casefold()) if word]


def _letters(text: str) -> str:
    return "".join(_words(text))


def _marc_values(record: etree._Element) -> Iterator[tuple[str, str, str]]:
    """Field, place and value of each control field and subfield that has words."""
    for element in record.iter(etree.Element):
        value, tag = element.text or "", element.get("tag", "")
        if local_name(element) == "controlfield" and _words(value):
            yield tag, tag, value
        elif local_name(element) == "subfield" and _words(value):
            field = element.getparent()
            tag = "" if field is None else field.get("tag", "")
            yield tag, f"${element.get('code', '')}", value


def _mods_values(element: etree._Element) -> Iterator[tuple[str, str, str]]:
    """Top-level element, path below it and text of each element that has words."""
    for mods in element.iter("{*}mods"):
        for part in mods:
            for one in part.iter(etree.Element):
                if _words(one.text or ""):
                    yield local_name(part), _path(one, mods), one.text or ""


def _path(element: etree._Element, root: etree._Element) -> str:
    names = [local_name(element)]
    for above in element.iterancestors():
        if above is root:
            break
        names.append(local_name(above))
    return "/".join(reversed(names))


def table(found: Mapping[str, Kept], why: Mapping[str, str], records: int) -> str:
    """The table of the docs: a row for each field, with what is lost most, and why."""
    rows = [
        f"{records} records.",
        "",
        "| field | values | in place | elsewhere | lost | most lost | why |",
        "|---|---|---|---|---|---|---|",
    ]
    for field, (values, in_place, elsewhere, lost) in found.items():
        most = ", ".join(f"{place} {count}" for place, count in lost.most_common(_MOST_SHOWN))
        cells = [field, values, in_place, elsewhere, lost.total(), most, why.get(field, "")]
        rows.append(f"| {' | '.join(map(str, cells))} |")
    return "\n".join(rows) + "\n"


def assert_is_in(path: Path, text: str) -> None:
    """The docs end with the table; with $REWRITE, they are made to.

    Raises:
        AssertionError: they end with another one.
    """
    head, sign, old = path.read_text("utf-8").partition("<!-- made by the test -->\n")
    if os.environ.get(_REWRITE):
        path.write_text(head + sign + text, "utf-8")
        old = text
    assert old == text, f"{path.name} is out of date: run the test with {_REWRITE}=1"
