"""Titles, languages, who published the item and when, and how large it is: 041 to 310, 347, 546.

https://www.loc.gov/marc/bibliographic/bd25x28x.html
"""

import re
from collections.abc import Iterator

from oaipmh.crosswalks.marc21.dates import in_edtf, printed_date
from oaipmh.crosswalks.marc21.fields import Field, field, uri_subfield
from oaipmh.crosswalks.marc21.kinds import Kind
from oaipmh.crosswalks.marc21.names import PUBLISHING, has_main_entry
from oaipmh.metadata.articles import nonfiling_characters
from oaipmh.metadata.languages import is_in_iso_639_2, iso_639_2b, iso_639_3
from oaipmh.metadata.resource import Resource

_SUBTITLE = re.compile(r"(?<=\S): ")
# Extent, other physical details, dimensions, accompanying material, as ISBD joins them.
_EXTENT = re.compile(r"(?P<a>.*?\S)(?: : (?P<b>\S.*?))?(?: ; (?P<c>\S.*?))?(?: \+ (?P<e>\S.*))?")


def title_fields(resource: Resource) -> Iterator[Field]:
    """The title proper and the others."""
    first = resource.titles[0]
    title, *more = _SUBTITLE.split(first.value, maxsplit=1)
    main_entry = "1" if has_main_entry(resource) else "0"
    nonfiling = nonfiling_characters(title, first.lang or next(iter(resource.languages), None))
    yield field("245", f"{main_entry}{nonfiling}", ("a", title), ("b", next(iter(more), None)))
    for one in resource.alternatives:
        title, *more = _SUBTITLE.split(one.value, maxsplit=1)
        yield field("246", "33", ("a", title), ("b", next(iter(more), None)))


def language_fields(resource: Resource) -> Iterator[Field]:
    """041 where 008 cannot hold the languages; 546 for what is no code."""
    coded = [code for code in resource.languages if is_in_iso_639_2(code)]
    if len(coded) > 1:
        yield field("041", "  ", *(("a", iso_639_2b(code)) for code in coded))
    others = [code for code in resource.languages if code not in coded]
    if others:
        yield field("041", " 7", *(("a", code) for code in others), ("2", "iso639-3"))
    for one in resource.all("language"):
        if iso_639_3(one.value) is None:
            yield field("546", "  ", ("a", one.value))


def publication_fields(resource: Resource, kind: Kind) -> Iterator[Field]:
    """046, 250, 264 and 310: edition, publishers and dates, other dates, frequency."""
    if not kind.is_component:
        yield field("250", "  ", ("a", resource.citation.edition))
    yield from _publishers(resource)
    yield from _other_dates(resource)
    for one in resource.all("accrualPeriodicity"):
        yield field("310", "  ", ("a", one.value))


def _other_dates(resource: Resource) -> Iterator[Field]:
    """046, by the codes of its subfields; one of a modification has none for an end."""
    for name, codes in (("modified", "j"), ("created", "kl"), ("valid", "mn")):
        for one in resource.all(name):
            if any(dates := in_edtf(one.value)):
                yield field("046", "  ", *zip(codes, dates, strict=False), ("2", "edtf"))


def _publishers(resource: Resource) -> Iterator[Field]:
    publishers = [("b", one.value) for one in resource.all("publisher")]
    yield field("264", " 1", *publishers, ("c", printed_date(resource)))
    for role, indicator in PUBLISHING.items():
        for one in resource.contributors_as(role):
            yield field("264", f" {indicator}", ("b", one.name))
    for date in resource.dates("dateCopyrighted"):
        yield field("264", " 4", ("c", f"\N{COPYRIGHT SIGN}{date[:4]}"))


def extent_fields(resource: Resource) -> Iterator[Field]:
    """300 and 347: extents, and formats that no file has."""
    for one in resource.all("extent"):
        parts = _EXTENT.fullmatch(one.value)
        subfields = parts.groupdict() if parts else {"a": one.value}
        yield field("300", "  ", *subfields.items())
    of_files = {file.media_type for file in resource.files}
    for one in resource.all("format"):
        if one.value not in of_files:
            yield field("347", "  ", ("b", one.value), uri_subfield(one.uri))
