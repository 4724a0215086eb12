"""A row of a spreadsheet as an item.

It is known by its `oai_identifier`, else by the first `identifier` that is a URI, else by its `id`,
which is local. `||` parts several values in a cell. A value may end with its URI: `Clark, Michael
<https://orcid.org/0000-0003-4964-5005>`; DSpace's `value::authority::600` is understood too.
"""

import re
from dataclasses import dataclass

from oaipmh.metadata.description import Statement
from oaipmh.metadata.dublin_core import ELEMENT_OF
from oaipmh.metadata.identifiers import identifier_statement, identifier_uri
from oaipmh.readers.csv_.columns import NAMELESS, Column, letters
from oaipmh.readers.incoming import IncomingItem

MAX_CELL_CHARACTERS = 1024 * 1024
_SEPARATOR = "||"
_ABSOLUTE_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"]+", re.ASCII)
_URI_SIGNS = ("http://", "https://", "urn:")
_AUTHORITY = re.compile(
    r"::(?:virtual::|will be (?:referenced|generated)::\w+::)?([^\s:]+)::(?:-1|[0-9]{1,3})\Z",
    re.ASCII,
)
_COLLECTION_HANDLE = re.compile(r"([0-9][0-9.]*)/([0-9]+)", re.ASCII)
_DELETED = {
    **dict.fromkeys(("false", "no", "0", "active", "public", "published"), False),
    **dict.fromkeys(("true", "yes", "1", "x", "deleted", "withdrawn"), True),
}


class BadRow(ValueError):
    """No item can be made of the row; the message says why and how to mend it."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The header row: its bytes, what its columns are, and the delimiter it showed."""

    header: bytes
    columns: tuple[Column, ...]
    delimiter: str


def item(
    sheet: Sheet, cells: list[str], position: str, raw: bytes, repairs: tuple[str, ...]
) -> IncomingItem:
    """The item of a row.

    Raises:
        BadRow: it has too many cells, too long a cell, or nothing to know the item by.
    """
    _check(sheet, cells)
    statements: list[Statement] = []
    parts: dict[str, list[str]] = {}
    for known, cell in zip(sheet.columns, cells, strict=False):
        values = _values(known, cell)
        if known.property:
            statements += [_statement(known, value) for value in values]
        parts.setdefault(known.part or known.property, []).extend(values)
    identifier, local = _identity(parts)
    return IncomingItem(
        position=position,
        raw=raw,
        identifier=identifier,
        deleted=_deleted(parts.get("deleted", [])),
        datestamp=next(iter(parts.get("datestamp", [])), None),
        set_specs=tuple(_set_spec(one) for one in parts.get("set", [])),
        description=tuple(statements),
        repairs=repairs,
        local=local,
    )


def _check(sheet: Sheet, cells: list[str]) -> None:
    width = len(sheet.columns)
    if any(cell.strip() for cell in cells[width:]):
        raise BadRow(
            f"the row has {len(cells)} cells, the header {width}: "
            f"a value with {sheet.delimiter!r} in it goes in quotation marks"
        )
    for place, (known, cell) in enumerate(zip(sheet.columns, cells, strict=False)):
        if len(cell) > MAX_CELL_CHARACTERS:
            limit = f"longer than {MAX_CELL_CHARACTERS} characters"
            raise BadRow(f"the cell in column {letters(place)} is {limit}")
        if known == NAMELESS and cell.strip():
            raise BadRow(f"column {letters(place)} has a value here, but no name in the header")


def _values(known: Column, cell: str) -> list[str]:
    if known.part == "set":  # no setSpec has a comma or a semicolon in it
        cell = cell.replace(";", _SEPARATOR).replace(",", _SEPARATOR)
    values = cell.split(_SEPARATOR) if known.several else [cell]
    return [value.strip() for value in values if value.strip()]


def _statement(known: Column, text: str) -> Statement:
    value, uri = _with_uri(text) if known.several else (text, None)
    names_a_thing = ELEMENT_OF[known.property] in ("identifier", "relation")
    if not names_a_thing or known.property == "bibliographicCitation":
        return Statement(known.property, value, known.lang, uri, known.scheme)
    scheme = known.scheme if known.scheme != "dcterms:URI" else None
    found = identifier_statement(value, scheme, property_=known.property)
    return found._replace(lang=known.lang, uri=uri, scheme=found.scheme or known.scheme)


def _with_uri(text: str) -> tuple[str, str | None]:
    """A value and its URI, where it ends with one, or with DSpace's authority and confidence."""
    value, _, uri = text.rpartition(" <")
    if value.strip() and uri.startswith(_URI_SIGNS) and uri.endswith(">"):
        return value.strip(), uri[:-1]
    if found := _AUTHORITY.search(text):
        return text[: found.start()], identifier_uri(found[1], "ORCID")
    return text, None


def _identity(parts: dict[str, list[str]]) -> tuple[str, bool]:
    """What the item is known by, and whether that is local."""
    uris = [value for value in parts.get("identifier", []) if _ABSOLUTE_URI.fullmatch(value)]
    for identifier in [*parts.get("oai_identifier", []), *uris]:
        return identifier, False
    for identifier in parts.get("id", []):
        return identifier, True
    needed = "a column named identifier, with a URI in it, or one named oai_identifier or id"
    raise BadRow(f"nothing to know the item by: it needs {needed}")


def _deleted(values: list[str]) -> bool:
    for value in values:
        if value.lower() not in _DELETED:
            raise BadRow(f"deleted or status: expected yes or no, not {value[:80]!r}")
    return any(_DELETED[value.lower()] for value in values)


def _set_spec(text: str) -> str:
    """A setSpec; for a collection's handle, the one that DSpace makes of it (`col_123456789_2`)."""
    found = _COLLECTION_HANDLE.fullmatch(text)
    return f"col_{found[1]}_{found[2]}" if found else text
