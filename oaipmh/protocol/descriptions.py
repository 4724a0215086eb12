"""The description containers of Identify, after the implementation guidelines.

https://www.openarchives.org/OAI/2.0/guidelines.htm: oai-identifier, eprints, branding, friends and
rightsManifest. Field names are the schemas' own, in snake_case.
What would make Identify invalid is a ValueError.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from lxml import etree

from oaipmh.protocol import namespaces as ns
from oaipmh.protocol.syntax import XML_ILLEGAL, is_uri

Container: TypeAlias = etree._Element  # noqa: SLF001 - lxml's only name for the type
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:", re.ASCII)
METADATA_RIGHTS = "http://www.openarchives.org/OAI/2.0/entity#metadata"


@dataclass(frozen=True, slots=True)
class TextUrl:
    """A policy: where it can be read, its words, or both."""

    url: str | None = None
    text: str | None = None

    def __post_init__(self) -> None:
        """Refuse what would make Identify invalid."""
        _require_uris(self.url)
        _require_text(self.text)


@dataclass(frozen=True, slots=True)
class Eprints:
    """The policies of an e-print repository."""

    metadata_policy: TextUrl
    data_policy: TextUrl
    content: TextUrl | None = None
    submission_policy: TextUrl | None = None
    comment: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what would make Identify invalid."""
        _require_text(*self.comment)


@dataclass(frozen=True, slots=True)
class Branding:
    """The icon a service provider may show beside what it took from here."""

    url: str
    link: str | None = None
    title: str | None = None
    width: int | None = None
    height: int | None = None

    def __post_init__(self) -> None:
        """Refuse what would make Identify invalid."""
        _require_uris(self.url, self.link)
        _require_text(self.title)


@dataclass(frozen=True, slots=True)
class RightsManifest:
    """What may be done with the metadata: the URIs of its licences."""

    rights: tuple[str, ...]
    applies_to: str = METADATA_RIGHTS

    def __post_init__(self) -> None:
        """Refuse what would make Identify invalid."""
        if not self.rights:
            raise ValueError("at least one licence's URI is needed")
        _require_uris(*self.rights, self.applies_to)


def _require_uris(*values: str | None) -> None:
    for value in values:
        if value is not None and not (_ABSOLUTE.match(value) and is_uri(value)):
            raise ValueError(f"{value!r} is not a whole URI such as https://example.org/")


def _require_text(*values: str | None) -> None:
    for value in values:
        if value is not None and XML_ILLEGAL.search(value):
            raise ValueError(f"{value!r} has characters that XML cannot hold")


def oai_identifier(repository_identifier: str, sample_identifier: str) -> etree._Element:
    """How identifiers are made: guidelines-oai-identifier."""
    root = _root("oai-identifier", ns.OAI_IDENTIFIER, ns.OAI_IDENTIFIER_SCHEMA)
    _add(root, "scheme", "oai")
    _add(root, "repositoryIdentifier", repository_identifier)
    _add(root, "delimiter", ":")
    _add(root, "sampleIdentifier", sample_identifier)
    return root


def eprints(policies: Eprints) -> etree._Element:
    """The policies: guidelines-eprints."""
    root = _root("eprints", ns.EPRINTS, ns.EPRINTS_SCHEMA)
    for name, policy in (
        ("content", policies.content),
        ("metadataPolicy", policies.metadata_policy),
        ("dataPolicy", policies.data_policy),
        ("submissionPolicy", policies.submission_policy),
    ):
        if policy is not None:
            element = _add(root, name)
            _add_optional(element, "URL", policy.url)
            _add_optional(element, "text", policy.text)
    for comment in policies.comment:
        _add(root, "comment", comment)
    return root


def branding(icon: Branding) -> etree._Element:
    """The collection's icon: guidelines-branding."""
    root = _root("branding", ns.BRANDING, ns.BRANDING_SCHEMA)
    element = _add(root, "collectionIcon")
    for name, value in (
        ("url", icon.url),
        ("link", icon.link),
        ("title", icon.title),
        ("width", icon.width),
        ("height", icon.height),
    ):
        _add_optional(element, name, None if value is None else str(value))
    return root


def friends(base_urls: Sequence[str]) -> etree._Element:
    """Other repositories worth harvesting: guidelines-friends."""
    root = _root("friends", ns.FRIENDS, ns.FRIENDS_SCHEMA)
    for base_url in base_urls:
        _add(root, "baseURL", base_url)
    return root


def rights_manifest(manifest: RightsManifest) -> etree._Element:
    """Rights over the whole repository's metadata: guidelines-rights."""
    root = _root("rightsManifest", ns.RIGHTS, ns.RIGHTS_MANIFEST_SCHEMA)
    root.set("appliesTo", manifest.applies_to)
    for uri in manifest.rights:
        _add(_add(root, "rights"), "rightsReference").set("ref", uri)
    return root


def _root(name: str, namespace: str, schema: str) -> etree._Element:
    # The registration validator wants the namespace as the default one, on the element itself.
    root = etree.Element(f"{{{namespace}}}{name}", nsmap={None: namespace, "xsi": ns.XSI})
    root.set(ns.SCHEMA_LOCATION, f"{namespace} {schema}")
    return root


def _add(parent: etree._Element, name: str, text: str | None = None) -> etree._Element:
    element = etree.SubElement(parent, etree.QName(etree.QName(parent).namespace, name))
    element.text = text
    return element


def _add_optional(parent: etree._Element, name: str, text: str | None) -> None:
    if text is not None:
        _add(parent, name, text)
