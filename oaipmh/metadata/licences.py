"""Licences: the URL that says what may be done with an item, and what people call it."""

import re
from typing import NamedTuple

from oaipmh.metadata.description import Statement

_CREATIVE_COMMONS = re.compile(
    r"https?://(?:www\.)?creativecommons\.org/(?P<kind>licenses|publicdomain)/"
    r"(?P<code>[a-z-]+)(?:/(?P<version>[0-9.]+)(?:/(?P<place>(?!legalcode|deed)[a-z-]+))?)?(?:/.*)?",
    re.IGNORECASE,
)
_IN_WORDS = re.compile(
    r"\W*cc[ -](?P<code>by(?:-(?:nc-sa|nc-nd|nc|nd|sa))?)[ -]?(?P<version>[1-4]\.[0-9])?\W*",
    re.IGNORECASE,
)
_CC_LICENCES = "https://creativecommons.org/licenses/"
_NEWEST = "4.0"


class Licence(NamedTuple):
    """A licence: its URL, where it has one, and its name, which may be empty."""

    uri: str | None
    name: str


def licence(statement: Statement) -> Licence:
    """The licence of a `license` or `rights` statement, the URL in the form of its owner."""
    value = statement.value.strip()
    is_url = value.lower().startswith(("http://", "https://"))
    uri = statement.uri or (value if is_url else None)
    if uri is None and (found := _IN_WORDS.fullmatch(value)):
        uri = f"{_CC_LICENCES}{found['code'].lower()}/{found['version'] or _NEWEST}/"
    normal = _normal(uri) if uri else None
    return Licence(normal, _name(normal) if is_url else value)


def is_licence(statement: Statement) -> bool:
    """Whether a `rights` statement is a licence that is known by its URL or its short name."""
    value = statement.uri or statement.value
    return bool(_CREATIVE_COMMONS.match(value.strip()) or _IN_WORDS.fullmatch(value))


def _normal(uri: str) -> str:
    """Creative Commons' own spelling of its URLs: https, lower case, a closing slash."""
    found = _CREATIVE_COMMONS.fullmatch(uri.strip())
    if not found or not found["version"]:
        return uri.strip()
    parts = [found["kind"], found["code"], found["version"], found["place"] or ""]
    return f"https://creativecommons.org/{'/'.join(part for part in parts if part).lower()}/"


def _name(uri: str | None) -> str:
    """What people call a Creative Commons licence; empty for others."""
    found = _CREATIVE_COMMONS.fullmatch(uri or "")
    if not found:
        return ""
    version = f" {found['version']}" if found["version"] else ""
    if found["code"] == "zero":
        return f"CC0{version}"
    return f"CC {found['code'].upper()}{version}" if found["kind"] == "licenses" else ""
