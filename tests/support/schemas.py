"""Judging responses by the schemas, strictly, as a validator would."""

from functools import lru_cache
from pathlib import Path

from lxml import etree

_NAMESPACES = {
    "http://www.openarchives.org/OAI/2.0/": "OAI/2.0/OAI-PMH.xsd",
    "http://www.openarchives.org/OAI/2.0/oai_dc/": "OAI/2.0/oai_dc.xsd",
    "http://www.openarchives.org/OAI/2.0/oai-identifier": "OAI/2.0/oai-identifier.xsd",
    "http://www.openarchives.org/OAI/2.0/provenance": "OAI/2.0/provenance.xsd",
    "http://www.openarchives.org/OAI/2.0/rights/": "OAI/2.0/rightsManifest.xsd",
    "http://www.openarchives.org/OAI/2.0/branding/": "OAI/2.0/branding.xsd",
    "http://www.openarchives.org/OAI/2.0/friends/": "OAI/2.0/friends.xsd",
    "http://www.openarchives.org/OAI/1.1/eprints": "OAI/1.1/eprints.xsd",
}


class Schemas:
    """All schemas that a response of ours may name, as one; lenient where they are not at hand."""

    def __init__(self, shared: Path | None) -> None:
        self.available = shared is not None
        self._schema = None
        if shared is not None:
            imports = "".join(
                f'<import namespace="{namespace}"'
                f' schemaLocation="{(shared / "schemas/www.openarchives.org" / path).as_uri()}"/>'
                for namespace, path in _NAMESPACES.items()
            )
            schema = f'<schema xmlns="http://www.w3.org/2001/XMLSchema">{imports}</schema>'
            self._schema = etree.XMLSchema(etree.XML(schema))

    def validate(self, body: bytes) -> etree._Element:
        """The response's root, valid.

        Raises:
            AssertionError: it is not valid; the message has the first faults.
        """
        root = etree.fromstring(body)
        if self._schema is not None and not self._schema.validate(root):
            faults = "\n".join(str(fault) for fault in list(self._schema.error_log)[:5])
            raise AssertionError(f"{faults}\n{body[:2000].decode()}")
        return root


def faults(element: etree._Element, schema_url: str, shared: Path) -> list[str]:
    """What is wrong with an element by the schema at an address, as validators load it: nothing.

    The element is written and read again first, as a harvester would have it.
    """
    return _faults(element, _schema(shared / "schemas" / schema_url.partition("://")[2]))


def _faults(element: etree._Element, schema: etree.XMLSchema) -> list[str]:
    schema.validate(etree.fromstring(etree.tostring(element)))
    return [str(fault) for fault in schema.error_log]


@lru_cache
def _schema(path: Path) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(path))


def faults_within(element: etree._Element, namespace: str, included: Path) -> list[str]:
    """As `faults`, by a schema that only puts another one into a namespace."""
    return _faults(element, _including(namespace, included))


@lru_cache
def _including(namespace: str, included: Path) -> etree.XMLSchema:
    schema = (
        f'<schema xmlns="http://www.w3.org/2001/XMLSchema" targetNamespace="{namespace}"'
        f' elementFormDefault="qualified"><include schemaLocation="{included.as_uri()}"/></schema>'
    )
    return etree.XMLSchema(etree.XML(schema))
