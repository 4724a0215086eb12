"""An item as XML for stylesheets: what its description says, and what `Resource` makes of it.

Stable: docs/formats/own-formats.md has every element, and an example. What is added leaves
`VERSION` as it is; what would break a stylesheet makes it another.
"""

from dataclasses import asdict

from lxml import etree

from oaipmh.metadata.description import Statement
from oaipmh.metadata.relators import PREFIX
from oaipmh.metadata.resource import Resource
from oaipmh.protocol import namespaces as ns

NAMESPACE = "urn:oaipmh-service:item"
VERSION = 1

_ITEM = f"{{{NAMESPACE}}}"


def item_element(resource: Resource) -> etree._Element:
    """The item: its statements in their order, then what they tell of the resource."""
    root = etree.Element(f"{_ITEM}item", nsmap={None: NAMESPACE})
    root.set("version", str(VERSION))
    root.set("identifier", resource.identifier)
    statements = _add(root, "statements")
    for statement in resource.description:
        _add_statement(statements, statement)
    told = _add(root, "resource")
    _add_type(told, resource)
    _add_access(told, resource)
    _add_dates_and_languages(told, resource)
    _add_identifiers(told, resource)
    _add_rights_and_funding(told, resource)
    parts = {name: text for name, text in asdict(resource.citation).items() if text}
    if parts:
        _add(told, "citation", **parts)
    return root


def _add_statement(parent: etree._Element, statement: Statement) -> None:
    name, role = statement.property, None
    if name.startswith(PREFIX):
        name, role = "contributor", name.removeprefix(PREFIX)
    element = _add(
        parent, name, statement.value, role=role, uri=statement.uri, scheme=statement.scheme
    )
    if statement.lang:
        element.set(ns.XML_LANG, statement.lang)


def _add_type(told: etree._Element, resource: Resource) -> None:
    found = resource.known_type
    if found is not None:
        _add(
            told,
            "type",
            resource.type_word,
            uri=found.uri,
            label=found.label,
            eu_repo=found.eu_repo_uri,
            datacite=resource.datacite_type,
            dcmi=found.dcmi,
        )
    if resource.degree.name or resource.degree.level:
        _add(told, "degree", resource.degree.name, level=resource.degree.level)
    version = resource.version
    if version is not None:
        _add(told, "version", version.name, uri=version.uri, niso=version.niso)


def _add_access(told: etree._Element, resource: Resource) -> None:
    access = resource.access
    if access is not None:
        _add(
            told,
            "access",
            level=access.level,
            uri=access.uri,
            label=access.label,
            until=access.embargo_end,
        )


def _add_dates_and_languages(told: etree._Element, resource: Resource) -> None:
    if resource.issued:
        _add(told, "issued", resource.issued)
    for code in resource.languages:
        _add(told, "language", code)


def _add_identifiers(told: etree._Element, resource: Resource) -> None:
    for one in resource.identifiers:
        _add(told, "identifier", one.value, scheme=one.scheme, uri=one.uri)
    for host in resource.host_identifiers:
        _add(told, "hostIdentifier", host.value, scheme=host.scheme, uri=host.uri)
    if resource.landing_page:
        _add(told, "landingPage", resource.landing_page)
    for file in resource.files:
        _add(told, "file", file.url, media_type=file.media_type)


def _add_rights_and_funding(told: etree._Element, resource: Resource) -> None:
    for licence in resource.licences:
        _add(told, "licence", licence.name, uri=licence.uri, spdx=licence.spdx)
    for funding in resource.funding:
        _add(told, "funding", **funding._asdict())


def _add(
    parent: etree._Element, name: str, text: str | None = None, **attributes: str | None
) -> etree._Element:
    """A child; what is empty is left out, and `_` in a name is written `-`."""
    element = etree.SubElement(parent, _ITEM + name)
    element.text = text or None
    for key, value in attributes.items():
        if value:
            element.set(key.replace("_", "-"), value)
    return element
