"""Vocabularies of subjects, places and genres: the names that schemes have, and their codes.

The codes are those of the Library of Congress (https://www.loc.gov/standards/sourcelist/), which
MARC and MODS share.
"""

import re

_CODES = {
    "LCSH": "lcsh",
    "LCSHAC": "lcshac",
    "MeSH": "mesh",
    "NAL": "nal",
    "CSH": "csh",
    "RVM": "rvm",
    "FAST": "fast",
    "AAT": "aat",
    "TGN": "tgn",
    "LCNAF": "naf",
    "MSC": "msc",
    "JEL": "jel",
    "DDC": "ddc",
    "LCC": "lcc",
    "NLM": "nlm",
    "UDC": "udc",
}
CLASSIFICATIONS = frozenset(("ddc", "lcc", "nlm", "udc"))
"""The codes of what classes things rather than names subjects."""
_WORD = re.compile(r"[^\W\d_]{4}")
_BY_SPELLING = {
    **{name.lower(): code for name, code in _CODES.items()},
    **{code: code for code in _CODES.values()},
    "nlmc": "nlm",
    "library of congress subject headings": "lcsh",
    "medical subject headings": "mesh",
    "dewey": "ddc",
    "dewey decimal classification": "ddc",
    "library of congress classification": "lcc",
    "universal decimal classification": "udc",
    "faceted application of subject terminology": "fast",
}


def vocabulary_code(scheme: str | None) -> str:
    """A vocabulary's code, however its scheme is written (`LCSH`, `dcterms:DDC`, `mesh`).

    Of one that is not known, the scheme as it is; empty where there is none, or where the scheme
    is one of DCMI's for how a value is written (`dcterms:W3CDTF`).
    """
    if not scheme:
        return ""
    local = scheme.removeprefix("dcterms:")
    known = _BY_SPELLING.get(local.lower())
    return known or (scheme if local == scheme else "")


def is_class_number(text: str) -> bool:
    """Whether a class is given by its number (`HD28`, `551.525`), without words."""
    return _WORD.search(text) is None
