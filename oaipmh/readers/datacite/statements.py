"""What a DataCite resource says, as statements: docs/description.md with DataCite's own words.

DataCite's controlled lists: https://datacite-metadata-schema.readthedocs.io/en/4.7/appendices/.
"""

import re
from collections.abc import Iterator
from itertools import chain

from oaipmh.metadata.access_rights import access_rights
from oaipmh.metadata.dates import is_w3cdtf
from oaipmh.metadata.description import Statement
from oaipmh.metadata.edtf import edtf_of
from oaipmh.metadata.funding import funding_statements
from oaipmh.metadata.identifiers import identifier_statement, identifier_uri
from oaipmh.metadata.places import box_statement, point_statement, polygon_statement
from oaipmh.readers.datacite.names import address_of, is_given, name_statements
from oaipmh.readers.datacite.related import related_statements, uri_or_identifier
from oaipmh.readers.datacite.resource import (
    Funding,
    GeoLocation,
    Resource,
    Rights,
    Subject,
    Text,
)

_TYPE_SCHEME = "DataCite:resourceTypeGeneral"
DATES = {
    "Accepted": "dateAccepted",
    "Available": "available",
    "Copyrighted": "dateCopyrighted",
    "Coverage": "temporal",
    "Created": "created",
    "Issued": "issued",
    "Submitted": "dateSubmitted",
    "Updated": "modified",
    "Valid": "valid",
}
"""What a dateType refines; the others refine nothing."""
_SPAN = "RKMS-ISO8601"  # the syntax that DataCite has for two dates with a slash between
# Dataverse's words for it, where DataCite had no dateType yet.
_COVERAGE = "Time period covered by the data"
_DESCRIPTIONS = {
    "Abstract": "abstract",
    "TableOfContents": "tableOfContents",
    "SeriesInformation": "bibliographicCitation",  # the series, and the place in it, in words
}
_MEDIA_TYPE = re.compile(r"[\w.+-]+/[\w.+-]+(?:\s*;\s*[\w.+-]+=[^\s;]+)*", re.ASCII)
_LEVEL_URIS = ("info:eu-repo/semantics/", "http://purl.org/coar/", "https://purl.org/coar/")
# What some give as the address of the scheme is that of the subject.
_HEADING = re.compile(
    r"https?://(?:lccn\.loc\.gov|id\.loc\.gov/authorities/\w+)/[a-z]{1,3}[0-9]+", re.ASCII
)
_SPDX = "https://spdx.org/licenses/"


def statements(resource: Resource) -> Iterator[Statement]:
    """All that a description can hold of the resource; some may say nothing (`is_given`)."""
    yield from _titles(resource.titles)
    yield from name_statements(resource)
    yield from _dates(resource)
    yield Statement("type", resource.resource_type_general, scheme=_TYPE_SCHEME)
    if resource.resource_type != resource.resource_type_general:
        yield Statement("type", resource.resource_type)
    yield from (Statement("language", language) for language in resource.languages)
    yield from chain.from_iterable(map(_subject, resource.subjects))
    for text in resource.descriptions:
        yield Statement(_DESCRIPTIONS.get(text.kind, "description"), text.value, text.lang)
    yield from chain.from_iterable(map(_geo_location, resource.geo_locations))
    yield from chain.from_iterable(map(_rights, resource.rights))
    yield from chain.from_iterable(map(_funding, resource.funding))
    yield from _identifiers(resource)
    yield from related_statements(resource)
    yield from (Statement("extent", size) for size in resource.sizes)
    yield from (_format(format_) for format_ in resource.formats)


def _subject(subject: Subject) -> Iterator[Statement]:
    """The subject in words, and its code where it has one in a scheme."""
    own = subject.scheme_uri if _HEADING.fullmatch(subject.scheme_uri) else ""
    uri, scheme = subject.value_uri or own or None, subject.scheme or subject.scheme_uri or None
    yield Statement("subject", subject.subject, subject.lang, uri=uri, scheme=scheme)
    if scheme:
        yield Statement("subject", subject.code, scheme=scheme)


def _titles(titles: tuple[Text, ...]) -> Iterator[Statement]:
    """Titles, each with its subtitle; one in a language that no title is in stands alone."""
    given = [title for title in titles if is_given(title.value)]
    main = [title for title in given if not title.kind] or given[:1]
    subtitles = [title for title in given if title.kind == "Subtitle" and title not in main]
    of_title = [_title_of(subtitle, main) for subtitle in subtitles]
    for title in main:
        own = [one for one, its in zip(subtitles, of_title, strict=True) if its is title]
        lang = title.lang or next((one.lang for one in own if one.lang), None)
        yield Statement("title", ": ".join(one.value for one in (title, *own)), lang)
    alone = [one for one, its in zip(subtitles, of_title, strict=True) if its is None]
    for title in given:
        if title not in main and (title not in subtitles or title in alone):
            yield Statement("alternative", title.value, title.lang)


