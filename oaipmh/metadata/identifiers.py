"""Identifiers by scheme: recognised, checked, and written as the URI that the field uses.

What a scheme's identifier looks like is idutils' knowledge; which URI we serve is decided here.
"""

from collections.abc import Callable
from functools import cache, lru_cache
from importlib import import_module
from typing import Any, NamedTuple
from urllib.parse import quote

from oaipmh.metadata.description import Statement
from oaipmh.metadata.text import unquoted


@cache
def _idutils() -> Any:  # noqa: ANN401 - a module without types
    """The library, imported when it is needed: that takes as long as the rest of the program."""
    return import_module("idutils")


def _https(scheme: str) -> Callable[[str], str]:
    return lambda value: str(_idutils().to_url(value, scheme, "https"))


def _doi(value: str) -> str:
    """A DOI may hold anything, `<` and blanks too; a URI may not."""
    return "https://doi.org/" + quote(value, safe="/:;()._-~!$&'*+,=@%", errors="replace")


def _isni(value: str) -> str:
    return "https://isni.org/isni/" + value.rpartition("/")[2].replace(" ", "")


# Scheme as a statement names it -> idutils' name, and how its URI is made of the normal form.
_SCHEMES: dict[str, tuple[str, Callable[[str], str]]] = {
    "DOI": ("doi", _doi),
    "Handle": ("handle", _https("handle")),
    "ISSN": ("issn", lambda value: f"urn:issn:{value}"),
    "ISBN": ("isbn", lambda value: f"urn:isbn:{value.replace('-', '')}"),
    "PMID": ("pmid", lambda value: f"https://pubmed.ncbi.nlm.nih.gov/{value}"),
    "PMCID": ("pmcid", lambda value: f"https://www.ncbi.nlm.nih.gov/pmc/articles/{value}/"),
    "arXiv": ("arxiv", lambda value: f"https://arxiv.org/abs/{value.removeprefix('arXiv:')}"),
    "ORCID": ("orcid", lambda value: f"https://orcid.org/{value}"),
    "ROR": ("ror", lambda value: f"https://ror.org/{value}"),
    "ISNI": ("isni", _isni),
    "VIAF": ("viaf", _https("viaf")),
    "GND": ("gnd", _https("gnd")),
}
_BY_LOWER = {name.lower(): name for name in _SCHEMES} | {"hdl": "Handle", "pubmed": "PMID"}
_RECOGNISED = ("DOI", "ORCID", "ROR", "Handle", "arXiv")
# Numbers that mean something only where somebody says what they are are not looked for.
_SIGNS = {
    "DOI": ("10.", "doi:", "https://doi.org/", "http://doi.org/", "http://dx.doi.org/"),
    "ORCID": ("https://orcid.org/", "http://orcid.org/"),
    "ROR": ("https://ror.org/", "http://ror.org/"),
    "Handle": ("hdl:", "https://hdl.handle.net/", "http://hdl.handle.net/"),
    "arXiv": ("arxiv:",),
}

_ANY_SIGN = tuple(sign for signs in _SIGNS.values() for sign in signs)


def has_uris(scheme: str) -> bool:
    """Whether it is known here which URIs a scheme's identifiers have."""
    return scheme.strip().lower() in _BY_LOWER


@lru_cache(maxsize=4096)
def identifier_uri(value: str, scheme: str) -> str | None:
    """The URI of an identifier in a scheme (`DOI`, `issn`, …); None when it is no such thing."""
    name = _BY_LOWER.get(scheme.strip().lower())
    if name is None:
        return None
    known_as, make = _SCHEMES[name]
    text = value.strip()
    if not getattr(_idutils(), f"is_{known_as}")(text):
        return None
    return make(str(_idutils().normalize_pid(text, known_as)))


