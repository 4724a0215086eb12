"""What an eprint is, when it came out, in what, and who paid for it."""

import re
from collections.abc import Iterator

from lxml import etree

from oaipmh.metadata.citation import Citation
from oaipmh.metadata.description import Statement
from oaipmh.metadata.funding import funding_statements
from oaipmh.metadata.identifiers import identifier_uri
from oaipmh.readers.eprints.fields import items, text, texts

_DEGREES = ("thesis_name", "thesis_degree")
_KINDS = (
    "type",
    "monograph_type",
    "thesis_type",
    *_DEGREES,
    "pres_type",
    "data_type",
    "composition_type",
    "pedagogic_type",
)
_REFEREED = {"TRUE": "PeerReviewed", "FALSE": "NonPeerReviewed"}
"""As EPrints' own Dublin Core says it."""

_DATE_TYPES = {
    "": "issued",
    "published": "issued",
    "published_online": "issued",
    "submitted": "dateSubmitted",
    "deposited": "dateSubmitted",
    "accepted": "dateAccepted",
    "degree": "dateAccepted",
    "completed": "created",
}
_ACCEPTED = ("rioxx2_dateAccepted_input", "hoa_date_acc", "thesis_defense_date")

_IN_A_HOST = ("article", "book_section", "conference_item")
_RANGE = re.compile(r"(\w+)\s*[-\u2010-\u2015]+\s*(\w+)")
_ARTICLE_NUMBER = re.compile(r"Art(?:icle|\.) No\.?\s*(\S.*)", re.IGNORECASE)


def kinds(eprint: etree._Element) -> Iterator[Statement]:
    """The type with its refinements, and whether peers reviewed it."""
    for field in _KINDS:
        if kind := text(eprint, field):
            yield Statement("type", kind)
    if refereed := _REFEREED.get(text(eprint, "refereed")):
        yield Statement("type", refereed)


def dates(eprint: etree._Element) -> Iterator[Statement]:
    """The dates of the work. Those of the record, such as its deposit, are not the work's."""
    for holder in [eprint, *items(eprint, "dates")]:
        if written := text(holder, "date"):
            yield Statement(_DATE_TYPES.get(text(holder, "date_type"), "date"), written)
    for field in _ACCEPTED:
        if written := text(eprint, field):
            yield Statement("dateAccepted", written)
    if held := text(eprint, "interviewdate"):
        yield Statement("date", held)


def own_isbn(eprint: etree._Element) -> str:
    """The ISBN, where it is the eprint's and not its host's."""
    return "" if _is_in_a_book(eprint) else text(eprint, "isbn")


def hosts(eprint: etree._Element) -> Iterator[Statement]:
    """The journal, book and series it is in, and its place in them."""
    issn, isbn = text(eprint, "issn"), text(eprint, "isbn") if _is_in_a_book(eprint) else ""
    journal, book, series = (text(eprint, name) for name in ("publication", "book_title", "series"))
    issn_uri, isbn_uri = identifier_uri(issn, "ISSN"), identifier_uri(isbn, "ISBN")
    if journal:
        yield Statement("isPartOf", journal, uri=issn_uri or (None if book else isbn_uri))
    if book:
        yield Statement("isPartOf", book, uri=isbn_uri)
    if series:
        yield Statement("isPartOf", series, uri=None if journal else issn_uri)
    yield from Citation(
        host=journal or book,
        volume=text(eprint, "volume"),
        issue=text(eprint, "number"),
        **_pages(eprint),
        issn=issn,
        isbn=isbn,
        edition=text(eprint, "edition"),
        series=series,
        conference=text(eprint, "event_title"),
        conference_place=text(eprint, "event_location"),
        conference_date=text(eprint, "event_dates"),
    ).statements()


def funding(eprint: etree._Element) -> Iterator[Statement]:
    """Funders and awards: as compounds, or as two lists that belong together line by line."""
    for field in ("funders", "projects", "rioxx2_project_input"):
        for item in items(eprint, field):
            yield from funding_statements(
                funder=text(item, "agency", "funder_name", "funder", "name"),
                funder_uri=_url(text(item, "funder_id", "uri", "ror")),
                award=text(item, "grant_number", "grant", "award", "project", "project_id", "code"),
            )
    funders, awards = texts(eprint, "funders"), texts(eprint, "projects")
    yield from (found for name in funders for found in funding_statements(funder=name))
    # Lists of different lengths do not tell which funder paid for which project.
    paired = len(funders) == len(awards)
    payers = funders if paired else funders[:1] * len(awards) if len(funders) == 1 else []
    for place, award in enumerate(awards):
        yield from funding_statements(funder=payers[place] if payers else "", award=award)


def _is_in_a_book(eprint: etree._Element) -> bool:
    return bool(text(eprint, "book_title")) or text(eprint, "type") in _IN_A_HOST


def _pages(eprint: etree._Element) -> dict[str, str]:
    pages = text(eprint, "pagerange")
    number = _ARTICLE_NUMBER.fullmatch(pages)
    given = {"article_number": number[1] if number else text(eprint, "article_number")}
    span = _RANGE.fullmatch(pages)
    if span:
        return given | {"start_page": span[1], "end_page": span[2]}
    return given if number else given | {"pages": pages}


def _url(value: str) -> str | None:
    return value if value.startswith(("http://", "https://")) else identifier_uri(value, "DOI")