def _title_of(subtitle: Text, titles: list[Text]) -> Text | None:
    """The title in a subtitle's language; the first where one of the two does not say its own."""
    if subtitle.lang is None:
        return titles[0]
    same = (one for one in titles if one.lang and _primary(one.lang) == _primary(subtitle.lang))
    return next(same, None) or next((one for one in titles if one.lang is None), None)


def _primary(lang: str) -> str:
    """`en` of `en-US`."""
    return lang.partition("-")[0].lower()


def _dates(resource: Resource) -> Iterator[Statement]:
    """Every date; the publication year where no date of issue is in it."""
    issued = [date.value for date in resource.dates if date.kind == "Issued"]
    year = resource.publication_year
    if year and not any(date.startswith(year) for date in issued):
        yield Statement("issued", year)
    for date in _with_spans(resource.dates):
        is_coverage = date.information == _COVERAGE
        property_ = "temporal" if is_coverage else DATES.get(date.kind, "date")
        if edtf_of(date.information) and not is_w3cdtf(date.information):
            yield Statement(property_, date.information)  # the same date, told more exactly
        else:
            yield Statement(property_, date.value, scheme=_SPAN if "/" in date.value else None)


def _with_spans(dates: tuple[Text, ...]) -> Iterator[Text]:
    """The dates; of the second kernel's, a start and an end are one span."""
    starts = [date for date in dates if date.kind == "StartDate"]
    ends = [date for date in dates if date.kind == "EndDate"]
    is_span = len(starts) == len(ends) == 1
    for date in dates:
        if not (is_span and date in (*starts, *ends)):
            yield date
        elif date is starts[0]:
            yield Text(f"{date.value}/{ends[0].value}")


def _geo_location(location: GeoLocation) -> Iterator[Statement]:
    yield Statement("spatial", location.place)
    if location.point:
        east, north = location.point
        yield point_statement(east=east, north=north)
    if location.box:
        west, east, south, north = location.box
        yield box_statement(west=west, east=east, south=south, north=north)
    yield from (polygon_statement(corners) for corners in location.polygons if corners)


def _rights(rights: Rights) -> Iterator[Statement]:
    """A level of access, a licence, or words."""
    uri_level = access_rights(rights.uri) if rights.uri.startswith(_LEVEL_URIS) else None
    level = uri_level or access_rights(rights.rights)
    uri = "" if uri_level else rights.uri or _spdx_uri(rights.identifier)
    if level:
        yield level
    if uri and not level:
        words = rights.rights or uri
        yield Statement("license", words, rights.lang, uri=uri if words != uri else None)
    elif uri:
        yield Statement("license", uri)
    elif not access_rights(rights.rights):
        yield Statement("rights", rights.rights, rights.lang)


def _spdx_uri(identifier: str) -> str:
    """SPDX's page for a licence, which DataCite names without regard to case."""
    return f"{_SPDX}{identifier}" if identifier else ""


def _funding(funding: Funding) -> list[Statement]:
    return funding_statements(
        funder=funding.funder_name,
        funder_uri=_funder_uri(funding),
        award=funding.award_number,
        award_uri=funding.award_uri or None,
        award_title=funding.award_title,
        programme=funding.programme,
    )


def _funder_uri(funding: Funding) -> str | None:
    """The funder's URI; the registry of Crossref names funders by DOI."""
    kind, value = funding.funder_identifier_type, funding.funder_identifier
    if kind.startswith("Crossref"):
        kind = "DOI"
    shown = identifier_uri(value, kind) or identifier_statement(value).value
    if shown.startswith(("http://", "https://")):
        return shown
    return address_of(Text(value, kind, scheme_uri=funding.funder_scheme_uri))


def _identifiers(resource: Resource) -> Iterator[Statement]:
    for other in (resource.identifier, *resource.alternate_identifiers):
        yield uri_or_identifier("identifier", other.value, other.kind)
    yield from (uri_or_identifier("identifier", url, "URL") for url in resource.urls)


def _format(format_: str) -> Statement:
    is_media_type = _MEDIA_TYPE.fullmatch(format_) is not None
    return Statement("format", format_, scheme="dcterms:IMT" if is_media_type else None)
