"""The resource that a description tells of, in the terms that richer formats ask in.

Statements are what sources said. This is what they mean: of which type the resource is, who may
read it on which day, which languages it is in. Every crosswalk reads it here, so that no two of
them disagree. Each answer is worked out when it is first asked for, and then kept.
"""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from oaipmh.metadata.access_rights import Access, access_on, access_rights, embargo_end
from oaipmh.metadata.agents import Agent, agent
from oaipmh.metadata.citation import KEV_SCHEME, Citation
from oaipmh.metadata.dates import date_of
from oaipmh.metadata.degrees import Degree, degree_of, is_department
from oaipmh.metadata.description import Description, Statement
from oaipmh.metadata.dublin_core import ELEMENT_OF
from oaipmh.metadata.files import File, file_of
from oaipmh.metadata.funding import GRANT_SCHEME, Funding, funding_of
from oaipmh.metadata.hosts import Host, hosts_of
from oaipmh.metadata.identifiers import Identifier, identifier_of
from oaipmh.metadata.kept import kept
from oaipmh.metadata.languages import iso_639_3, language_tag
from oaipmh.metadata.licences import Licence, is_licence, licence
from oaipmh.metadata.relators import PREFIX
from oaipmh.metadata.resource_types import (
    DATACITE_SCHEME,
    DATACITE_TYPES,
    OTHER,
    ResourceType,
    resource_type,
)
from oaipmh.metadata.type_words import type_word
from oaipmh.metadata.versions import Version, version_of
from oaipmh.protocol.syntax import is_language, is_uri

_NO_WORDS: Mapping[str, str] = MappingProxyType({})
# When an item was published, for want of `issued`: what comes nearest to it first.
_PUBLISHED = ("issued", "date", "dateCopyrighted", "created", "dateAccepted", "available")
_FUNDER = f"{PREFIX}fnd"
_PERSISTENT = ("DOI", "Handle", "ARK", "URN", "arXiv", "PMCID", "PMID")


