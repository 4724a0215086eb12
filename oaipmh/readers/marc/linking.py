"""What a MARC item is part of or related to: 76x-78x, series (490, 8xx), and works within it (7xx).

https://www.loc.gov/marc/bibliographic/bd76x78x.html
"""

import re
from collections.abc import Iterator
from itertools import zip_longest

from pymarc import Field, Record

from oaipmh.metadata.citation import Citation
from oaipmh.metadata.description import Statement
from oaipmh.metadata.identifiers import identifier_statement, identifier_uri
from oaipmh.readers.datacite.related import RELATIONS as DATACITE_RELATIONS
from oaipmh.readers.marc.fields import (
    fields,
    first,
    indicator,
    sentences,
    tag_of,
    text,
    unpunctuated,
    value_uri,
    values,
)
from oaipmh.readers.marc.names import work_of
from oaipmh.readers.marc.titles import uniform_title

_RELATIONS = {
    "760": "isPartOf",
    "762": "hasPart",
    "765": "isVersionOf",
    "767": "hasVersion",
    "770": "hasPart",
    "772": "isPartOf",
    "773": "isPartOf",
    "774": "hasPart",
    "775": "hasVersion",
    "776": "hasFormat",
    "777": "relation",
    "780": "replaces",
    "785": "isReplacedBy",
    "786": "source",
    "787": "relation",
}
# What field 775, 776 or 787 says in $i, where its tag does not say it.
_IN_WORDS = {
    "is version of": "isVersionOf",
    "is format of": "isFormatOf",
    "references": "references",
    "requires": "requires",
    "is required by": "isRequiredBy",
    "conforms to": "conformsTo",
}
_TRACED_SERIES = "800", "810", "811", "830"
_SERIES_CODES = "adfgklmnoprst"
_RELATED_WORKS = "700", "710", "711", "730", "740"
_CAMEL_CASE = re.compile(r"(?:Is|Has)(?:[A-Z][a-z]+)+", re.ASCII)  # IsSupplementTo
_NUMBER = r"\s*[:.]?\s*([\w/\u2013-]*\d[\w/\u2013-]*|[ivxlcdm]+\b)"
_VOLUME = re.compile(
    rf"\b(?:vol(?:ume)?|v|bd|band|jg|jahrg|jahrgang|årg|vsk|t|tome)\b\.?{_NUMBER}", re.IGNORECASE
)
_ISSUE = re.compile(
    rf"\b(?:number|no|nr|issue|iss|heft|hft|h|n:o|num)\b\.?{_NUMBER}", re.IGNORECASE
)
_PAGES = re.compile(
    r"\b(?:pages?|pp?|seiten?|s|sivut?)\b\s*[:.]?\s*([a-z]?\d+\w?\b|[ivxlc]+\b)"
    r"(?:\s*[-\u2013]\s*([a-z]?\d+\w?\b|[ivxlc]+\b))?",
    re.IGNORECASE,
)
# Field 773 $q: `23:5<287`, the numbering and the first page.
_ENUMERATION = re.compile(r"([^:<]+)(?::([^:<]+))?(?::[^<]*)?(?:<(.+))?")


def linking_statements(record: Record) -> Iterator[Statement]:
    """Related items, and where in its host the item stands."""
    for field in fields(record, *_RELATIONS):
        yield from _related(field)
    series = list(_series(record))
    yield from (Statement("isPartOf", _series_title(f), uri=uri) for f, uri in series)
    for field in fields(record, *_RELATED_WORKS):
        yield from _related_work(field)
    yield from _citations(record, [field for field, _ in series])


def _related(field: Field) -> Iterator[Statement]:
    if relation_type := _relation_type(field):
        property_ = DATACITE_RELATIONS.get(relation_type, "relation")
        for value in values(field, "a"):
            yield identifier_statement(value, first(field, "n"), property_=property_)
        return
    property_ = _IN_WORDS.get(first(field, "i").lower(), _RELATIONS[tag_of(field)])
    title = text(field, "t") or first(field, "s")
    if property_ != "isPartOf" or not title:
        title = sentences([text(field, "a"), title])
    uri = _number_uri(field)
    if title:
        yield Statement(property_, title, uri=uri)
    elif uri:
        scheme = "ISSN" if uri.startswith("urn:issn:") else "ISBN" if ":isbn:" in uri else None
        yield Statement(property_, uri, scheme=scheme)
    else:
        numbers = values(field, "ow")
        yield from (identifier_statement(number, property_=property_) for number in numbers[:1])


