"""What an endpoint serves, taken whole, each response valid by the schemas."""

import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from lxml import etree

from tests.support.schemas import Schemas

_OAI = "{http://www.openarchives.org/OAI/2.0/}"
PROVENANCE = "{http://www.openarchives.org/OAI/2.0/provenance}"


@dataclass(frozen=True)
class Served:
    """A record as it is served: its metadata in canonical XML, or None where it is deleted."""

    metadata: bytes | None
    sets: frozenset[str]
    abouts: tuple[etree._Element, ...]

    @property
    def origin(self) -> etree._Element:
        """Where its provenance says it is from."""
        (found,) = [
            origin
            for about in self.abouts
            if about.tag == f"{PROVENANCE}provenance"
            for origin in about
        ]
        return found


def served_records(base_url: str, schemas: Schemas, **arguments: str) -> dict[str, Served]:
    """All records of an endpoint by their identifiers; none may come twice."""
    found: dict[str, Served] = {}
    for record in _records(base_url, schemas, {"metadataPrefix": "oai_dc", **arguments}):
        identifier = record.findtext(f"{_OAI}header/{_OAI}identifier") or ""
        assert identifier not in found
        found[identifier] = _served(record)
    return found


def _records(
    base_url: str, schemas: Schemas, arguments: dict[str, str]
) -> Iterator[etree._Element]:
    while arguments:
        query = urlencode({"verb": "ListRecords", **arguments})
        with urllib.request.urlopen(f"{base_url}?{query}", timeout=30) as response:
            root = schemas.validate(response.read())
        yield from root.iter(f"{_OAI}record")
        token = root.findtext(f".//{_OAI}resumptionToken")
        arguments = {"resumptionToken": token} if token else {}


def _served(record: etree._Element) -> Served:
    header, metadata = record[0], record.find(f"{_OAI}metadata")
    deleted = header.get("status") == "deleted"
    assert deleted == (metadata is None)
    return Served(
        None if metadata is None else etree.tostring(metadata[0], method="c14n2"),
        frozenset(one.text or "" for one in header.findall(f"{_OAI}setSpec")),
        tuple(about[0] for about in record.findall(f"{_OAI}about")),
    )
