"""RIOXX 2 and 3, the United Kingdom's profile: Dublin Core with elements of its own among it.

https://www.rioxx.net/profiles/. The root is `rioxx`; elements of RIOXX's own are in a namespace
that changes with the version.
"""

from collections.abc import Callable, Iterable, Iterator

from lxml import etree

from oaipmh.metadata.access_rights import access_rights
from oaipmh.metadata.description import Statement
from oaipmh.metadata.funding import funding_statements
from oaipmh.metadata.identifiers import identifier_uri, locator_statement
from oaipmh.metadata.versions import version_type
from oaipmh.protocol.parts import local_name as name
from oaipmh.readers.dublin_core import known_by
from oaipmh.readers.elements import each, is_absolute, namespace, text, text_at
from oaipmh.readers.incoming import Described
from oaipmh.readers.qualified_dc import is_dublin_core, statement_of

_FILE_DATES = {"deposit_date": "dateSubmitted", "resource_exposed_date": "available"}
_ACCESS_ATTRIBUTES = ("access_rights", "access_rights_")
_CITE_AS_ATTRIBUTES = ("cite-as", "cite_as")
# https://www.iana.org/assignments/link-relations/
_LINK_RELATIONS = {
    "alternate": "isFormatOf",
    "collection": "isPartOf",
    "predecessor-version": "replaces",
    "successor-version": "isReplacedBy",
}


def describe(element: etree._Element) -> Described:
    """What a `rioxx` element says."""
    statements: list[Statement] = []
    for child in element:
        if name(child) == "file" or (name(child) == "relation" and child.get("type")):
            statements += [one for one in _file(child) if one not in statements]
        elif name(child) == "relation" and child.attrib:
            statements += _external(child)
        elif name(child) == "type":
            statements += _type(child)
        elif is_dublin_core(child):
            statements += statement_of(child)
        elif namespace(child) and (read := _PARTS.get(name(child))) is not None:
            statements += read(child)
    description = tuple(statement for statement in statements if statement.value.strip())
    return Described(description, known_by(description))


def _agent(property_: str) -> Callable[[etree._Element], list[Statement]]:
    """What reads a person or body: version 3 has name and ids inside, version 2 an `id`."""

    def read(element: etree._Element) -> list[Statement]:
        given = [element.get("id") or "", *(text(one) for one in each(element, "id"))]
        uris = [uri for one in given if is_absolute(uri := one.strip(' "'))]
        orcid = next((orcid for one in uris if (orcid := identifier_uri(one, "ORCID"))), None)
        value = text_at(element, "name") or text(element)
        return [Statement(property_, value, uri=orcid or next(iter(uris), None))]

    return read


def _date(property_: str) -> Callable[[etree._Element], list[Statement]]:
    return lambda element: [Statement(property_, text(element))]


def _type(element: etree._Element) -> list[Statement]:
    value = text(element)
    return [Statement("type", value, uri=value if is_absolute(value) else None)]


def _version(element: etree._Element) -> list[Statement]:
    return [version_type(text(element)) or Statement("type", text(element))]


def _grant(element: etree._Element) -> list[Statement]:
    funder_uri = (element.get("funder_id") or "").strip()
    if is_absolute(text(element)) and not element.attrib:  # a project's address, no award's number
        return [locator_statement(text(element), property_="relation")]
    return funding_statements(
        funder=(element.get("funder_name") or "").strip(),
        funder_uri=funder_uri if is_absolute(funder_uri) else None,
        award=text(element),
        award_uri=text(element) if is_absolute(text(element)) else None,
    )


def _file(element: etree._Element) -> Iterator[Statement]:
    """A file: where it is, how to cite it, since when, and its version, access and licence.

    Version 3 has it as a relation with a media type; the drafts of version 3 called it `file`.
    """
    media_type = element.get("type") or element.get("format") or "dcterms:URI"
    yield Statement("identifier", text(element), scheme=media_type)
    for attribute in _CITE_AS_ATTRIBUTES:
        if cited_as := element.get(attribute):
            yield locator_statement(cited_as)
    for attribute, property_ in _FILE_DATES.items():
        yield Statement(property_, element.get(attribute) or "")
    if version := version_type(element.get("coar_version") or ""):
        yield version
    for attribute in _ACCESS_ATTRIBUTES:
        if level := access_rights(element.get(attribute) or ""):
            yield level
    if licence := element.get("license_ref"):
        yield Statement("license", licence, uri=licence)


def _external(element: etree._Element) -> list[Statement]:
    """Another resource: another version of this one where it says which version it is.

    What this one is to be cited as is its own identifier, but not where that is of another kind:
    some say of a dataset what the dataset is to be cited as.
    """
    linked = _LINK_RELATIONS.get(element.get("rel") or "", "relation")
    version = "hasVersion" if element.get("coar_version") else linked
    is_own = element.get("rel") == "cite-as" and _is_of_own_kind(element)
    return [locator_statement(text(element), property_="identifier" if is_own else version)]


def _is_of_own_kind(element: etree._Element) -> bool:
    """Whether a resource is of a type that the item or a file of it has, or of none."""
    siblings = [] if (root := element.getparent()) is None else list(root)
    own = {_code(text(one)) for one in siblings if name(one) == "type"}
    own |= {
        _code(one.get("coar_type")) for one in siblings if one.get("type") or name(one) == "file"
    }
    kind = _code(element.get("coar_type"))
    return not kind or kind in own


def _code(uri: str | None) -> str:
    """The last part of a type's URI: its scheme is `http` in some places and `https` in others."""
    return (uri or "").strip().rpartition("/")[2]


def _licence(element: etree._Element) -> list[Statement]:
    return [Statement("license", text(element), uri=text(element))]


def _free_to_read(element: etree._Element) -> Iterable[Statement]:
    level = access_rights("open")
    since = Statement("available", element.get("start_date") or "")
    return [level, since] if level else [since]


_PARTS: dict[str, Callable[[etree._Element], Iterable[Statement]]] = {
    "author": _agent("creator"),
    "creator": _agent("creator"),
    "contributor": _agent("contributor"),
    "publisher": _agent("publisher"),
    "publication_date": _date("issued"),
    "record_public_release_date": _date("available"),
    "version": _version,
    "version_of_record": lambda element: [
        locator_statement(text(element), property_="isVersionOf")
    ],
    "grant": _grant,
    "project": _grant,
    "ext_relation": _external,
    "license_ref": _licence,
    "free_to_read": _free_to_read,
}
