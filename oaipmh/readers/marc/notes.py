"""Notes of a MARC record (5xx), each as the property that it tells of; extent; rights; funding.

https://www.loc.gov/marc/bibliographic/bd5xx.html
"""

import re
from collections.abc import Iterator
from string import ascii_lowercase

from pymarc import Field, Record

from oaipmh.metadata.access_rights import access_rights
from oaipmh.metadata.dates import normal_date
from oaipmh.metadata.description import Statement
from oaipmh.metadata.funding import funding_statements
from oaipmh.metadata.relators import PREFIX
from oaipmh.readers.marc.fields import (
    about_part,
    fields,
    first,
    indicator,
    plain,
    sentences,
    tag_of,
    text,
    unpunctuated,
    value_uri,
    values,
)
from oaipmh.readers.marc.subjects import vocabulary

_PROPERTIES = {
    "505": "tableOfContents",
    "510": "isReferencedBy",
    "521": "audience",
    "524": "bibliographicCitation",
    "530": "hasFormat",
    "534": "source",
    "561": "provenance",
    "581": "isReferencedBy",
}
# Told of elsewhere, or of the copy and its keeping rather than of the item.
_NO_NOTES = frozenset(("506", "520", "522", "536", "540", "541", "542", "583"))
_PRIVATE = frozenset(("541", "542", "561", "583"))  # where the first indicator is 0
# Music and files, scale and projection, arrangement, dates of numbers.
_OTHER_NOTES = ("254", "255", "256", "351", "352", "362")
_FREQUENCIES = ("310", "321")
_CHARACTERISTICS = ("344", "345", "346", "347")  # of sound, film, video and files
_SIGNS = {"b": ":", "c": ";", "e": "+"}  # of the subfields of 300
_OPEN_AND_RESTRICTED = {"0": "openAccess", "1": "restrictedAccess"}
_HOURS_MINUTES_SECONDS = re.compile(r"(\d\d)(\d\d)(\d\d)", re.ASCII)
_ABSTRACTS = " 03|8"  # first indicators of 520; the others are reviews, scope notes, warnings


def note_statements(record: Record) -> Iterator[Statement]:
    """Abstract, contents and notes, then extent, then who paid, then what may be done with it."""
    for field in record.fields:
        tag = tag_of(field)
        if tag == "520":
            property_ = "abstract" if indicator(field, 1) in _ABSTRACTS else "description"
            yield Statement(property_, _note(field))
        elif _is_note(field):
            yield Statement(_PROPERTIES.get(tag, "description"), _note(field))
    yield from _made(record)
    for field in fields(record, "502"):
        yield Statement(f"{PREFIX}dgg", first(field, "c"))
    for field in fields(record, "536"):
        yield from _funding(field)
    yield from _access(record)
    yield from _rights(record)


def _made(record: Record) -> Iterator[Statement]:
    """How large it is, how often it comes out, what it is made of, for whom, and what it needs."""
    for field in fields(record, "300"):
        yield Statement("extent", _extent(field))
    for field in fields(record, "306"):
        yield from (Statement("extent", _duration(one)) for one in values(field, "a"))
    for field in fields(record, *_FREQUENCIES):
        yield Statement("accrualPeriodicity", text(field, "ab"))
    for field in fields(record, *_CHARACTERISTICS):
        yield Statement("format", text(field, "abcdefgh", ", "))
    for field in fields(record, "385"):
        uri, scheme = value_uri(field), vocabulary(field)
        for group in map(unpunctuated, values(field, "a")):
            yield Statement("audience", group, uri=uri, scheme=scheme)
    for field in fields(record, "753"):
        yield Statement("requires", sentences(values(field, "abc")))


def _is_note(field: Field) -> bool:
    tag = tag_of(field)
    told_here = tag.startswith("5") and tag not in _NO_NOTES
    return tag in _OTHER_NOTES or (told_here and not _is_private(field))


def _is_private(field: Field) -> bool:
    return tag_of(field) in _PRIVATE and indicator(field, 1) == "0"


def _note(field: Field) -> str:
    """The note's words, without the subfields, digits for their codes, that control the field."""
    return about_part(field, " ".join(values(field, ascii_lowercase)))


def _extent(field: Field) -> str:
    """`23 p. : ill. ; 28 cm + 1 map`, with the signs that newer records leave out."""
    extent = ""
    for code, value in ((one.code, plain(one.value)) for one in field.subfields):
        if code in "abcefg" and value:
            sign = _SIGNS.get(code, "") if extent and extent[-1] not in ":;+," else ""
            extent = f"{extent} {sign} {value}"
    return about_part(field, unpunctuated(" ".join(extent.split())))


def _duration(value: str) -> str:
    """Playing time: `001839` is 00:18:39."""
    parts = _HOURS_MINUTES_SECONDS.fullmatch(value)
    return ":".join(parts.groups()) if parts else value


def _funding(field: Field) -> Iterator[Statement]:
    """The funder, with the numbers of its contracts, grants and projects."""
    for award in values(field, "bcf") or [""]:
        yield from funding_statements(
            funder=first(field, "a"), award=unpunctuated(award), programme=first(field, "d")
        )


def _access(record: Record) -> Iterator[Statement]:
    """Levels of access, as an indicator of 506 or $7 of 856 has them, and the words of 506."""
    for field in fields(record, "506"):
        code = indicator(field, 1)
        terms = [_OPEN_AND_RESTRICTED.get(code, ""), *map(unpunctuated, values(field, "af"))]
        levels = [found for term in terms if (found := access_rights(term))]
        yield from levels[-1:]
        yield from (Statement("available", normal_date(day)) for day in values(field, "g"))
        if not levels or (code == "1" and not access_rights(first(field, "a"))):
            words = about_part(field, sentences(values(field, "abcdef")))
            yield Statement("accessRights", words, uri=next(iter(values(field, "u")), None))
    for field in fields(record, "856"):
        level = access_rights(_OPEN_AND_RESTRICTED.get(first(field, "7")[:1], ""))
        if level and indicator(field, 2) in " 0":
            yield level


def _rights(record: Record) -> Iterator[Statement]:
    for field in fields(record, "540"):
        words, urls = about_part(field, text(field, "abcdf")), values(field, "u")
        if urls:
            yield Statement("license", words or urls[0], uri=urls[0] if words else None)
        else:
            yield Statement("rights", words)
    for field in fields(record, "542"):
        if not _is_private(field):
            yield from (Statement("rightsHolder", unpunctuated(n)) for n in values(field, "d"))
            for status in values(field, "l"):
                yield access_rights(status) or Statement("rights", unpunctuated(status))
            yield from (Statement("rights", unpunctuated(words)) for words in values(field, "fn"))
            yield from (Statement("dateCopyrighted", year) for year in values(field, "g"))
