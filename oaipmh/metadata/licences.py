"""Licences: the URL that says what may be done with an item, and what people call it."""

import re
from functools import lru_cache
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
_SPDX_PAGE = re.compile(
    r"https?://spdx\.org/licenses/(?P<identifier>[\w.+-]+?)(?:\.html|\.json)?/?"
)
# By the addresses that their owners and the Open Source Initiative have for them.
_SPDX = {
    "opensource.org/licenses/MIT": "MIT",
    "opensource.org/license/mit": "MIT",
    "opensource.org/licenses/BSD-2-Clause": "BSD-2-Clause",
    "opensource.org/licenses/BSD-3-Clause": "BSD-3-Clause",
    "opensource.org/licenses/Apache-2.0": "Apache-2.0",
    "www.apache.org/licenses/LICENSE-2.0": "Apache-2.0",
    "opendatacommons.org/licenses/by/1-0": "ODC-By-1.0",
    "opendatacommons.org/licenses/odbl/1-0": "ODbL-1.0",
    "opendatacommons.org/licenses/pddl/1-0": "PDDL-1.0",
}
_SPDX_LICENCES = "https://spdx.org/licenses/"
# Of SPDX's identifiers, those of licences that software and data are often under.
_SPDX_NAMES = {
    name.lower(): name
    for name in [
        "AGPL-3.0-only",
        "AGPL-3.0-or-later",
        "Apache-2.0",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "EUPL-1.2",
        "GPL-2.0-only",
        "GPL-2.0-or-later",
        "GPL-3.0-only",
        "GPL-3.0-or-later",
        "ISC",
        "LGPL-3.0-only",
        "LGPL-3.0-or-later",
        "MIT",
        "MPL-2.0",
        "ODbL-1.0",
        "ODC-By-1.0",
        "PDDL-1.0",
    ]
}
_ZERO = re.compile(r"\W*cc[ -]?(?:0|zero)(?:[ -](?:v ?)?1\.0)?(?: universal)?\W*", re.IGNORECASE)
_CC_ZERO = "https://creativecommons.org/publicdomain/zero/1.0/"


class Licence(NamedTuple):
    """A licence: its URL, where it has one, and its name, which may be empty, with its language."""

    uri: str | None
    name: str
    lang: str | None = None

    @property
    def spdx(self) -> str | None:
        """What SPDX calls it (https://spdx.org/licenses/): `CC-BY-4.0`; None where unknown."""
        uri = self.uri or ""
        found = _CREATIVE_COMMONS.fullmatch(uri)
        if found is None:
            known = _SPDX_PAGE.fullmatch(uri)
            return known["identifier"] if known else _SPDX.get(uri.partition("://")[2].rstrip("/"))
        if found["code"] == "zero":
            return "CC0-1.0"
        is_ported = found["place"] or not found["version"]
        if is_ported or found["kind"] != "licenses":
            return None
        return f"CC-{found['code'].upper()}-{found['version']}"


def licence(statement: Statement) -> Licence:
    """The licence of a `license` or `rights` statement, the URL in the form of its owner."""
    value = statement.value.strip()
    is_url = value.lower().startswith(("http://", "https://"))
    uri = statement.uri or (value if is_url else None)
    if uri is None:
        uri = _uri_in_words(value)
    normal = _normal(uri) if uri else None
    return Licence(normal, _name(normal) if is_url else value, statement.lang)


def _uri_in_words(value: str) -> str | None:
    """The address of a licence that is known by its short name."""
    if found := _IN_WORDS.fullmatch(value):
        return f"{_CC_LICENCES}{found['code'].lower()}/{found['version'] or _NEWEST}/"
    if _ZERO.fullmatch(value):
        return _CC_ZERO
    name = _SPDX_NAMES.get(value.lower())
    return _SPDX_LICENCES + name if name else None


def is_licence(statement: Statement) -> bool:
    """Whether a `rights` statement is a licence that is known by its URL or its short name."""
    return _is_licence(statement.uri or statement.value)


@lru_cache(maxsize=4096)
def _is_licence(value: str) -> bool:
    in_words = _IN_WORDS.fullmatch(value) or _ZERO.fullmatch(value)
    return bool(_CREATIVE_COMMONS.match(value.strip()) or in_words)


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