class Resource:
    """What an item's metadata is about, as its description tells it on one day.

    `identifier` is the item's, as in OAI-PMH headers; `day` is YYYY-MM-DD; `words` are the
    repository's own words for types, see `resource_type`.
    """

    def __init__(
        self,
        identifier: str,
        description: Description,
        *,
        day: str,
        words: Mapping[str, str] = _NO_WORDS,
    ) -> None:
        self.identifier = identifier
        self.description = description
        self.day = day
        self._words = words

    @kept
    def _statements(self) -> Mapping[str, list[Statement]]:
        by_property: dict[str, list[Statement]] = {}
        for statement in self.description:
            name = statement[0]
            if name in by_property:
                by_property[name].append(statement)
            else:
                by_property[name] = [statement]
        return by_property

    def all(self, *properties: str) -> Sequence[Statement]:
        """The statements of some properties, property by property, in the description's order."""
        told = self._statements
        if len(properties) == 1:
            return told.get(properties[0], ())
        return [one for name in properties for one in told.get(name, ())]

    @kept
    def titles(self) -> Sequence[Statement]:
        """The titles; an alternative one where there is no other."""
        return self.all("title") or self.all("alternative")[:1]

    @kept
    def alternatives(self) -> list[Statement]:
        """The titles besides the first of `titles`: further ones, translated, alternative."""
        return [
            *self.titles[1:],
            *(one for one in self.all("alternative") if one not in self.titles),
        ]

    @kept
    def creators(self) -> list[Agent]:
        """Who made it, in order, none twice."""
        return list(dict.fromkeys(map(agent, self.all("creator"))))

    @kept
    def contributors(self) -> list[Agent]:
        """Who else had to do with it, roles known or not, but no funders (`funding` has those)."""
        found = (
            agent(one)
            for one in self.description
            if ELEMENT_OF[one.property] == "contributor" and one.property != _FUNDER
        )
        return list(dict.fromkeys(found))

    def contributors_as(self, *roles: str) -> list[Agent]:
        """The contributors of some roles, by their MARC codes."""
        return [one for one in self.contributors if one.role in roles]

    @kept
    def type(self) -> ResourceType:
        """Its type: `OTHER` where the description names none that is known."""
        return self.known_type or OTHER

    @kept
    def known_type(self) -> ResourceType | None:
        """Its type; None where the description names none that is known."""
        return resource_type(self.all("type"), self._words)

    @kept
    def datacite_type(self) -> str:
        """DataCite's resourceTypeGeneral: the source's own, else that of the type."""
        own = (one.value for one in self.all("type") if one.scheme == DATACITE_SCHEME)
        return next((name for name in own if name in DATACITE_TYPES), self.type.datacite)

    @kept
    def type_word(self) -> str:
        """What the source calls its type, else what COAR does; empty where it names none."""
        return type_word(self.all("type"), self.type, self._words)

    @kept
    def degree(self) -> Degree:
        """The degree that it was written for, as far as its types or notes name one."""
        return degree_of(self.all("type"), self.all("description"), self.type)

    @kept
    def departments(self) -> list[Agent]:
        """The departments and schools among the contributors whose roles are not known."""
        return [one for one in self.contributors if not one.role and is_department(one.name)]

    @kept
    def version(self) -> Version | None:
        """Which version of a paper it is."""
        return next((found for one in self.all("type") if (found := version_of(one))), None)

    @kept
    def issued(self) -> str | None:
        """When it was published: YYYY, YYYY-MM or YYYY-MM-DD; for want of that, what is nearest."""
        told = self._statements
        for name in _PUBLISHED:
            for one in sorted(told.get(name, ()), key=_has_time):
                if found := date_of(one.value):
                    return found
        return None

    def dates(self, *properties: str) -> Iterator[str]:
        """The dates of some properties, without their times; what is no date is passed over."""
        return (found for one in self.all(*properties) if (found := date_of(one.value)))

    @kept
    def languages(self) -> list[str]:
        """Its languages by ISO 639-3, none twice."""
        codes = (iso_639_3(one.value) for one in self.all("language"))
        return list(dict.fromkeys(code for code in codes if code))

    @kept
    def language_tag(self) -> str | None:
        """Its first language by BCP 47, as the source has it where that is a tag with subtags."""
        for one in self.all("language"):
            tag = language_tag(one.value)
            if tag is not None:
                return one.value if "-" in one.value and is_language(one.value) else tag
        return None

    @kept
    def access(self) -> Access | None:
        """Who may read it on `day`; None when the description does not say."""
        return access_on(self.day, self._about_access) if self._about_access else None

    @kept
    def embargo_end(self) -> str | None:
        """The day on which an embargo ends, ended or not: YYYY-MM-DD."""
        return embargo_end(self._about_access) if self._about_access else None

    @kept
    def _about_access(self) -> Description:
        named = self.all("accessRights", "rights")
        return (*named, *self.all("available", "date")) if named else ()

    @kept
    def licences(self) -> list[Licence]:
        """Its licences, among its rights too."""
        given = [*self.all("license"), *(one for one in self.all("rights") if is_licence(one))]
        return list(dict.fromkeys(map(licence, given)))

    @kept
    def rights_in_words(self) -> list[Statement]:
        """What is said of rights besides access levels and licences, none twice."""
        given = (
            one
            for one in self.all("accessRights", "rights")
            if not (is_licence(one) or access_rights(one.uri or "") or access_rights(one.value))
        )
        return list(dict.fromkeys(given))

    @kept
    def identifiers(self) -> list[Identifier]:
        """What it is identified by, files left out, none twice."""
        given = (one for one in self.all("identifier") if file_of(one) is None)
        return list(dict.fromkeys(map(identifier_of, given)))

    @kept
    def host_identifiers(self) -> list[Identifier]:
        """What identifies the journal, book or series it is in, none twice."""
        numbers = {"ISSN": self.citation.issn, "ISBN": self.citation.isbn}
        cited = (Statement("isPartOf", text, scheme=name) for name, text in numbers.items() if text)
        found = map(identifier_of, [*self.all("isPartOf"), *cited])
        return list(dict.fromkeys(one for one in found if one.uri and one.value))

    def identifiers_in(self, *schemes: str) -> list[Identifier]:
        """Its identifiers in some schemes, scheme by scheme."""
        return [one for scheme in schemes for one in self.identifiers if one.scheme == scheme]

    @kept
    def landing_page(self) -> str | None:
        """The address of the page about it: its first URL, else a persistent one."""
        found = self.identifiers_in("URL", *_PERSISTENT)
        urls = [one.uri for one in found if one.uri and one.uri.lower().startswith("http")]
        urls = [url for url in urls if is_uri(url)]
        return next(iter(urls), None)

    @kept
    def persistent_identifier(self) -> Identifier | None:
        """What it is best known by: DOI, Handle, ARK, URN and so on; else its first URL."""
        return next(iter(self.identifiers_in(*_PERSISTENT, "URL")), None)

    @kept
    def files(self) -> list[File]:
        """Its files that have an address."""
        return list(dict.fromkeys(file for one in self.all("identifier") if (file := file_of(one))))

    @kept
    def formats(self) -> list[str]:
        """Its media types and formats, those of its files too, none twice."""
        given = [one.value for one in self.all("format", "medium")]
        return list(dict.fromkeys([*given, *(one.media_type for one in self.files)]))

    @kept
    def file_formats(self) -> list[str]:
        """The media types of its files that no statement of format or medium names."""
        if not self.files:
            return []
        return self.formats[len({one.value for one in self.all("format", "medium")}) :]

    @kept
    def funding(self) -> list[Funding]:
        """Who paid for it, by which grants."""
        return funding_of((*self.all(_FUNDER), *self.all("relation")))

    @kept
    def relations(self) -> list[Statement]:
        """What it is related to, in the description's order, without grants."""
        return [
            one
            for one in self.description
            if ELEMENT_OF[one.property] == "relation"
            and not one.value.startswith(f"{GRANT_SCHEME}/")
        ]

    @kept
    def citation(self) -> Citation:
        """Where it was published, in parts."""
        return Citation.of(self.description)

    @kept
    def hosts(self) -> list[Host]:
        """What it is in, each with its place there: a journal, a book, a series."""
        return hosts_of(self.description)

    @kept
    def preferred_citations(self) -> list[str]:
        """How it is to be cited, in words that do not merely repeat a citation in parts."""
        repeated = {one.words for one in Citation.each(self.description)}
        return [words for words in self.citations if words not in repeated]

    @kept
    def citations(self) -> list[str]:
        """How it is cited, in words."""
        given = self.all("bibliographicCitation")
        return [one.value for one in given if one.scheme != KEV_SCHEME]


def _has_time(statement: Statement) -> bool:
    """Whether a date has a time: it tells of what a repository did then, not of publication."""
    return ":" in statement.value
