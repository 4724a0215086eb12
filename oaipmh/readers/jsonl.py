"""JSON Lines: one item a line, in the shape the API uses too; a line with `setSpec` names a set.

`{"identifier": "oai:…", "datestamp": "…Z", "deleted": false, "sets": ["a:b"], "metadata":
{"title": ["…"], "creator": [{"value": "…", "lang": "…", "uri": "…", "scheme": "…"}]},
"about": ["<provenance …/>"]}`. Only `identifier` is required, and `metadata` unless deleted.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, BinaryIO

from oaipmh.metadata.description import Description, Statement
from oaipmh.metadata.dublin_core import ELEMENT_OF, suggest_property
from oaipmh.protocol.syntax import is_identifier
from oaipmh.readers.incoming import Incoming, IncomingItem, IncomingSet, Unreadable

MAX_LINE_BYTES = 16 * 1024 * 1024
_KEPT_OF_LONG_LINE = 10_000
_ITEM_KEYS = {"identifier", "datestamp", "deleted", "sets", "metadata", "about"}
_SET_KEYS = {"setSpec", "setName", "setDescription"}
_VALUE_KEYS = {"value", "lang", "uri", "scheme"}


class ShapeError(ValueError):
    """The JSON is not an item's; the message names the place, `field` is its path if it has one."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


def looks_like(beginning: bytes) -> bool:
    """Whether a file that begins so is JSON Lines."""
    return beginning.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{")


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
    content = None
    try:
        content = decode_line(line)
        return parse_line(content, line, position)
    except ShapeError as error:
        return Unreadable(position, line, str(error), _identifier(content))


def _identifier(content: Any) -> str | None:  # noqa: ANN401 - whatever JSON holds
    """Whose line it is, where that can be told though the line cannot be taken."""
    identifier = content.get("identifier") if isinstance(content, dict) else None
    if not isinstance(identifier, str) or not is_identifier(identifier.strip()):
        return None
    return identifier.strip()


def decode_line(line: bytes) -> Any:  # noqa: ANN401 - whatever JSON holds
    """One line, or any one JSON text, decoded.

    Raises:
        ShapeError: it is no JSON, or has a key twice.
    """
    try:
        return _DECODER.decode(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ShapeError(f"not UTF-8 at byte {error.start}") from None
    except ShapeError:
        raise
    except json.JSONDecodeError as error:
        raise ShapeError(f"not JSON: {error.msg} at column {error.colno}") from None
    except (ValueError, RecursionError) as error:
        raise ShapeError(f"not JSON: {error}") from None


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


_DECODER = json.JSONDecoder(object_pairs_hook=_without_repetition)


def parse_line(content: Any, raw: bytes, position: str) -> IncomingItem | IncomingSet:  # noqa: ANN401 - whatever JSON holds
    """One decoded line.

    Raises:
        ShapeError: it is neither an item nor a set.
    """
    if not isinstance(content, dict):
        raise ShapeError("expected a JSON object")
    if "setSpec" in content:
        return _parse_set(content, position)
    _only(content, _ITEM_KEYS)
    deleted = _deleted(content)
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


def find_faults(content: Any) -> Iterator[ShapeError]:  # noqa: ANN401 - whatever JSON holds
    """All that is wrong with a decoded line, of which `parse_line` raises the first."""
    is_item = isinstance(content, dict) and "setSpec" not in content
    checks = _checks(content) if is_item else [partial(parse_line, content, b"", "")]
    for check in checks:
        try:
            check()
        except ShapeError as error:
            yield error


def _checks(content: dict[str, Any]) -> Iterator[Callable[[], object]]:
    """Every part of an item is looked at by itself."""
    for key in content:
        yield partial(_only, {key: None}, _ITEM_KEYS)
    yield partial(_string, content, "identifier")
    if "datestamp" in content:
        yield partial(_string, content, "datestamp")
    yield partial(_deleted, content)
    yield partial(_strings, content, "sets")
    yield partial(_strings, content, "about")
    metadata = content.get("metadata", {})
    if not isinstance(metadata, dict):
        yield partial(_description, metadata)
        return
    for name, values in metadata.items():
        yield partial(_description, {name: []})
        for place, entry in enumerate(values if isinstance(values, list) else [values]):
            if not isinstance(entry, str):
                yield partial(_statement, name, entry, place)


def _parse_set(content: dict[str, Any], position: str) -> IncomingSet:
    _only(content, _SET_KEYS)
    description = _string(content, "setDescription") if content.get("setDescription") else None
    name = _string(content, "setName") if "setName" in content else ""
    return IncomingSet(position, _string(content, "setSpec"), name, description)


def _deleted(content: dict[str, Any]) -> bool:
    deleted = content.get("deleted", False)
    if not isinstance(deleted, bool):
        raise ShapeError("deleted: expected true or false", "deleted")
    return deleted


def _description(metadata: Any) -> Description:  # noqa: ANN401 - whatever JSON holds
    if not isinstance(metadata, dict):
        raise ShapeError("metadata: expected an object of Dublin Core properties", "metadata")
    statements = []
    for name, values in metadata.items():
        if name not in ELEMENT_OF:
            raise ShapeError(
                f"metadata: {name!r} is no Dublin Core element or DCMI term"
                f"{suggest_property(name)}",
                f"metadata.{name}",
            )
        entries = values if isinstance(values, list) else [values]
        statements += [
            Statement(name, entry) if type(entry) is str else _statement(name, entry, place)
            for place, entry in enumerate(entries)
        ]
    return tuple(statements)


def _statement(name: str, entry: Any, number: int) -> Statement:  # noqa: ANN401 - any JSON
    place = f"metadata.{name}[{number}]"
    if not isinstance(entry, dict):
        raise ShapeError(
            f'{place}: expected a string or {{"value", "lang", "uri", "scheme"}}', place
        )
    _only(entry, _VALUE_KEYS, place)
    fields = {key: value for key, value in entry.items() if value is not None}
    for key, value in fields.items():
        if not isinstance(value, str):
            raise ShapeError(f"{place}.{key}: expected a string", f"{place}.{key}")
    if "value" not in fields:
        raise ShapeError(f"{place}: value is missing", f"{place}.value")
    return Statement(name, **fields)


def _only(content: dict[str, Any], known: set[str], place: str = "") -> None:
    if not content.keys() <= known:
        unknown = min(content.keys() - known)
        where = place or "the line"
        message = f"{where} has the unknown key {unknown!r}; known: {sorted(known)}"
        raise ShapeError(message, f"{place}.{unknown}".lstrip("."))


def _string(content: dict[str, Any], key: str) -> str:
    value = content.get(key)
    if not isinstance(value, str):
        raise ShapeError(f"{key}: expected a string", key)
    return value


def _strings(content: dict[str, Any], key: str) -> tuple[str, ...]:
    values = content.get(key, [])
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise ShapeError(f"{key}: expected a list of strings", key)
    return tuple(values)
