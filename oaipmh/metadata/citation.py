"""Bibliographic citations: as people read them, and in parts for richer formats.

DCMI, Guidelines for Encoding Bibliographic Citation Information in Dublin Core Metadata
(https://www.dublincore.org/specifications/dublin-core/dc-citation-guidelines/): the parts are a
context object of ANSI/NISO Z39.88-2004 in key-value form, in a bibliographicCitation of its own.
"""

from dataclasses import dataclass, fields
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode

from oaipmh.metadata.description import Description, Statement
from oaipmh.metadata.text import clean_text

KEV_SCHEME = "info:ofi/fmt:kev:mtx:ctx"
"""The syntax encoding scheme of a citation in parts: for programs, never shown in simple DC."""


@dataclass(frozen=True, slots=True)
class Citation:
    """Where an item was published: the host's title and the place in it, each as text or empty.

    `part` is a number that is of neither volume, issue nor article, with its word: `Chapter 4`.
    """

    host: str = ""
    volume: str = ""
    issue: str = ""
    part: str = ""
    start_page: str = ""
    end_page: str = ""
    pages: str = ""
    article_number: str = ""
    issn: str = ""
    isbn: str = ""
    edition: str = ""
    series: str = ""
    conference: str = ""
    conference_place: str = ""
    conference_date: str = ""

    @staticmethod
    def of(description: Description) -> "Citation":
        """The first citation in parts that a description has, filled up from the others."""
        return _read(tuple(one.value for one in description if one.scheme == KEV_SCHEME))

    @staticmethod
    def each(description: Description) -> "list[Citation]":
        """The citations in parts that a description has, each by itself: an item in two series."""
        return [_read((one.value,)) for one in description if one.scheme == KEV_SCHEME]

    def statements(self) -> list[Statement]:
        """The citation twice: in words, and in parts; nothing when there are no parts."""
        words, parts = self.words, self._parts()
        statements = [Statement("bibliographicCitation", words)] if words else []
        if parts:
            statements.append(
                Statement(
                    "bibliographicCitation", urlencode(parts, errors="replace"), scheme=KEV_SCHEME
                )
            )
        return statements

    @property
    def words(self) -> str:
        """`Journal of Integrated Care, 23 (5). pp. 287-301. ISSN 1476-9018`."""
        number = f"{self.volume} ({self.issue})" if self.volume and self.issue else ""
        number = number or self.volume or (f"({self.issue})" if self.issue else "")
        name = self.host or self.series or self.conference
        head = ", ".join(part for part in (name, number) if part)
        pages = self._pages()
        sentences = [
            head,
            self.conference if self.host and self.conference != self.host else "",
            ", ".join(part for part in (self.conference_place, self.conference_date) if part),
            self.part,
            f"pp. {pages}" if "-" in pages else f"p. {pages}" if pages else "",
            f"Article {self.article_number}" if self.article_number else "",
            f"ISSN {self.issn}" if self.issn else "",
            f"ISBN {self.isbn}" if self.isbn else "",
        ]
        return ". ".join(sentence for sentence in sentences if sentence)

    def _pages(self) -> str:
        if self.start_page and self.end_page and self.end_page != self.start_page:
            return f"{self.start_page}-{self.end_page}"
        return self.pages or self.start_page

    def _parts(self) -> list[tuple[str, str]]:
        given = [
            (f"rft.{_KEYS[field.name]}", value)
            for field in fields(self)
            if (value := getattr(self, field.name))
        ]
        if not given:
            return []
        genre = "book" if self.isbn or self.edition or self.series else "journal"
        head = [
            ("ctx_ver", "Z39.88-2004"),
            ("rft_val_fmt", f"info:ofi/fmt:kev:mtx:{genre}"),
        ]
        return head + given


@lru_cache(maxsize=64)
def _read(citations: tuple[str, ...]) -> Citation:
    """Citations in parts, taken apart once for all who ask for them while their item is rendered.

    What several of them have is the first one's.
    """
    parts: dict[str, str] = {}
    for citation in citations:
        for key, value in parse_qsl(citation):
            parts.setdefault(key.removeprefix("rft."), clean_text(value)[0].strip())
    return Citation(**{name: parts[key] for name, key in _KEYS.items() if key in parts})


_KEYS = {
    "host": "jtitle",
    "volume": "volume",
    "issue": "issue",
    "part": "part",
    "start_page": "spage",
    "end_page": "epage",
    "pages": "pages",
    "article_number": "artnum",
    "issn": "issn",
    "isbn": "isbn",
    "edition": "edition",
    "series": "series",
    "conference": "conference",  # the standard has no key for the three of a conference
    "conference_place": "place",
    "conference_date": "conferencedate",
}
