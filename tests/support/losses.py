"""What a metadata element says and its description does not: texts, URIs, languages, by place."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from oaipmh.protocol.namespaces import XML_LANG
from oaipmh.protocol.parts import ReadMetadata, ReadRecord, local_name
from oaipmh.protocol.reader import MalformedResponse, read_response
from oaipmh.readers.elements import is_absolute
from oaipmh.readers.incoming import Described
from oaipmh.readers.vocabularies import ROOTS, VOCABULARIES, find, rank

_BETWEEN_WORDS = re.compile(r"[\W_]+")
_WEB = re.compile(r"https?://(?:dx\.)?")
_SHORT = 4  # letters, which stand in some word or other anyway
_NAMES_OF_SCHEMES = ("schemaLocation", "schemeURI", "authorityURI", "typeURI")


def metadata_in(folder: Path) -> Iterator[etree._Element]:
    """Every metadata element of the files; of a broken file, those before the fault."""
    for file in sorted(one for one in folder.rglob("*") if one.is_file()):
        with file.open("rb") as stream:
            try:
                for part in read_response(stream, ROOTS):
                    if isinstance(part, ReadRecord) and part.metadata is not None:
                        yield part.metadata
                    elif isinstance(part, ReadMetadata) or (
                        isinstance(part, ReadRecord) and part.header is None
                    ):
                        yield part.element
            except MalformedResponse:
                continue


def vocabulary_of(element: etree._Element) -> str:
    """The title of the vocabulary that an element is in; empty where it is in none."""
    place = rank(element)
    return VOCABULARIES[place].title if place < len(VOCABULARIES) else ""


def lost(element: etree._Element, described: Described) -> Iterator[tuple[str, str]]:
    """Place and value of what is said in the element and nowhere in the description.

    A place is a path of local names below the vocabulary's root, or a MARC tag and code.
    """
    root = next((one for one in element.iter(etree.Element) if find(one) is not None), element)
    statements = described.description
    texts = [one.value for one in statements]
    texts += [text for one in statements for text in (one.uri, one.scheme) if text]
    texts += [described.identifier, *described.set_specs, *(one.property for one in statements)]
    words = _words(" ".join(texts))
    said, each_word = "".join(words), set(words)
    langs = {one.lang for one in statements}
    for place, value in _values(root):
        parts = _words(value)
        letters = "".join(parts)
        if place.endswith("@lang"):
            found = value in langs
        else:
            found = each_word >= set(parts) or (len(letters) > _SHORT and letters in said)
        if letters and not found:
            yield place, value


def _values(root: etree._Element) -> Iterator[tuple[str, str]]:
    for element in root.iter(etree.Element):
        place = _place(element, root)
        value = " ".join((element.text or "").split())
        if place.endswith(("$0", "$1")):  # (DE-588)4046811-2: the agency, then its number
            value = value.rpartition(")")[2].removeprefix("fst").lstrip("0")
        if value:
            yield place, value
        for name, given in element.attrib.items():
            local = str(name).rpartition("}")[2].rpartition(":")[2]
            value = str(given).strip()
            if name == XML_LANG or (is_absolute(value) and local not in _NAMES_OF_SCHEMES):
                yield f"{place}@{local}", value


def _place(element: etree._Element, root: etree._Element) -> str:
    if local_name(element) == "controlfield":
        return element.get("tag", "")
    if local_name(element) == "subfield":
        field = element.getparent()
        return f"{'' if field is None else field.get('tag', '')}${element.get('code', '')}"
    names = [local_name(element)] if element is not root else []
    for above in element.iterancestors():
        if element is root or above is root:
            break
        names.append(local_name(above))
    return "/".join(reversed(names))


def _words(text: str) -> list[str]:
    plain = _WEB.sub(" ", unquote(text).casefold())
    return [word for word in _BETWEEN_WORDS.split(plain) if word]
