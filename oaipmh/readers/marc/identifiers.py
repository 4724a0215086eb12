"""Numbers, codes and addresses of a MARC item: fields 010-037, 086, 088 and 856.

https://www.loc.gov/marc/bibliographic/bd01x09x.html
"""

import re
from collections.abc import Iterator

from pymarc import Field, Record

from oaipmh.metadata.description import Statement
from oaipmh.metadata.identifiers import identifier_statement
from oaipmh.readers.marc.fields import fields, first, indicator, tag_of, unpunctuated, values

URI_SCHEME = "dcterms:URI"
_KINDS_OF_024 = {"0": "ISRC", "1": "UPC", "2": "ISMN", "3": "EAN", "4": "SICI"}
_SCHEMES = {"027": "STRN", "030": "CODEN", "088": "Report number"}
_NAMES_OF_SOURCES = {"doi": "DOI", "hdl": "Handle", "urn": "URN", "uri": URI_SCHEME}
_BOOK_NUMBER = re.compile(r"[\dXx][\dXx\- ]{8,16}", re.ASCII)
_LCCN = re.compile(r"([a-z]{0,3})\s*(\d{2,4})(?:-(\d{1,6})|(\d{6}))\b", re.ASCII)


def identifier_statements(record: Record) -> Iterator[Statement]:
    """Standard numbers first, then control numbers of others, then addresses."""
    for field in fields(record, "020"):
        yield from (_book_number(value) for value in values(field, "a"))
    for field in fields(record, "022"):
        yield from (
            identifier_statement(unpunctuated(value), "ISSN") for value in values(field, "al")
        )
    for field in fields(record, "024"):
        yield from (_other_number(field, value) for value in values(field, "a"))
    for field in fields(record, *_SCHEMES):
        scheme = _SCHEMES[tag_of(field)]
        yield from (Statement("identifier", v, scheme=scheme) for v in values(field, "a"))
    yield from _document_numbers(record)
    yield from _control_numbers(record)
    for field in fields(record, "856"):
        yield from _addresses(field)


def _book_number(value: str) -> Statement:
    """An ISBN, without what is often said behind it: `0849902444 (v. 45)`."""
    found = _BOOK_NUMBER.match(value)
    return identifier_statement(found.group().strip() if found else unpunctuated(value), "ISBN")


def _other_number(field: Field, value: str) -> Statement:
    kind = indicator(field, 1)
    if kind != "7":
        return Statement("identifier", value, scheme=_KINDS_OF_024.get(kind))
    source = first(field, "2")
    return identifier_statement(value, _NAMES_OF_SOURCES.get(source.lower(), source) or None)


def _document_numbers(record: Record) -> Iterator[Statement]:
    for field in fields(record, "086"):
        scheme = "SuDoc" if indicator(field, 1) == "0" else first(field, "2") or None
        yield from (Statement("identifier", v, scheme=scheme) for v in values(field, "a"))
    for field in fields(record, "037"):
        scheme = first(field, "9") or first(field, "2") or first(field, "b")
        yield from (identifier_statement(v, scheme or None) for v in values(field, "a"))
    for field in fields(record, "010"):
        yield from (_lccn(value) for value in values(field, "a"))


def _lccn(value: str) -> Statement:
    """A Library of Congress control number, as https://www.loc.gov/marc/lccn-namespace.html."""
    found = _LCCN.search(value)
    if not found:
        return Statement("identifier", value, scheme="LCCN")
    prefix, year, serial, whole = found.groups()
    number = prefix + year + (whole or serial.zfill(6))
    return Statement("identifier", f"https://lccn.loc.gov/{number}", scheme="LCCN")


def _control_numbers(record: Record) -> Iterator[Statement]:
    """`(agency)number`: a number without its agency would mean nothing elsewhere."""
    for field in fields(record, "015", "016", "035"):
        agency = first(field, "2")
        for value in values(field, "a"):
            named = f"({agency}){value}" if agency and not value.startswith("(") else value
            yield Statement("identifier", named)


def _addresses(field: Field) -> Iterator[Statement]:
    """URLs of the item, or of another: by the second indicator, and by $3, which names a part."""
    relation = indicator(field, 2)
    elsewhere = relation == "2" or (relation == "1" and values(field, "3"))
    media_type = next((value for value in values(field, "q") if "/" in value), None)
    for url in values(field, "u"):
        known = identifier_statement(url, property_="relation" if elsewhere else "identifier")
        yield known if known.scheme else known._replace(scheme=media_type or URI_SCHEME)
    if elsewhere:
        return
    if media_type:
        yield Statement("format", media_type, scheme="dcterms:IMT")
    for size in values(field, "s"):
        yield Statement("extent", f"{size} bytes" if size.isdecimal() else size)
