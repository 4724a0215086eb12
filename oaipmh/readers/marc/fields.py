"""The fields of a MARC 21 record, as text without the punctuation that is only for cards.

https://www.loc.gov/marc/bibliographic/. The punctuation is ISBD's; what follows it is elsewhere.
"""

import re
from collections.abc import Iterable, Iterator

from pymarc import Field, Record

from oaipmh.metadata.identifiers import identifier_uri

_UNSORTED = str.maketrans("", "", "\x88\x89\x98\x9c")  # what stands around articles
_ISBD = " \t\r\n/:;=,"
_BETWEEN_WORDS = re.compile(r"[\s.\-\u2013(]")
# Words that keep their full stop; initials and words with another stop inside (`Ph.D.`) do too.
_ABBREVIATIONS = frozenset(
    """
    abt al approx assn assoc aufl ave bd bros ca cf co col comp corp dept dr ed eds enl etc fasc fig
    figs fl fol ft govt hft hrsg ill illus inc introd jahrg jg jr lfg ltd mr mrs ms mt no nos nr op
    p pp pref pseud pt pts pub publ rev sec ser sr st suppl tab tr trans univ verl vol vols
    """.split()  # noqa: SIM905 - words to be read, in few lines
)
_NAMES_NOBODY = re.compile(
    r"\[?(s\.?\s?[nl]|sine (nomine|loco)|n\. ?(p|pub)|publisher not identified"
    r"|verlag nicht ermittelbar|kustantaja tuntematon)\.?\]?",
    re.IGNORECASE,
)
_PREFIXED = re.compile(r"\(([^)]+)\)\s*(\S.*)")
_AUTHORITIES = {"orcid": "ORCID", "ror": "ROR", "isni": "ISNI", "viaf": "VIAF", "de-588": "GND"}
_FAST = re.compile(r"fst0*([0-9]+)")  # (OCoLC)fst00810745, a heading of OCLC's
_PREFERRED = tuple(f"https://{host}/" for host in ("orcid.org", "ror.org", "isni.org"))


def fields(record: Record, *tags: str) -> Iterator[Field]:
    """The fields of these tags in their order, and what 880 has of them in another script."""
    return (field for field in record.fields if tag_of(field) in tags)


def tag_of(field: Field) -> str:
    """The field's tag; of a field 880, the tag of the field whose script it changes."""
    return (field.get("6") or "")[:3] if field.tag == "880" else field.tag


def indicator(field: Field, place: int) -> str:
    """The first or second indicator; blank where there is none."""
    return field.indicators[place - 1] if field.indicators else " "


def control(record: Record, tag: str) -> str:
    """A control field's text as it stands; empty when there is none."""
    return next((field.data or "" for field in record.get_fields(tag)), "")


def values(field: Field, codes: str) -> list[str]:
    """The subfields of these codes in the field's order, without needless blanks; none empty."""
    found = (plain(subfield.value) for subfield in field.subfields if subfield.code in codes)
    return [value for value in found if value]


def plain(value: str) -> str:
    """A subfield's text without needless blanks and without the marks of what is not sorted."""
    return " ".join(value.translate(_UNSORTED).split())


def name_and_title(field: Field) -> tuple[Field, Field]:
    """The part of a field that names somebody, and the part from $t on that names a work."""
    codes = [subfield.code for subfield in field.subfields]
    at = codes.index("t") if "t" in codes else len(codes)
    parts = (field.subfields[:at], field.subfields[at:])
    name, title = (Field(field.tag, field.indicators, part) for part in parts)
    return name, title


def first(field: Field, codes: str) -> str:
    """The first of these subfields without ending punctuation, or nothing."""
    return next((unpunctuated(value) for value in values(field, codes)), "")


def text(field: Field, codes: str, joint: str = " ") -> str:
    """All of these subfields as one text without ending punctuation."""
    return unpunctuated(joint.join(values(field, codes)))


def sentences(parts: Iterable[str]) -> str:
    """Texts as one, a full stop between them."""
    joined = ""
    for part in filter(None, map(unpunctuated, parts)):
        joined += f"{'' if joined.endswith('.') else '.'} {part}" if joined else part
    return joined


def unpunctuated(value: str) -> str:
    """The text without the punctuation that ISBD ends it with; an abbreviation keeps its stop."""
    value = value.strip().rstrip(_ISBD)
    if not value.endswith(".") or _keeps_its_stop(value[:-1]):
        return value
    return value[:-1].rstrip(_ISBD)


def _keeps_its_stop(value: str) -> bool:
    """Whether a text ends with an abbreviation, an initial, or stops that mean something."""
    if value.rstrip().endswith("."):
        return True
    if value.endswith((" ", ")", "]", '"', "-")):
        return False
    word = _BETWEEN_WORDS.split(value)[-1]
    is_initial = len(word) == 1 and not word.isdecimal()
    within = value[: len(value) - len(word)].endswith(".")  # the last part of `Ph.D`
    return is_initial or word.lower() in _ABBREVIATIONS or within


def about_part(field: Field, words: str) -> str:
    """The words, and before them the part of the item that they are about: `Diaries: 3 v.`."""
    part = first(field, "3")
    return f"{part}: {words}" if part and words else words


def is_named(name: str) -> bool:
    """Whether a publisher or place has a name, rather than words for having none."""
    return bool(name) and not _NAMES_NOBODY.fullmatch(name)


def value_uri(field: Field) -> str | None:
    """What $1 or $0 says identifies the thing that the field names; ORCID, ROR and ISNI first."""
    uris = [uri for value in values(field, "1") + values(field, "0") if (uri := _uri(value))]
    return next((uri for uri in uris if uri.startswith(_PREFERRED)), uris[0] if uris else None)


def _uri(value: str) -> str | None:
    prefixed = _PREFIXED.fullmatch(value)
    if prefixed:
        authority, value = prefixed.groups()
        scheme = _AUTHORITIES.get(authority.lower())
        if scheme:
            return identifier_uri(value, scheme)
        if fast := _FAST.fullmatch(value):
            return f"http://id.worldcat.org/fast/{fast[1]}"
    if not value.startswith(("http://", "https://")):
        return None
    known = (identifier_uri(value, scheme) for scheme in ("ORCID", "ROR", "ISNI"))
    return next((uri for uri in known if uri), value)
