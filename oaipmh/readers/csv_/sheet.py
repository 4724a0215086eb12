"""A spreadsheet as a stream of items: its header first, then row by row in bounded memory.

Where a column is unknown, the whole sheet is refused, since its values would be lost silently.
Positions are rows as a spreadsheet program counts them: the header is row 1.
"""

import csv
from collections.abc import Iterator
from itertools import chain
from typing import BinaryIO

from oaipmh.readers.csv_.columns import (
    NAMELESS,
    PASSED_OVER,
    Column,
    column,
    hint,
    letters,
)
from oaipmh.readers.csv_.lines import MAX_ROW_BYTES, Broken, Lines, Undecodable, first_line
from oaipmh.readers.csv_.row import BadRow, Sheet, item
from oaipmh.readers.incoming import Incoming, Unreadable

MAX_COLUMNS = 1000
_KEPT_OF_BROKEN_ROW = 10_000
_DELIMITERS = ",;\t"
_NAMED_AT_MOST = 3

# The csv module has one limit for everybody; ours, in `lines` and `row`, are reached before it.
csv.field_size_limit(2 * MAX_ROW_BYTES)


class _BadHeader(ValueError):
    """The sheet cannot be read by this header; the message says how to mend it."""


def looks_like(beginning: bytes) -> bool:
    """Whether a source that begins so is a spreadsheet: its first row names a column we know."""
    line = first_line(beginning)
    return any(_known(line, delimiter) for delimiter in _DELIMITERS)


def read(source: BinaryIO) -> Iterator[Incoming]:
    """Yield the items of a spreadsheet; what cannot be read says where and why."""
    lines = Lines(source)
    number = 1
    try:
        first, number = _first_line(lines)
        delimiter = max(_DELIMITERS, key=lambda one: _known(first, one))
        rows = csv.reader(chain([first], lines), delimiter=delimiter, strict=True)
        columns = _columns(next(rows, []))
    except (Broken, Undecodable, csv.Error, _BadHeader) as error:
        yield Unreadable(f"row {number}", lines.take()[:_KEPT_OF_BROKEN_ROW], _reason(error))
        return
    yield from _items(rows, lines, Sheet(lines.take(), columns, delimiter), number)


def _first_line(lines: Lines) -> tuple[str, int]:
    """The first line that is not blank, and the number of its row."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            return line, number
        lines.take()
    return "", 1


def _known(header: str, delimiter: str) -> int:
    """How many names that we know are in the header if this is the delimiter."""
    names = next(csv.reader([header], delimiter=delimiter), [])[:MAX_COLUMNS]
    return sum(found not in (None, NAMELESS, PASSED_OVER) for found in map(column, names))


def _columns(names: list[str]) -> tuple[Column, ...]:
    if len(names) > MAX_COLUMNS:
        raise _BadHeader(f"the header has {len(names)} columns, more than {MAX_COLUMNS}")
    columns = [column(name) for name in names]
    unknown = [place for place, found in enumerate(columns) if found is None]
    if unknown:
        told = [
            f"column {letters(place)}, {names[place][:80]!r}, is no Dublin Core term"
            f" ({hint(names[place])})"
            for place in unknown[:_NAMED_AT_MOST]
        ]
        more = len(unknown) - len(told)
        raise _BadHeader("; ".join([*told, f"and {more} more"] if more else told))
    return tuple(found for found in columns if found is not None)


def _items(
    rows: Iterator[list[str]], lines: Lines, sheet: Sheet, number: int
) -> Iterator[Incoming]:
    while True:
        number += 1
        position = f"row {number}"
        try:
            cells = next(rows, None)
        except Broken as error:
            reason = f"{error}; what stands before was taken, the rest not"
            yield Unreadable(position, lines.take()[:_KEPT_OF_BROKEN_ROW], reason)
            return
        except (csv.Error, Undecodable) as error:
            yield Unreadable(position, sheet.header + lines.take(), _reason(error))
            continue
        if cells is None:
            return
        repairs = (lines.repair,) if lines.repair else ()
        raw = sheet.header + lines.take()
        if any(cell.strip() for cell in cells):
            try:
                yield item(sheet, cells, position, raw, repairs)
            except BadRow as error:
                yield Unreadable(position, raw, str(error))


def _reason(error: Exception) -> str:
    """The error in words, with what to do about it where it is the csv module that speaks."""
    if not isinstance(error, csv.Error):
        return str(error)
    if "unexpected end" in str(error):
        return "a quotation mark opens a cell here, and none closes it before the file ends"
    return f"not CSV: {error}; within a quoted cell, a quotation mark is written twice"
