"""How MODS says a date: https://www.loc.gov/standards/mods/userguide/generalapp.html#encoding.

What W3CDTF can say is said in it, a start, an end and a qualifier by their attributes; all else
that is EDTF, in EDTF; the rest in words.
"""

from collections.abc import Iterator

from oaipmh.metadata.dates import is_w3cdtf
from oaipmh.metadata.edtf import EdtfDate, edtf_of

_W3CDTF, _EDTF = {"encoding": "w3cdtf"}, {"encoding": "edtf"}
_QUALIFIERS = {"": "", "~": "approximate", "?": "questionable"}


def encoded(value: str) -> tuple[str, dict[str, str]]:
    """A date, as one element has it, and the attribute that names its encoding."""
    return value, _W3CDTF if is_w3cdtf(value) else _EDTF if edtf_of(value) else {}


def in_points(value: str) -> list[tuple[str, dict[str, str]]]:
    """A date with its attributes; an interval as its start and its end, where it has both."""
    found = None if is_w3cdtf(value) else edtf_of(value)
    if found is None or not (_is_plain(found.start) and _is_plain(found.end)):
        return [encoded(value)]
    if not found.is_interval:
        return list(_qualified("", found.start))
    return [*_qualified("start", found.start), *_qualified("end", found.end)]


def _is_plain(date: EdtfDate | None) -> bool:
    """Whether W3CDTF and a qualifier say it."""
    return date is not None and date.text == date.certain and date.qualifier in _QUALIFIERS


def _qualified(point: str, date: EdtfDate | None) -> Iterator[tuple[str, dict[str, str]]]:
    if date is not None:
        more = {"point": point, "qualifier": _QUALIFIERS[date.qualifier]}
        yield date.text, _W3CDTF | {name: value for name, value in more.items() if value}
