"""What an item is in: a journal, a book, a series; and where in it the item stands.

A description names each as `isPartOf`, and its place in a citation in parts that has its title.
"""

from dataclasses import fields
from typing import NamedTuple

from oaipmh.metadata.citation import Citation
from oaipmh.metadata.description import Description, Statement
from oaipmh.metadata.identifiers import Identifier, identifier_of

_NOTHING = Citation()
_BESIDE = {"edition", "conference", "conference_place", "conference_date"}
_PLACE = [one.name for one in fields(Citation) if one.name not in _BESIDE]


class Host(NamedTuple):
    """A host: its title, empty where only its identifier is known; the place of the item in it.

    `is_series` only where a citation says that it is one.
    """

    title: str
    identifier: Identifier | None
    place: Citation
    is_series: bool


def hosts_of(description: Description) -> list[Host]:
    """The hosts in the description's order; those last that only a citation names."""
    places = [one for one in Citation.each(description) if _has_place(one)]
    hosts = [_host(one, places) for one in description if one.property == "isPartOf"]
    told = {title for host in hosts for title in (host.title, host.place.host) if title}
    return hosts + [host for place in places for host in _cited(place) if host.title not in told]


def _has_place(citation: Citation) -> bool:
    """Whether it says more than which edition the item is, or where it was presented."""
    return any(getattr(citation, name) for name in _PLACE)


def _host(statement: Statement, places: list[Citation]) -> Host:
    named = identifier_of(statement)
    known = named if named.uri else None
    title = statement.value if statement.uri or known is None else ""
    number = known.value if known else ""
    for place in places:
        if _is_of(place, title, number):
            is_series = not place.host or title not in ("", place.host)
            # Volume and pages are those of the host, where there is one beside a series.
            own = _NOTHING if is_series and place.host else place
            return Host(title or own.host, known, own, is_series)
    return Host(title, known, _NOTHING, is_series=False)


def _is_of(place: Citation, title: str, number: str) -> bool:
    by_title = title != "" and title in (place.host, place.series)
    return by_title or (number != "" and number in (place.issn, place.isbn))


def _cited(place: Citation) -> list[Host]:
    """The host and the series that a citation names, which no isPartOf names."""
    if not place.host:
        return [Host(place.series, None, place, bool(place.series))]
    hosts = [Host(place.host, None, place, is_series=False)]
    return hosts + ([Host(place.series, None, _NOTHING, True)] if place.series else [])
