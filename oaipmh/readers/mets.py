"""METS 1 and 2: the description wrapped in it, and the files it lists.

https://www.loc.gov/standards/mets/. The description is MODS, Dublin Core, or anything else that can
be read; what a METS file only points to (`mdRef`) stands elsewhere, and is not fetched.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace

from lxml import etree

from oaipmh.metadata.description import Statement
from oaipmh.metadata.identifiers import locator_statement
from oaipmh.protocol.parts import local_name as name
from oaipmh.readers.elements import each, first, is_absolute, uri_at
from oaipmh.readers.incoming import Described, Undescribable

Describe = Callable[[etree._Element], Described]  # noqa: SLF001 - lxml's only name for it

# Groups of files that are not the item: licences, pictures of it, its text for searching.
_NOT_THE_ITEM = ("licen", "thumb", "preview", "text", "ocr", "swap", "metadata")


def describe(element: etree._Element, inner: Describe) -> Described:
    """What the METS element's description says, read by `inner`, and where the files are.

    Raises:
        Undescribable: no description in it can be read.
    """
    described = _first_described(element, inner)
    statements = list(described.description)
    said = {statement.value for statement in statements}
    object_identifier = (element.get("OBJID") or "").strip()
    found = [locator_statement(object_identifier)] if object_identifier else []
    found += dict.fromkeys(_files(element))
    statements += [one for one in found if one.value not in said]
    description = tuple(statements)
    if not object_identifier:
        return replace(described, description=description)
    local = not is_absolute(object_identifier)
    return Described(description, object_identifier, local=local, native=described.native)


def _first_described(element: etree._Element, inner: Describe) -> Described:
    reasons = []
    for wrapped in _wrapped(element):
        for candidate in (*wrapped, wrapped):  # its elements may stand there without a root
            if name(candidate):
                try:
                    return inner(candidate)
                except Undescribable as reason:
                    reasons.append(str(reason))
    if reasons:
        raise Undescribable(f"no description in the METS can be read: {reasons[0]}")
    raise Undescribable(
        "the METS wraps no description (mdWrap/xmlData); what it points to is not read"
    )


def _wrapped(element: etree._Element) -> Iterator[etree._Element]:
    """The xmlData of the descriptive sections: those of the whole before those of its parts."""
    sections = [*each(element, "dmdSec"), *_descriptive(element)]
    whole = _sections_of_whole(element)
    sections.sort(key=lambda section: section.get("ID") not in whole)
    for section in sections:
        yield from each(section, "mdWrap/xmlData")


def _descriptive(element: etree._Element) -> Iterator[etree._Element]:
    """The descriptive sections of METS 2."""
    for path in ("mdSec/md", "mdSec/mdGrp/md"):
        for section in each(element, path):
            if (section.get("USE") or "").upper() == "DESCRIPTIVE":
                yield section


def _sections_of_whole(element: etree._Element) -> set[str]:
    for path in ("structMap/div", "structSec/structMap/div"):
        division = first(element, path)
        if division is not None and (given := division.get("DMDID") or division.get("MDID")):
            return set(given.split())
    return set()


def _files(element: etree._Element) -> Iterator[Statement]:
    """Where the files are, each with its media type and its size."""
    for section in each(element, "fileSec"):
        for file in section.iter("{*}file"):
            location = first(file, "FLocat")
            if location is None or _is_aside(file):
                continue
            url = uri_at(location) or uri_at(location, "LOCREF")
            if url and url.startswith(("http:", "https:")):
                yield from _file(file, url)


def _file(file: etree._Element, url: str) -> Iterator[Statement]:
    media_type, size = (file.get("MIMETYPE") or "").strip(), (file.get("SIZE") or "").strip()
    yield Statement("identifier", url, scheme=media_type or "dcterms:URI")
    if media_type:
        yield Statement("format", media_type, scheme="dcterms:IMT")
    if size:
        yield Statement("extent", f"{size} bytes")


def _is_aside(file: etree._Element) -> bool:
    group = file.getparent()
    use = (file.get("USE") or (group.get("USE") if group is not None else "") or "").lower()
    return any(sign in use for sign in _NOT_THE_ITEM)
