"""dc:relation, what the repository itself holds; rioxxterms:ext_relation, what is elsewhere.

Which of its identifiers are the repository's own a description does not say. A Handle, an ARK and a
URN are; a DOI is, unless the resource came out in a journal or a book, whose publisher gave it; an
address is, where it is on the landing page's host.
"""

import re
from collections.abc import Iterator

from lxml import etree

from oaipmh.crosswalks.elements import add
from oaipmh.crosswalks.rioxx.elements import DC, TERMS, is_web_address
from oaipmh.metadata.files import File
from oaipmh.metadata.identifiers import Identifier, identifier_of
from oaipmh.metadata.licences import Licence
from oaipmh.metadata.resource import Resource
from oaipmh.metadata.resource_types import OTHER
from oaipmh.protocol.syntax import is_uri

_RELATION, _EXT_RELATION = f"{DC}relation", f"{TERMS}ext_relation"
_OWN = ("Handle", "ARK", "URN")
_OF_OTHERS = ("arXiv", "PMCID", "PMID")
_CITE_AS = "cite-as"
_RELATED = "related"
# Link relations (https://www.iana.org/assignments/link-relations/) of the DCMI's; else `related`.
_LINK_RELATIONS = {
    "hasFormat": "alternate",
    "isFormatOf": "alternate",
    "isPartOf": "collection",
    "isReplacedBy": "successor-version",
    "replaces": "predecessor-version",
}
_OF_OWN_TYPE = frozenset(
    ("hasFormat", "hasVersion", "isFormatOf", "isReplacedBy", "isVersionOf", "replaces")
)
_VERSION_OF_RECORD = "http://purl.org/coar/version/c_970fb48d4fbd8a85"
_MEDIA_TYPE = re.compile(r"[\w.+-]+/[\w.+-]+(?: *;.*)?", re.ASCII)


def add_own(root: etree._Element, resource: Resource) -> None:
    """The files, and the identifiers that lead to the repository."""
    about_files = _about_files(resource)
    for file in resource.files:
        if is_web_address(file.url):
            _file(root, file, about_files)
    for uri in dict.fromkeys(_own_identifiers(resource)):
        add(root, _RELATION, uri).set("rel", _CITE_AS)


def add_external(root: etree._Element, resource: Resource) -> None:
    """The identifiers that lead elsewhere, and the related resources that have an address."""
    given = [*_identifiers_elsewhere(resource), *_related(resource)]
    for uri, rel, coar_type, coar_version in dict.fromkeys(given):
        element = add(root, _EXT_RELATION, uri)
        element.set("rel", rel)
        element.set("coar_type", coar_type)
        if coar_version:
            element.set("coar_version", coar_version)


def _file(root: etree._Element, file: File, about_files: dict[str, str]) -> None:
    element = add(root, _RELATION, file.url)
    element.set("rel", "item")
    if _MEDIA_TYPE.fullmatch(file.media_type):
        element.set("type", file.media_type)
    for name, value in about_files.items():
        element.set(name, value)


def _about_files(resource: Resource) -> dict[str, str]:
    """What a description says of all its files together."""
    access, version = resource.access, resource.version
    exposed = next(resource.dates("available"), None)
    given = {
        "coar_type": resource.type.uri,
        "coar_version": None if version is None else version.uri,
        "deposit_date": _deposit_date(resource),
        "resource_exposed_date": access.embargo_end if access and access.is_embargoed else exposed,
        "access_rights": None if access is None else access.uri,
        "license_ref": next(_licence_addresses(resource.licences), None),
    }
    return {name: value for name, value in given.items() if value}


def _deposit_date(resource: Resource) -> str | None:
    """When it was submitted, unless before it was accepted: then it was to its publisher."""
    accepted = next(resource.dates("dateAccepted"), "")
    submitted = resource.dates("dateSubmitted")
    return next((one for one in submitted if one >= accepted[: len(one)]), None)


def _licence_addresses(licences: list[Licence]) -> Iterator[str]:
    return (one.uri for one in licences if one.uri and is_web_address(one.uri))


def _own_identifiers(resource: Resource) -> Iterator[str]:
    for one in resource.identifiers:
        is_told = one.uri is not None and one.uri != resource.landing_page and is_uri(one.uri)
        if one.uri and is_told and _is_own(one, resource):
            yield one.uri


def _identifiers_elsewhere(resource: Resource) -> Iterator[tuple[str, str, str, str]]:
    """Link, link relation, type and version: the same work, at its publisher's."""
    for one in resource.identifiers:
        is_told = one.scheme in ("DOI", "URL", *_OF_OTHERS) and one.uri != resource.landing_page
        if is_told and one.uri and is_web_address(one.uri) and not _is_own(one, resource):
            version = _VERSION_OF_RECORD if one.scheme == "DOI" else ""
            yield one.uri, _CITE_AS, resource.type.uri, version


def _related(resource: Resource) -> Iterator[tuple[str, str, str, str]]:
    """Link, link relation, type and version of other resources.

    A description says of their types only that another version of a thing is such a thing too.
    """
    for statement in resource.relations:
        uri = identifier_of(statement).uri
        if uri and is_web_address(uri):
            of_own_type = statement.property in _OF_OWN_TYPE
            kind = resource.type.uri if of_own_type else OTHER.uri
            yield uri, _LINK_RELATIONS.get(statement.property, _RELATED), kind, ""


def _is_own(one: Identifier, resource: Resource) -> bool:
    if one.scheme == "DOI":
        return not _is_in_a_host(resource)
    if one.scheme == "URL":
        return _host(one.uri) == _host(resource.landing_page)
    return one.scheme in _OWN


def _is_in_a_host(resource: Resource) -> bool:
    return bool(resource.host_identifiers or resource.citation.host or resource.all("source"))


def _host(address: str | None) -> str:
    return (address or "").partition("://")[2].partition("/")[0].lower()
