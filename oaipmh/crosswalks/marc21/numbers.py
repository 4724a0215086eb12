"""Standard numbers, control numbers and addresses: 010 to 035, 086, 088, 856.

https://www.loc.gov/marc/bibliographic/bd01x09x.html
"""

from collections.abc import Iterator

from oaipmh.crosswalks.marc21.fields import Field, field
from oaipmh.metadata.files import File
from oaipmh.metadata.identifiers import Identifier
from oaipmh.metadata.resource import Resource

_FIELDS = {
    "ISBN": ("020", "  "),
    "ISSN": ("022", "  "),
    "ISRC": ("024", "0 "),
    "UPC": ("024", "1 "),
    "ISMN": ("024", "2 "),
    "EAN": ("024", "3 "),
    "SICI": ("024", "4 "),
    "STRN": ("027", "  "),
    "CODEN": ("030", "  "),
    "SuDoc": ("086", "0 "),
    "Report number": ("088", "  "),
}
# https://www.loc.gov/standards/sourcelist/standard-identifier.html
_SOURCES = {
    "DOI": "doi",
    "Handle": "hdl",
    "URN": "urn",
    "ARK": "ark",
    "arXiv": "arxiv",
    "PMID": "pmid",
    "PMCID": "pmcid",
}
_OF_2001_AND_LATER = len("2001627090")


def number_fields(resource: Resource) -> Iterator[Field]:
    """Every identifier as its scheme has it."""
    for one in resource.identifiers:
        if one.scheme != "URL":
            yield _number(one)


def _number(one: Identifier) -> Field:
    if one.scheme == "LCCN" and one.uri:
        return field("010", "  ", ("a", _lccn(one.value)))
    if one.scheme in _FIELDS:
        return field(*_FIELDS[one.scheme], ("a", one.value))
    if one.scheme in _SOURCES:
        return field("024", "7 ", ("a", one.value), ("2", _SOURCES[one.scheme]))
    if one.value.startswith("(") and ")" in one.value:
        return field("035", "  ", ("a", one.value))
    return field("024", "8 ", ("a", one.value))


def _lccn(number: str) -> str:
    """The number in its twelve places: https://www.loc.gov/marc/lccn_structure.html."""
    digits = number.lstrip("abcdefghijklmnopqrstuvwxyz")
    prefix = number[: len(number) - len(digits)]
    return f"{prefix:2}{digits}" if len(digits) == _OF_2001_AND_LATER else f"{prefix:3}{digits} "


def address_fields(resource: Resource) -> Iterator[Field]:
    """856: the pages about the item, then its files."""
    pages = [one.value for one in resource.identifiers_in("URL")]
    if not pages and resource.landing_page:
        pages = [resource.landing_page]
    yield from (field("856", "40", ("u", page)) for page in pages)
    access = resource.access
    end = access.embargo_end if access else None
    note = f"Available from {end}" if end else None
    yield from (_file(one, note) for one in resource.files)


def _file(file: File, note: str | None) -> Field:
    return field("856", "40", ("u", file.url), ("q", file.media_type), ("z", note))
