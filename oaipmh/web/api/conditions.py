"""Conditional requests: If-Match and If-None-Match, RFC 9110, sections 8.8.3 and 13.

https://www.rfc-editor.org/rfc/rfc9110#section-13. Pure: a tag is an item's digest in hexadecimal.
"""

import re
from dataclasses import dataclass
from enum import Enum

_ANY = "*"
# Empty elements of a list are to be ignored (section 5.6.1).
_TAG = re.compile(r'[ \t,]*(?:(W/)?"([\x21\x23-\x7e\x80-\xff]*)")[ \t]*(?:,[ \t,]*|$)')


class Verdict(Enum):
    """Whether a request is to be done."""

    DO = "do"
    NOT_MODIFIED = "not modified"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class _Tags:
    """A header's tags; `strong` are those of them that are not weak."""

    any: bool
    all: frozenset[str]
    strong: frozenset[str]


@dataclass(frozen=True, slots=True)
class Conditions:
    """What a request wants to be true of the item as it stands."""

    if_match: _Tags | None
    if_none_match: _Tags | None

    @property
    def present(self) -> bool:
        """Whether there is any condition."""
        return self.if_match is not None or self.if_none_match is not None

    def judge(self, tag: str | None, *, reads: bool) -> Verdict:
        """What is to be done with an item of this tag; None where there is no item."""
        match, none_match = self.if_match, self.if_none_match
        if match is not None and (tag is None or not (match.any or tag in match.strong)):
            return Verdict.FAILED
        if none_match is not None and tag is not None and (none_match.any or tag in none_match.all):
            return Verdict.NOT_MODIFIED if reads else Verdict.FAILED
        return Verdict.DO


def parse_conditions(if_match: str | None, if_none_match: str | None) -> Conditions:
    """The conditions of the two headers.

    Raises:
        ValueError: a header is not as RFC 9110 wants it.
    """
    return Conditions(_parse("If-Match", if_match), _parse("If-None-Match", if_none_match))


def write_tag(digest: bytes) -> str:
    """An item's ETag."""
    return f'"{digest.hex()}"'


def _parse(name: str, header: str | None) -> _Tags | None:
    if header is None:
        return None
    header = header.strip()
    if header == _ANY:
        return _Tags(any=True, all=frozenset(), strong=frozenset())
    tags, place = [], 0
    while place < len(header):
        found = _TAG.match(header, place)
        if found is None:
            break
        tags.append((found[1], found[2]))
        place = found.end()
    if not tags or place < len(header):
        raise ValueError(f'{name}: expected * or entity tags in double quotes, such as "0a1b"')
    strong = frozenset(tag for weak, tag in tags if not weak)
    return _Tags(any=False, all=frozenset(tag for _, tag in tags), strong=strong)
