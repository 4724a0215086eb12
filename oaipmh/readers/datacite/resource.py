"""A DataCite resource, as its XML and its JSON both have it: text, and nothing judged.

https://schema.datacite.org/meta/kernel-4.7/. An empty text is one that is not given. The names are
the schema's; those of kernels before the fourth are read as the fourth's.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """Words of some kind: a title's type, a description's type, an identifier's scheme.

    `information` is what is said of a date besides, `scheme_uri` the address of a scheme.
    """

    value: str
    kind: str = ""
    lang: str | None = None
    information: str = ""
    scheme_uri: str = ""


@dataclass(frozen=True, slots=True)
class Name:
    """A creator, contributor or publisher; `identifiers` are its name identifiers by scheme."""

    name: str
    given_name: str = ""
    family_name: str = ""
    contributor_type: str = ""
    identifiers: tuple[Text, ...] = ()
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject, and the vocabulary it is from, in which it may have a code."""

    subject: str
    scheme: str = ""
    value_uri: str = ""
    lang: str | None = None
    code: str = ""
    scheme_uri: str = ""


@dataclass(frozen=True, slots=True)
class Rights:
    """A licence or a statement of rights."""

    rights: str
    uri: str = ""
    identifier: str = ""
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class Related:
    """A related resource: its identifier, and what it is known by and as where more is said."""

    relation_type: str
    identifier: str = ""
    identifier_type: str = ""
    title: str = ""
    subtitle: str = ""
    lang: str | None = None
    volume: str = ""
    issue: str = ""
    number: str = ""
    number_type: str = ""
    first_page: str = ""
    last_page: str = ""
    edition: str = ""


@dataclass(frozen=True, slots=True)
class Funding:
    """Who paid, and by which award; the programme is OpenAIRE's."""

    funder_name: str
    funder_identifier: str = ""
    funder_identifier_type: str = ""
    award_number: str = ""
    award_uri: str = ""
    award_title: str = ""
    programme: str = ""
    funder_scheme_uri: str = ""


@dataclass(frozen=True, slots=True)
class GeoLocation:
    """A place: its name, a point (east, north), a box (west, east, south, north), lines around."""

    place: str = ""
    point: tuple[str, str] | None = None
    box: tuple[str, str, str, str] | None = None
    polygons: tuple[tuple[tuple[str, str], ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Resource:
    """All that is said of one resource."""

    identifier: Text
    titles: tuple[Text, ...] = ()
    creators: tuple[Name, ...] = ()
    contributors: tuple[Name, ...] = ()
    publishers: tuple[Name, ...] = ()
    publication_year: str = ""
    dates: tuple[Text, ...] = ()
    resource_type: str = ""
    resource_type_general: str = ""
    languages: tuple[str, ...] = ()
    subjects: tuple[Subject, ...] = ()
    descriptions: tuple[Text, ...] = ()
    rights: tuple[Rights, ...] = ()
    alternate_identifiers: tuple[Text, ...] = ()
    urls: tuple[str, ...] = ()
    related: tuple[Related, ...] = ()
    funding: tuple[Funding, ...] = ()
    sizes: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    version: str = ""
    geo_locations: tuple[GeoLocation, ...] = ()