def _relation_type(field: Field) -> str:
    """DataCite's type of a relation, which Zenodo writes into $i, and an identifier's into $n."""
    word = first(field, "i")
    type_ = word[:1].upper() + word[1:]
    is_type = type_ in DATACITE_RELATIONS or _CAMEL_CASE.fullmatch(type_)
    return type_ if is_type and tag_of(field) == "773" and values(field, "n") else ""


def _number_uri(field: Field) -> str | None:
    """The related item's ISSN, ISBN or other number, as a URI."""
    for code, scheme in (("x", "ISSN"), ("z", "ISBN"), ("o", "DOI")):
        for value in values(field, code):
            uri = identifier_uri(unpunctuated(value), scheme)
            if uri:
                return uri
    return None


def _series(record: Record) -> Iterator[tuple[Field, str | None]]:
    """Series and their URIs; a traced one (490 with first indicator 1) stands in 8xx too.

    An ISSN may stand in the 490 alone: it is taken where as many are traced as stand in 490.
    """
    traced, stated = list(fields(record, *_TRACED_SERIES)), list(fields(record, "490", "440"))
    told = [field for field in stated if traced and _is_traced(field)]
    uris = [_number_uri(field) for field in told] if len(told) == len(traced) else []
    for field, uri in zip_longest(traced, uris):
        yield field, _number_uri(field) or uri
    yield from ((field, _number_uri(field)) for field in stated if field not in told)


def _is_traced(field: Field) -> bool:
    return tag_of(field) == "490" and indicator(field, 1) == "1"


def _series_title(field: Field) -> str:
    if tag_of(field) in ("800", "810", "811"):
        return work_of(field)
    return sentences(values(field, "a" if tag_of(field) == "490" else _SERIES_CODES))


def _related_work(field: Field) -> Iterator[Statement]:
    """Another work; one that the second indicator says is within the item is a part of it."""
    within = indicator(field, 2) == "2"
    property_ = "hasPart" if within else "relation"
    if tag_of(field) in ("730", "740"):
        if within:
            yield uniform_title(property_, field)
    elif values(field, "t"):
        yield Statement(property_, work_of(field), uri=value_uri(field))


def _citations(record: Record, series: list[Field]) -> Iterator[Statement]:
    """The place in each host, the number in each series, and the edition with the first of these.

    An article's edition is its host's, which the host field tells.
    """
    hosts = [field for field in fields(record, "773") if not _relation_type(field)]
    for host in hosts:
        yield from _host_statements(host)
    editions = () if hosts else fields(record, "250")
    edition = next((text(field, "ab") for field in editions), "")
    for field in series:
        if number := first(field, "v"):
            title = _series_title(field)
            yield from Citation(series=title, volume=number, edition=edition).statements()
            edition = ""
    yield from Citation(edition=edition).statements()


def _host_statements(field: Field) -> Iterator[Statement]:
    """The place in a host, in words and parts; words nobody can take apart stay words."""
    title, place = text(field, "t") or first(field, "s"), " ".join(values(field, "g"))
    citation = _parts(field, title, place)
    in_words, *in_parts = citation.statements() or [Statement("bibliographicCitation", "")]
    if place and not (citation.volume or citation.pages or citation.start_page):
        in_words = in_words._replace(value=". ".join(part for part in (title, place) if part))
    yield in_words
    yield from in_parts


def _parts(field: Field, title: str, place: str) -> Citation:
    volume, issue, pages = (form.search(place) for form in (_VOLUME, _ISSUE, _PAGES))
    listed = _ENUMERATION.fullmatch(first(field, "q"))
    from_q = [part or "" for part in listed.groups()] if listed else ["", "", ""]
    start, end = pages.groups() if pages else (from_q[2], None)
    return Citation(
        host=title,
        volume=volume.group(1) if volume else from_q[0],
        issue=issue.group(1) if issue else from_q[1],
        start_page=start or "",
        end_page=end or "",
        issn=first(field, "x"),
        isbn=first(field, "z"),
        edition=first(field, "b"),
    )
