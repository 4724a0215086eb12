"""JSON Lines: one item a line, in the shape the API uses too; a line with `setSpec` names a set.

`{"identifier": "oai:…", "datestamp": "…Z", "deleted": false, "sets": ["a:b"], "metadata":
{"title": ["…"], "creator": [{"value": "…", "lang": "…", "uri": "…", "scheme": "…"}]},
"about": ["<provenance …/>"]}`. Only `identifier` is required, and `metadata` unless deleted.
"""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any, BinaryIO

from oaipmh.metadata.description import Description, Statement
from oaipmh.metadata.dublin_core import ELEMENT_OF, suggest_property
from oaipmh.readers.incoming import Incoming, IncomingItem, IncomingSet, Unreadable

MAX_LINE_BYTES = 16 * 1024 * 1024
_KEPT_OF_LONG_LINE = 10_000
_ITEM_KEYS = {"identifier", "datestamp", "deleted", "sets", "metadata", "about"}
_SET_KEYS = {"setSpec", "setName", "setDescription"}
_VALUE_KEYS = {"value", "lang", "uri", "scheme"}


class ShapeError(ValueError):
    """The JSON is not an item's; the message names the place."""


def read(source: BinaryIO) -> Iterator[Incoming]:
    """Yield the items and sets of a stream of lines."""
    number = 0
    while line := source.readline(MAX_LINE_BYTES + 1):
        number += 1
        position = f"line {number}"
        if len(line) > MAX_LINE_BYTES:
            _skip_line(source, line)
            reason = f"the line is longer than {MAX_LINE_BYTES} bytes"
            yield Unreadable(position, line[:_KEPT_OF_LONG_LINE], reason)
        elif line.strip():
            yield _read_line(line, position)


def _skip_line(source: BinaryIO, chunk: bytes) -> None:
    while chunk and not chunk.endswith(b"\n"):
        chunk = source.readline(MAX_LINE_BYTES)


def _read_line(line: bytes, position: str) -> Incoming:
    try:
        content = json.loads(line.decode("utf-8-sig"), object_pairs_hook=_without_repetition)
        return parse_line(content, line, position)
    except UnicodeDecodeError as error:
        return Unreadable(position, line, f"not UTF-8 at byte {error.start}")
    except ShapeError as error:
        return Unreadable(position, line, str(error))
    except json.JSONDecodeError as error:
        return Unreadable(position, line, f"not JSON: {error.msg} at column {error.colno}")
    except (ValueError, RecursionError) as error:
        return Unreadable(position, line, f"not JSON: {error}")


def _without_repetition(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose keys are all different: of two alike, one would be lost.

    Raises:
        ShapeError: a key stands twice.
    """
    content = dict(pairs)
    if len(content) < len(pairs):
        counts = Counter(name for name, _ in pairs)
        repeated = next(name for name, count in counts.items() if count > 1)
        raise ShapeError(f"the key {repeated!r} stands twice: give its values as a list")
    return content


def parse_line(content: Any, raw: bytes, position: str) -> IncomingItem | IncomingSet:  # noqa: ANN401 - whatever JSON holds
    """One decoded line.

    Raises:
        ShapeError: it is neither an item nor a set.
    """
    if not isinstance(content, dict):
        raise ShapeError("expected a JSON object")
    if "setSpec" in content:
        return _parse_set(content, position)
    _only(content, _ITEM_KEYS, "the item")
    deleted = content.get("deleted", False)
    if not isinstance(deleted, bool):
        raise ShapeError("deleted: expected true or false")
    return IncomingItem(
        position=position,
        raw=raw,
        identifier=_string(content, "identifier"),
        deleted=deleted,
        datestamp=_string(content, "datestamp") if "datestamp" in content else None,
        set_specs=_strings(content, "sets"),
        description=_description(content.get("metadata", {})),
        abouts=tuple(about.encode("utf-8", "replace") for about in _strings(content, "about")),
    )


def _parse_set(content: dict[str, Any], position: str) -> IncomingSet:
    _only(content, _SET_KEYS, "the set")
    description = _string(content, "setDescription") if content.get("setDescription") else None
    name = _string(content, "setName") if "setName" in content else ""
    return IncomingSet(position, _string(content, "setSpec"), name, description)


def _description(metadata: Any) -> Description:  # noqa: ANN401 - whatever JSON holds
    if not isinstance(metadata, dict):
        raise ShapeError("metadata: expected an object of Dublin Core properties")
    statements = []
    for name, values in metadata.items():
        if name not in ELEMENT_OF:
            raise ShapeError(
                f"metadata: {name!r} is no Dublin Core element or DCMI term{suggest_property(name)}"
            )
        entries = values if isinstance(values, list) else [values]
        statements += [
            _statement(name, entry, f"metadata.{name}[{place}]")
            for place, entry in enumerate(entries)
        ]
    return tuple(statements)


def _statement(name: str, entry: Any, place: str) -> Statement:  # noqa: ANN401 - whatever JSON holds
    if isinstance(entry, str):
        return Statement(name, entry)
    if not isinstance(entry, dict):
        raise ShapeError(f'{place}: expected a string or {{"value", "lang", "uri", "scheme"}}')
    _only(entry, _VALUE_KEYS, place)
    fields = {key: value for key, value in entry.items() if value is not None}
    for key, value in fields.items():
        if not isinstance(value, str):
            raise ShapeError(f"{place}.{key}: expected a string")
    if "value" not in fields:
        raise ShapeError(f"{place}: value is missing")
    return Statement(name, **fields)


def _only(content: dict[str, Any], known: set[str], place: str) -> None:
    unknown = sorted(content.keys() - known)
    if unknown:
        raise ShapeError(f"{place} has the unknown key {unknown[0]!r}; known: {sorted(known)}")


def _string(content: dict[str, Any], key: str) -> str:
    value = content.get(key)
    if not isinstance(value, str):
        raise ShapeError(f"{key}: expected a string")
    return value


def _strings(content: dict[str, Any], key: str) -> tuple[str, ...]:
    values = content.get(key, [])
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise ShapeError(f"{key}: expected a list of strings")
    return tuple(values)