def identifier_statement(
    value: str, scheme: str | None = None, *, property_: str = "identifier"
) -> Statement:
    """An identifier as a statement: the URI with its scheme's name, or the text as it came.

    Without a scheme, only what shows its own (`10.…`, `hdl:…`, `https://orcid.org/…`) is known.
    """
    text = value.strip()
    lower = text.lower()
    for name in [scheme] if scheme else _RECOGNISED if lower.startswith(_ANY_SIGN) else ():
        if scheme or lower.startswith(_SIGNS[name]):
            uri = identifier_uri(text, name)
            if uri is not None:
                return Statement(property_, uri, scheme=_BY_LOWER[name.strip().lower()])
    return Statement(property_, text, scheme=scheme.strip() if scheme else None)


def locator_statement(value: str, *, property_: str = "identifier") -> Statement:
    """What may be a URL as a statement: by the scheme it shows, else as `dcterms:URI`."""
    statement = identifier_statement(value, property_=property_)
    is_url = statement.scheme is None and statement.value.lower().startswith(("http:", "https:"))
    return statement._replace(scheme="dcterms:URI") if is_url else statement


class Identifier(NamedTuple):
    """An identifier by scheme: as the scheme itself writes it, and as a URI where it has one.

    `scheme` is one of ours (`DOI`, `Handle`, `ISBN`, …), `URL`, `URN` or `ARK`, what the source
    calls it, or empty.
    """

    scheme: str
    value: str
    uri: str | None


_BARE = {
    "DOI": "https://doi.org/",
    "Handle": "https://hdl.handle.net/",
    "ISSN": "urn:issn:",
    "ISBN": "urn:isbn:",
    "PMID": "https://pubmed.ncbi.nlm.nih.gov/",
    "PMCID": "https://www.ncbi.nlm.nih.gov/pmc/articles/",
    "arXiv": "https://arxiv.org/abs/",
    "ORCID": "https://orcid.org/",
    "ROR": "https://ror.org/",
    "ISNI": "https://isni.org/isni/",
    "LCCN": "https://lccn.loc.gov/",
}
_ANY_BARE = tuple(_BARE.values())
_URLS = ("http://", "https://", "ftp://")
_ARK = "ark:/"
# What names nothing, for nothing comes after it.
_BEGINNINGS = frozenset((*_BARE.values(), *_URLS, "urn:", _ARK))


def identifier_of(statement: Statement) -> Identifier:
    """What a statement of any property names as an identifier: its value URI, else its value.

    Readers write known identifiers as URIs; who wrote the description by hand may have written
    `10.1108/…` or `doi:10.1108/…`, or a number beside its scheme.
    """
    return _identifier_of(statement.uri or statement.value, statement.scheme)


@lru_cache(maxsize=8192)
def _identifier_of(text: str, scheme: str | None) -> Identifier:
    if text.strip().lower() in _BEGINNINGS:
        return Identifier("", text, None)
    known = _BY_LOWER.get((scheme or "").strip().lower())
    if text.startswith(_ANY_BARE):
        name = next(name for name, beginning in _BARE.items() if text.startswith(beginning))
        return _bare(name, text)
    named = identifier_statement(text, known)
    if named.scheme in _BARE and named.value.startswith(_BARE[named.scheme]):
        return _bare(named.scheme, named.value)
    return _other_identifier(text, scheme)


def _bare(scheme: str, uri: str) -> Identifier:
    value = uri.removeprefix(_BARE[scheme]).rstrip("/")
    return Identifier(scheme, unquoted(value) if scheme == "DOI" else value, uri)


def _other_identifier(text: str, scheme: str | None) -> Identifier:
    lower = text.lower()
    if _ARK in lower:
        return Identifier(
            "ARK", text[lower.index(_ARK) :], text if lower.startswith(_URLS) else None
        )
    if lower.startswith(_URLS):
        scheme_of_url, _, rest = text.partition("://")
        url = f"{scheme_of_url.lower()}://{rest}"
        return Identifier("URL", url, url)
    if lower.startswith("urn:"):
        return Identifier("URN", text, text)
    return Identifier(
        "" if scheme is None or ":" in scheme or "/" in scheme else scheme, text, None
    )
