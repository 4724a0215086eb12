"""What the item is in, and related to: 490, 711, 773 to 787.

https://www.loc.gov/marc/bibliographic/bd76x78x.html
"""

from collections.abc import Iterator

from oaipmh.crosswalks.marc21.fields import Field, Subfields, field
from oaipmh.crosswalks.marc21.kinds import Kind
from oaipmh.metadata.citation import Citation
from oaipmh.metadata.description import Statement
from oaipmh.metadata.hosts import Host
from oaipmh.metadata.identifiers import Identifier, identifier_of
from oaipmh.metadata.resource import Resource

# Tag, indicators, and what is said of the relation where the tag does not say it.
_RELATIONS = {
    "hasPart": ("774", "0 ", None),
    "hasVersion": ("775", "0 ", None),
    "isVersionOf": ("775", "08", "Is version of"),
    "hasFormat": ("776", "0 ", None),
    "isFormatOf": ("776", "08", "Is format of"),
    "replaces": ("780", "00", None),
    "isReplacedBy": ("785", "00", None),
    "source": ("786", "0 ", None),
    "references": ("787", "08", "References"),
    "requires": ("787", "08", "Requires"),
    "isRequiredBy": ("787", "08", "Is required by"),
    "conformsTo": ("787", "08", "Conforms to"),
    "relation": ("787", "0 ", None),
}
_CODES = {"ISSN": "x", "ISBN": "z"}


def linking_fields(resource: Resource, kind: Kind) -> Iterator[Field]:
    """Hosts and series, the conference, and related items."""
    for host in resource.hosts:
        in_series = host.is_series or (not kind.is_component and host.place == Citation())
        yield _series(host) if in_series and host.title else _host(host, kind)
    yield _conference(resource.citation)
    for one in (*resource.relations, *resource.all("source")):
        if one.property in _RELATIONS:
            yield _related(one)


def _conference(citation: Citation) -> Field:
    name, date, place = citation.conference, citation.conference_date, citation.conference_place
    return field("711", "2 ", ("a", name), ("d", name and date), ("c", name and place))


def _series(host: Host) -> Field:
    number = host.identifier.value if host.identifier and host.identifier.scheme == "ISSN" else None
    return field(
        *("490", "0 "),
        *(("a", host.title), ("x", number or host.place.issn), ("v", host.place.volume)),
    )


def _host(host: Host, kind: Kind) -> Field:
    numbers = dict(_numbers(host.identifier))
    place = host.place
    return field(
        *("773", "0 "),
        ("t", host.title),
        ("b", place.edition if kind.is_component else None),
        ("g", _place(place)),
        ("o", numbers.get("o")),
        ("q", _enumeration(place)),
        ("x", numbers.get("x") or place.issn),
        ("z", numbers.get("z") or place.isbn),
    )


def _numbers(identifier: Identifier | None) -> Subfields:
    if identifier is None:
        return ()
    code = _CODES.get(identifier.scheme, "o")
    is_bare = code != "o" or identifier.scheme == "DOI"
    return ((code, identifier.value if is_bare else identifier.uri or identifier.value),)


def _place(place: Citation) -> str:
    """`Vol. 23, no. 5, p. 287-301`."""
    pages = place.pages or "-".join(
        dict.fromkeys(page for page in (place.start_page, place.end_page) if page)
    )
    parts = (
        ("Vol. ", place.volume),
        ("no. ", place.issue),
        ("article ", place.article_number),
        ("p. ", pages),
    )
    return ", ".join(sign + value for sign, value in parts if value)


def _enumeration(place: Citation) -> str | None:
    """`23:5<287`, where no part has signs of its own."""
    parts = (place.volume, place.issue, place.start_page)
    if not place.volume or any(sign in part for part in parts for sign in ":<"):
        return None
    issue = f":{place.issue}" if place.issue else ""
    return f"{place.volume}{issue}" + (f"<{place.start_page}" if place.start_page else "")


def _related(one: Statement) -> Field:
    tag, indicators, words = _RELATIONS[one.property]
    named = identifier_of(one)
    is_number = named.uri is not None and one.uri is None
    numbers = _numbers(named if named.uri else None)
    return field(
        *(tag, indicators, ("i", words)), ("t", None if is_number else one.value), *numbers
    )
