"""Notes, rights and funding: 500 to 561.

https://www.loc.gov/marc/bibliographic/bd5xx.html
"""

from collections.abc import Iterator

from oaipmh.crosswalks.marc21.fields import Field, field
from oaipmh.metadata.access_rights import access_rights
from oaipmh.metadata.funding import Funding
from oaipmh.metadata.licences import Licence, is_licence
from oaipmh.metadata.resource import Resource

_CREATIVE_COMMONS = "https://creativecommons.org/"
_NOTES = {
    "description": ("500", "  "),
    "tableOfContents": ("505", "0 "),
    "isReferencedBy": ("510", "0 "),
    "abstract": ("520", "3 "),
    "audience": ("521", "  "),
    "educationLevel": ("521", "  "),
    "provenance": ("561", "1 "),
}


def note_fields(resource: Resource) -> Iterator[Field]:
    """The notes of each kind, and the one that a thesis has."""
    for name, (tag, indicators) in _NOTES.items():
        for one in resource.all(name):
            yield field(tag, indicators, ("a", one.value))
    for words in resource.preferred_citations:
        yield field("524", "  ", ("a", words))
    if resource.type.is_thesis:
        yield _thesis(resource)
    yield from map(_funding, resource.funding)
    yield from _access(resource)
    yield from map(_licence, resource.licences)
    for one in resource.all("rights"):
        if not is_licence(one) and not access_rights(one.uri or one.value):
            yield field("540", "  ", ("a", one.value))
    for one in resource.all("rightsHolder"):
        yield field("542", "1 ", ("d", one.value))


def _thesis(resource: Resource) -> Field:
    year = next(resource.dates("dateAccepted", "issued"), "")
    grantors = (one.name for one in resource.contributors_as("dgg"))
    label = resource.type.label.capitalize()
    return field("502", "  ", ("g", label), ("c", next(grantors, None)), ("d", year[:4]))


def _funding(one: Funding) -> Field:
    return field("536", "  ", ("a", one.funder), ("c", one.award), ("d", one.programme))


def _access(resource: Resource) -> Iterator[Field]:
    """506: the level on the resource's day, since when it is open; and what is said in words."""
    if access := resource.access:
        is_open = access.level == "openAccess"
        end = (access.embargo_end or "").replace("-", "")
        yield field(
            "506",
            "0 " if is_open else "1 ",
            ("a", access.label.capitalize()),
            *(("g", end), ("f", "Unrestricted online access" if is_open else None)),
            *(("2", "star" if is_open else None), ("u", access.uri)),
        )
    for one in resource.all("accessRights"):
        if not (access_rights(one.uri or "") or access_rights(one.value)):
            yield field("506", "  ", ("a", one.value))


def _licence(one: Licence) -> Field:
    """A licence of Creative Commons by its name among theirs, any other in words."""
    if one.name and (one.uri or "").startswith(_CREATIVE_COMMONS):
        return field("540", "  ", ("f", one.name), ("2", "cc"), ("u", one.uri))
    return field("540", "  ", ("a", one.name), ("u", one.uri))
