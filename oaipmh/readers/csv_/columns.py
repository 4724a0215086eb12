"""The columns of a spreadsheet: which Dublin Core property, or which part of an item, each is.

A column is named as Dublin Core names the property (`title`, `dc:title`, `dcterms:issued`,
`marcrel:edt`; a dot will do for the colon) or as DSpace does (`dc.contributor.author`,
https://wiki.lyrasis.org/display/DSDOC7x/Metadata+and+Bitstream+Format+Registries); a language
follows as `title[en]` or `title@en`. `oai_identifier`, `id`, `set`, `deleted` and `datestamp` are
about the item itself. What begins with `#` is the librarian's own, and passed over.
"""

import re
from dataclasses import dataclass
from difflib import get_close_matches

from oaipmh.metadata.dublin_core import ELEMENT_OF, ELEMENTS
from oaipmh.metadata.relators import relator

_ITEM_PARTS = {
    "oai_identifier": "oai_identifier",
    "id": "id",
    "set": "set",
    "sets": "set",
    "setspec": "set",
    "collection": "set",
    "deleted": "deleted",
    "status": "deleted",
    "datestamp": "datestamp",
}
_OURS_NOT = re.compile(r"#.*|dspace\..*|dc\.description\.provenance|dc\.date\.accessioned")
"""DSpace's records of its own doings, with people's addresses in them, are none of ours."""

_BY_LOWER = {name.lower(): name for name in ELEMENT_OF}
_NAME = re.compile(
    r"(?P<dspace>dc\.(?P<element>[a-z]+)\.(?P<qualifier>[a-z0-9_-]+))"
    r"|(?:(?:dc|dcterms|dct|dcq|qdc)[:.])?(?P<term>[a-z]+)"
    r"|marcrel[:.](?P<role>[a-z]+)",
    re.IGNORECASE | re.ASCII,
)
_LANGUAGE = re.compile(r"(.*?)\s*(?:\[([^\]]*)\]|@(\S+))?", re.DOTALL)

_DSPACE = {
    "contributor.author": "creator",
    "contributor.advisor": "marcrel:ths",
    "contributor.referee": "marcrel:rev",
    "date.submitted": "dateSubmitted",
    "date.accepted": "dateAccepted",
    "date.copyright": "dateCopyrighted",
    "date.updated": "modified",
    "date.embargo": "available",
    "description.sponsorship": "marcrel:fnd",
    "description.uri": "relation",
    "identifier.citation": "bibliographicCitation",
    "relation.isbasedon": "source",
    "relation.ispartofseries": "isPartOf",
    "rights.uri": "license",
    "rights.holder": "rightsHolder",
    "title.translated": "alternative",
}
_SCHEMES = {
    "identifier.uri": "dcterms:URI",
    "identifier.doi": "DOI",
    "identifier.isbn": "ISBN",
    "identifier.issn": "ISSN",
    "identifier.pmid": "PMID",
    "subject.ddc": "DDC",
    "subject.lcc": "LCC",
    "subject.lcsh": "LCSH",
    "subject.mesh": "MeSH",
    "format.mimetype": "dcterms:IMT",
    "language.rfc3066": "dcterms:RFC3066",
}
USUAL_NAMES = {
    "author": "creator",
    "authors": "creator",
    "editor": "marcrel:edt",
    "editors": "marcrel:edt",
    "supervisor": "marcrel:ths",
    "advisor": "marcrel:ths",
    "keyword": "subject",
    "keywords": "subject",
    "tags": "subject",
    "topic": "subject",
    "summary": "abstract",
    "notes": "description",
    "year": "issued",
    "pubyear": "issued",
    "publicationyear": "issued",
    "publicationdate": "issued",
    "publishdate": "issued",
    "datepublished": "issued",
    "datecreated": "created",
    "datemodified": "modified",
    "url": "identifier",
    "uri": "identifier",
    "link": "identifier",
    "doi": "identifier",
    "handle": "identifier",
    "isbn": "identifier",
    "issn": "isPartOf",
    "journal": "isPartOf",
    "citation": "bibliographicCitation",
    "lang": "language",
    "licence": "license",
    "copyright": "rights",
    "filetype": "format",
    "mimetype": "format",
    "itemtype": "type",
    "recordid": "id",
    "itemid": "id",
}
"""What people call a property, without blanks, hyphens and low lines."""
_PROSE = ("title", "abstract", "description", "tableOfContents", "bibliographicCitation")
_LONGEST = 100
"""Characters of a name; what is longer is none."""


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds: a property, or else a part of the item (`set`, `id`, …).

    `several` is whether `||` parts values in a cell: in prose it may be mathematics, except in a
    column that bears a DSpace name, where it never is.
    """

    property: str = ""
    part: str = ""
    lang: str | None = None
    scheme: str | None = None
    several: bool = True


NAMELESS = Column(part="nameless")
PASSED_OVER = Column(part="passed over")


def column(header: str) -> Column | None:
    """The column of a header's cell; None when it names nothing that we know."""
    text = " ".join(header.split())
    lower = text.lower()
    if not text:
        return NAMELESS
    if lower in _ITEM_PARTS:
        return Column(part=_ITEM_PARTS[lower])
    name, lang = _parted(text)
    if _OURS_NOT.fullmatch(name.lower()):
        return PASSED_OVER
    found = _NAME.fullmatch(name)
    known = found and (_dspace(found) if found["dspace"] else _dublin_core(found))
    if not known:
        return None
    property_, scheme = known
    several = name.lower().startswith("dc.") or property_ not in _PROSE
    return Column(property_, lang=lang, scheme=scheme, several=several)


def hint(header: str) -> str:
    """What a header that names nothing may have meant, or what can be done about it."""
    last = re.split(r"[.:]", _parted(header)[0])[-1][:_LONGEST].strip().lower()
    near = get_close_matches(last, [*_BY_LOWER, *_ITEM_PARTS], 1)
    meant = USUAL_NAMES.get(re.sub(r"[\s_-]", "", last)) or (
        near and _BY_LOWER.get(near[0], near[0])
    )
    if meant:
        return f"did you mean {meant!r}?"
    return "begin its name with # to have it passed over"


def _parted(text: str) -> tuple[str, str | None]:
    """A header's name and its language."""
    found = _LANGUAGE.fullmatch(text) if len(text) <= _LONGEST else None
    return (found[1], found[2] or found[3] or None) if found else (text, None)


def _dublin_core(found: re.Match[str]) -> tuple[str, str | None] | None:
    property_ = relator(found["role"]) if found["role"] else _BY_LOWER.get(found["term"].lower())
    return (property_, None) if property_ else None


def _dspace(found: re.Match[str]) -> tuple[str, str | None] | None:
    """A name such as `dc.date.issued`; a qualifier that nobody knows leaves the element."""
    element, qualifier = found["element"].lower(), found["qualifier"].lower()
    if element not in ELEMENTS:
        return None
    name = f"{element}.{qualifier}"
    role = relator(qualifier) if element == "contributor" else None
    refined = _BY_LOWER.get(qualifier, "")
    if ELEMENT_OF.get(refined) != element:
        refined = element
    return _DSPACE.get(name) or role or refined, _SCHEMES.get(name)


def letters(place: int) -> str:
    """What spreadsheet programs call the column at a place, counted from 0: A, …, Z, AA, …."""
    name = ""
    while place >= 0:
        place, last = divmod(place, 26)
        name = chr(ord("A") + last) + name
        place -= 1
    return name
