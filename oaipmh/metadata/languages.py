"""Languages by ISO 639, whatever a source calls them: a code of any part, a tag, an English name.

The codes and names are langcodes' knowledge (https://pypi.org/project/langcodes/), after IANA's and
ISO's tables.
"""

from functools import cache, lru_cache
from importlib import import_module
from typing import Any

# ISO 639-2 has a code of its own for these in bibliographies, which MARC and MODS use.
_BIBLIOGRAPHIC = {
    "sqi": "alb",
    "hye": "arm",
    "eus": "baq",
    "bod": "tib",
    "mya": "bur",
    "ces": "cze",
    "zho": "chi",
    "cym": "wel",
    "deu": "ger",
    "nld": "dut",
    "ell": "gre",
    "fas": "per",
    "fra": "fre",
    "kat": "geo",
    "isl": "ice",
    "mkd": "mac",
    "mri": "mao",
    "msa": "may",
    "ron": "rum",
    "slk": "slo",
}
_TERMINOLOGICAL = {code: of for of, code in _BIBLIOGRAPHIC.items()}
# Codes that say that nothing is known, or that there is nothing to know.
_NO_LANGUAGE = frozenset({"", "und", "zxx", "mis", "mul", "n/a", "none", "other", "xx", "unknown"})
_LONGEST_CODE = 3


@cache
def _langcodes() -> Any:  # noqa: ANN401 - imported when it is needed: it reads its tables
    return import_module("langcodes")


@lru_cache(maxsize=4096)
def iso_639_3(text: str) -> str | None:
    """The three-letter code of ISO 639-3 (`eng`); None when the text names no language."""
    word = text.strip().replace("_", "-").rpartition("/")[2].lower()
    if word in _NO_LANGUAGE:
        return None
    head = word.partition("-")[0]
    if len(head) <= _LONGEST_CODE and (len(head) == len(word) or "-" in word):
        return _of_tag(_TERMINOLOGICAL.get(head, head))
    return _of_name(word)


def iso_639_2b(text: str) -> str | None:
    """The code of ISO 639-2 for bibliographies, as MARC has it (`ger`); None as above.

    ISO 639-2 has fewer languages than ISO 639-3: one that it lacks keeps the latter's code.
    """
    code = iso_639_3(text)
    return None if code is None else _BIBLIOGRAPHIC.get(code, code)


@lru_cache(maxsize=4096)
def language_tag(text: str) -> str | None:
    """The shortest tag of BCP 47 for the language itself (`en`); None as above."""
    code = iso_639_3(text)
    return None if code is None else str(_langcodes().standardize_tag(code))


def _of_tag(tag: str) -> str | None:
    try:
        language = _langcodes().Language.get(tag)
        return str(language.to_alpha3()) if language.is_valid() else None
    except LookupError:  # no such code, or no tag at all
        return None
    except ValueError:
        return None


def _of_name(name: str) -> str | None:
    try:
        return str(_langcodes().find(name).to_alpha3())
    except LookupError:
        return None
    except UnicodeError:  # half a character, which no name has
        return None
