"""Who made an eprint, and in what role: persons, corporate bodies, and the bodies of a thesis."""

from collections.abc import Iterator

from lxml import etree

from oaipmh.metadata.description import Statement
from oaipmh.metadata.identifiers import identifier_uri
from oaipmh.metadata.relators import relator
from oaipmh.readers.eprints.fields import items, name_of, text, texts

_PROPERTIES = {
    "creators": "creator",
    "creators_name": "creator",
    "corp_creators": "creator",
    "editors": "marcrel:edt",
    "editors_name": "marcrel:edt",
    "contributors": "contributor",
    "corp_contributors": "contributor",
    "exhibitors": "contributor",
    "producers": "marcrel:pro",
    "conductors": "marcrel:cnd",
    "lyricists": "marcrel:lyr",
    "interviewer": "marcrel:ivr",
    "patent_applicant": "contributor",
    "supervisors": "marcrel:ths",
    "advisors": "marcrel:ths",
    "thesis_advisor": "marcrel:ths",
    "thesis_committee": "marcrel:dgc",
}
"""Fields with the property of whom they name; a contributor may say a role of its own."""
_AUTHORS = ("aut", "cre")


def people(eprint: etree._Element) -> Iterator[Statement]:
    """Creators, editors, contributors and the rest, in that order."""
    for field, property_ in _PROPERTIES.items():
        for item in items(eprint, field):
            name = _name(item)
            if name:
                role = _role(item) if property_ == "contributor" else None
                yield Statement(role or property_, name, uri=_uri(item))


def institutions(eprint: etree._Element) -> Iterator[Statement]:
    """The bodies behind an eprint: the degree's grantor if it is a thesis, else contributors."""
    thesis = text(eprint, "type") == "thesis"
    grantor = "marcrel:dgg" if thesis else "contributor"
    for field in ("institution", "thesis_degree_grantor"):
        for name in texts(eprint, field):
            yield Statement(grantor, name)
    for field in ("department", "local_group"):
        for name in texts(eprint, field):
            yield Statement("contributor", name)


def _name(item: etree._Element) -> str:
    """`Family, Given, Lineage`; an honorific is no part of the name that a catalogue files by."""
    name = item.find(name_of("name"))
    name = item if name is None else name
    parts = [text(name, part) for part in ("family", "given", "lineage")]
    return ", ".join(part for part in parts if part) or (name.text or "").strip()


def _role(item: etree._Element) -> str | None:
    """The role of a contributor, from a URI such as `http://www.loc.gov/loc.terms/relators/EDT`."""
    code = text(item, "type").rpartition("/")[2].lower()
    return "creator" if code in _AUTHORS else relator(code)


def _uri(item: etree._Element) -> str | None:
    """The URI of a person or body. An `id` is often an e-mail address, which stays private."""
    given = text(item, "uri")
    candidates = [text(item, "orcid"), text(item, "id"), given, text(item, "ror")]
    for scheme in ("ORCID", "ROR"):
        for candidate in candidates:
            if uri := identifier_uri(candidate, scheme):
                return uri
    return given or None
