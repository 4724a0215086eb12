"""Languages by ISO 639, whatever a source calls them: a code of any part, a tag, an English name.

The codes and names are those of the library langcodes, after the tables of IANA and ISO.
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
# What ISO 639-2 has beside the languages that ISO 639-1 has too, without groups of languages.
_ONLY_THREE_LETTERS = frozenset(
    """
    ace ach ada ady afh ain akk ale alt ang anp arc arn arp arw ast awa bal ban bas bej bem bho bik
    bin bla bra bua bug byn cad car ceb chb chg chk chm chn cho chp chr chy cnr cop crh csb dak dar
    del den dgr din doi dsb dua dum dyu efi egy eka elx enm ewo fan fat fil fon frm fro frr frs fur
    gaa gay gba gez gil gmh goh gon gor got grb grc gsw gwi hai haw hil hit hmn hsb hup iba ilo inh
    jbo jpr jrb kaa kab kac kam kaw kbd kha kho kmb kok kos kpe krc krl kru kum kut lad lah lam lez
    lol loz lua lui lun luo lus mad mag mai mak man mas mdf mdr men mga mic min mnc mni moh mos mus
    mwl mwr myv nap nds new nia niu nog non nqo nso nwc nym nyn nyo nzi osa ota pag pal pam pap pau
    peo phn pon pro raj rap rar rom rup sad sah sam sas sat scn sco sel sga shn sid sma smj smn sms
    snk sog srn srr suk sus sux syc syr tem ter tet tig tiv tkl tlh tli tmh tog tpi tsi tum tvl tyv
    udm uga umb vai vot wal war was xal yao yap zap zbl zen zgh zun zza
    """.split()  # noqa: SIM905 - codes to be read, in few lines
)
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
def is_in_iso_639_2(code: str) -> bool:
    """Whether ISO 639-2 has a language that ISO 639-3 has by this code."""
    return code in _ONLY_THREE_LETTERS or len(language_tag(code) or code) == len("en")


@lru_cache(maxsize=4096)
def language_tag(text: str) -> str | None:
    """The shortest tag of BCP 47 for the language itself (`en`); None as above."""
    code = iso_639_3(text)
    return None if code is None else str(_langcodes().standardize_tag(code))


def _of_tag(tag: str) -> str | None:
    if not tag.isalpha():  # langcodes takes a number for a language, as it is one of a region
        return None
    try:
        language = _langcodes().Language.get(tag)
        return str(language.to_alpha3()) if language.is_valid() else None
    except (LookupError, ValueError):  # no such code; no tag at all
        return None


def _of_name(name: str) -> str | None:
    if not name.isprintable():  # langcodes' tables fail on control characters
        return None
    try:
        return str(_langcodes().find(name).to_alpha3())
    except LookupError:
        return None
