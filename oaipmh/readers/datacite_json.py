"""DataCite JSON: the objects of its API, pages of them, or bare attributes, in whatever order.

https://support.datacite.org/docs/api-get-lists. An object may stand on a line of its own
(DataCite's data files), over many lines, in an array, or in a page: `{"data": [...]}`.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from typing import Any, BinaryIO

from oaipmh.readers import datacite
from oaipmh.readers.datacite import attributes as json_attributes
from oaipmh.readers.incoming import (
    Described,
    Incoming,
    NoItem,
    Undescribable,
    Unreadable,
    item_or_why,
)
from oaipmh.readers.json_objects import BrokenJson, JsonObject, read_objects

_SIGNS = re.compile(
    rb'"type"\s*:\s*"dois"|"schemaVersion"\s*:\s*"https?://datacite\.org|"resourceTypeGeneral"'
    rb'|"(?:titles|creators)"\s*:.*"doi"\s*:\s*"|"doi"\s*:\s*".*"(?:titles|creators)"\s*:',
    re.DOTALL,
)
_INSTANT = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d+)?Z", re.ASCII)


def looks_like(beginning: bytes) -> bool:
    """Whether a source begins as DataCite's JSON does."""
    text = beginning.removeprefix(b"\xef\xbb\xbf").lstrip()
    return text[:1] in (b"{", b"[") and _SIGNS.search(text) is not None


def read(source: BinaryIO) -> Iterator[Incoming]:
    """Yield the items of a stream of objects; what cannot be read says where and why."""
    numbers = count(1)
    for found in read_objects(source):
        if isinstance(found, BrokenJson):
            yield Unreadable(f"object {next(numbers)}", found.raw, found.reason)
        else:
            for raw, entry in _entries(found):
                yield _read_entry(raw, entry, f"object {next(numbers)}")


def _entries(found: JsonObject) -> Iterator[tuple[bytes, Any]]:
    """The DOIs of an object: it is one itself, or has one, or a page of them, as its `data`."""
    entries = found.content.get("data", found.content)
    if not isinstance(entries, list):
        yield found.raw, entries
        return
    for entry in entries:
        yield json.dumps(entry, separators=(",", ":")).encode(), entry


def _read_entry(raw: bytes, entry: Any, position: str) -> Incoming:  # noqa: ANN401 - JSON
    return item_or_why(position, raw, lambda: _describe(entry))


def _describe(entry: Any) -> Described:  # noqa: ANN401 - whatever JSON holds
    """What an object of the API says.

    Only a findable DOI is public. A registered one was taken out of the index, so it counts as
    deleted; a draft was never in it.

    Raises:
        NoItem: it is a draft.
        Undescribable: it is no DataCite metadata.
    """
    attributes = entry.get("attributes", entry) if isinstance(entry, dict) else None
    if not isinstance(attributes, dict):
        raise Undescribable("expected an object of the DataCite API, or its attributes")
    state = attributes.get("state")
    if state == "draft":
        raise NoItem("the DOI is a draft, which DataCite shows to nobody: publish it first")
    doi = {"doi": attributes.get("doi") or entry.get("id")}
    told = doi if state == "registered" else attributes | doi
    described = datacite.described(json_attributes.resource_of(told))
    updated = _INSTANT.fullmatch(str(attributes.get("updated")))
    return replace(
        described,
        description=() if state == "registered" else described.description,
        deleted=state == "registered",
        datestamp=f"{updated.group(1)}Z" if updated else None,
    )
